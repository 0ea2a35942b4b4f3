"""What has the focus on a page, what it is called, and whether it can be seen."""

# The element that has the focus: its name, how wide its ring is, whether it lies in the window and can be seen.
STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const kinds = { A: "link", BUTTON: "button", SUMMARY: "button", TEXTAREA: "textbox", SELECT: "combobox" };
  const kind = one.getAttribute("role") || kinds[one.tagName] || one.type || one.tagName;
  const name = one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent;
  const ringed = [one, one.closest(".offer-card, .search-box, .way-cards > li")].filter(Boolean);
  const ring = Math.max(...ringed.map(it => {
    const style = getComputedStyle(it);
    return style.outlineStyle === "solid" ? parseFloat(style.outlineWidth) : 0;
  }));
  const boxes = [...one.getClientRects()];
  const within = box => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const inside = (low, number, high) => Math.min(Math.max(number, low), high - 1);
  const shows = box => {
    const x = inside(0, box.left + box.width / 2, innerWidth);
    const y = inside(0, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2, innerHeight);
    const top = document.elementFromPoint(x, y);
    return top && (one.contains(top) || top.contains(one) || top.closest("label")?.control === one);
  };
  return {
    said: `${kind} "${name.replace(/\\s+/g, " ").trim()}"`,
    html: one.outerHTML.slice(0, 120), ring, seen: boxes.some(within), covered: !boxes.filter(within).some(shows),
  };
}"""
