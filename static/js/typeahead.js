// Suggestions below a text field while somebody types (the combobox pattern of ARIA). The server takes the plain
// text as well, so nothing depends on this. A field says where to ask in data-type-ahead; data-type-ahead-id names
// the hidden field that takes the chosen row, data-type-ahead-country the field whose country narrows the search,
// data-type-ahead-many that the field holds several words with commas between them, and data-type-ahead-nothing
// what to say when nothing fits.
(() => {
  const SHORTEST = 2;
  const PAUSE = 180;

  const equip = (field) => {
    const { typeAhead: url, typeAheadId, typeAheadCountry, typeAheadMany, typeAheadNothing } = field.dataset;
    const chosen = typeAheadId && document.getElementById(typeAheadId);
    const list = document.createElement("ul");
    const nothing = document.createElement("p");
    const frame = document.createElement("div");
    let rows = [];
    let active = -1;
    let waiting;
    let asking;

    frame.className = "type-ahead";
    field.before(frame);
    frame.append(field, list, nothing);
    nothing.className = "type-ahead-list type-ahead-nothing";
    nothing.setAttribute("role", "status");
    list.id = `${field.id}_list`;
    list.className = "type-ahead-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0]?.firstChild.textContent.trim() ?? "");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);

    // Where the word that is being typed begins and ends.
    const word = () => {
      if (!typeAheadMany) return [0, field.value.length];
      const start = Math.max(...[",", "\n"].map((mark) => field.value.lastIndexOf(mark, field.selectionStart - 1))) + 1;
      return [start, field.selectionStart];
    };
    const close = () => {
      clearTimeout(waiting);
      asking?.abort();
      list.hidden = true;
      nothing.textContent = "";
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const mark = (index) => {
      active = index;
      [...list.children].forEach((item, at) => item.setAttribute("aria-selected", at === active));
      if (active < 0) return field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    };
    const choose = (row) => {
      const [start, end] = word();
      if (typeAheadMany) field.setRangeText(`${start ? " " : ""}${row.label}, `, start, end, "end");
      else field.value = row.label;
      if (chosen) {
        chosen.value = row.id;
        chosen.dispatchEvent(new Event("change", { bubbles: true }));
      }
      close();
    };
    const show = () => {
      list.replaceChildren(
        ...rows.map((row, index) => {
          const item = document.createElement("li");
          const hint = document.createElement("span");
          item.id = `${list.id}_${index}`;
          item.setAttribute("role", "option");
          item.append(row.label);
          hint.className = "under";
          hint.textContent = row.hint;
          if (row.hint) item.append(hint);
          item.addEventListener("pointerdown", (event) => event.preventDefault());
          item.addEventListener("click", () => choose(row));
          return item;
        }),
      );
      list.hidden = rows.length === 0;
      nothing.textContent = rows.length ? "" : typeAheadNothing;
      field.setAttribute("aria-expanded", String(rows.length > 0));
      mark(-1);
    };
    const ask = async () => {
      const text = field.value.slice(...word()).trim();
      if (text.length < SHORTEST) return close();
      // The language only tells the answers of one language from those of another in the browser's cache.
      const asked = new URLSearchParams({ q: text, language: document.documentElement.lang });
      if (typeAheadCountry) asked.set("country", document.getElementById(typeAheadCountry)?.value ?? "");
      asking?.abort();
      asking = new AbortController();
      try {
        const answer = await fetch(`${url}?${asked}`, { signal: asking.signal });
        if (!answer.ok) return close();
        rows = await answer.json();
        show();
      } catch { /* typed on, or no connection: the plain text is sent */ }
    };

    field.addEventListener("input", () => {
      if (chosen?.value) {
        chosen.value = "";
        chosen.dispatchEvent(new Event("change", { bubbles: true }));
      }
      document.getElementById(`${field.id}_matches`)?.remove();
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (list.hidden) {
        if (event.key === "ArrowDown" && !typeAheadMany) ask();
        return;
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark(((active + step + 1 + rows.length + 1) % (rows.length + 1)) - 1);
      } else if (event.key === "Enter" && active >= 0) choose(rows[active]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    field.addEventListener("blur", close);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-type-ahead]").forEach(equip);
  });
})();
