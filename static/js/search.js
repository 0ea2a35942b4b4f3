// The search over everything, in a dialog: Ctrl K or the link in the header opens it. Arrow keys go through what was
// found, Enter opens, Escape closes; the browser then gives the focus back. Without this the link leads to the page.
(() => {
  const SHORTEST = 2;
  const PAUSE = 180;
  const dialog = document.getElementById("search-dialog");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  const field = dialog.querySelector("input");
  const found = dialog.querySelector("[data-search-found]");
  const status = dialog.querySelector("[data-search-status]");
  let waiting;
  let asking;

  const open = () => {
    if (!dialog.open && document.querySelector("dialog[open]")) return; // another question comes first
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
  };
  const empty = () => {
    found.replaceChildren();
    status.textContent = "";
  };
  const ask = async () => {
    asking?.abort();
    const text = field.value.trim();
    if (text.length < SHORTEST) return empty();
    asking = new AbortController();
    const url = `${form.action}?${new URLSearchParams({ q: text })}`;
    try {
      const answer = await fetch(url, { signal: asking.signal, headers: { "HX-Request": "true" } });
      if (answer.redirected) return location.assign(url); // signed out meanwhile
      if (!answer.ok) return empty();
      found.innerHTML = await answer.text(); // our own template, in which everything is escaped
      const said = found.querySelector("[data-search-said]");
      status.textContent = said?.textContent ?? "";
      said?.remove();
    } catch { /* typed on, or no connection: Enter sends the form */ }
  };
  const go = (step) => {
    const stops = [field, ...found.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + step;
    stops[Math.min(Math.max(next, 0), stops.length - 1)].focus();
  };

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    open();
  });
  document.querySelectorAll("[data-search-open]").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // wanted in a tab of its own
      event.preventDefault();
      const menu = link.closest("details.menu");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus(); // where the focus can come back to
      }
      open();
    });
  });
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      go(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault(); // a search field would be emptied instead
      dialog.close();
    }
  });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
})();
