// Light or dark: the system decides until the reader presses the switch; the choice is remembered here only.
(() => {
  const html = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (html.dataset.bsTheme || (system.matches ? "dark" : "light")) === "dark";

  const read = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const remember = (theme) => {
    try {
      theme ? localStorage.setItem("theme", theme) : localStorage.removeItem("theme");
    } catch { /* a browser that keeps nothing still switches for this page */ }
  };
  const show = (theme) => {
    theme ? (html.dataset.bsTheme = theme) : delete html.dataset.bsTheme;
  };

  const stored = read();
  if (stored === "dark" || stored === "light") show(stored);

  const name = (button) => {
    button.querySelector("[data-theme-word]").textContent = isDark() ? button.dataset.toLight : button.dataset.toDark;
  };
  document.addEventListener("DOMContentLoaded", () => {
    const buttons = document.querySelectorAll("[data-theme-switch]");
    buttons.forEach((button) => {
      button.hidden = false;
      name(button);
      button.addEventListener("click", () => {
        const wanted = isDark() ? "light" : "dark";
        const choice = wanted === (system.matches ? "dark" : "light") ? null : wanted;
        show(choice);
        remember(choice);
        buttons.forEach(name);
      });
    });
    system.addEventListener("change", () => buttons.forEach(name));
  });
})();
