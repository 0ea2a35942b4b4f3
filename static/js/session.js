// Nobody is signed out unawares: some minutes before the session ends a dialog says so and can prolong it; once it has
// ended, it says that too. Without JavaScript the sign-in page says how long a session lasts.
(() => {
  const WARNED_BEFORE = 10 * 60; // seconds
  const LOOK_EVERY = 15; // seconds; a sleeping machine's long timers are late

  const dialog = document.querySelector("dialog[data-session-url]");
  const part = (name) => dialog.querySelector(`[data-session-${name}]`);
  let end = Date.now() + Number(dialog.dataset.sessionSeconds) * 1000;
  let closed = null; // which of the two somebody has read and closed

  const left = () => (end - Date.now()) / 1000;
  const show = (name) => {
    if (closed === name) return;
    part("soon").hidden = name !== "soon";
    part("over").hidden = name !== "over";
    if (name === "soon") {
      const words = part("left").dataset;
      const minutes = Math.floor(left() / 60);
      const text = minutes < 1 ? words.one : words.many.replace("%s", minutes);
      if (part("left").textContent !== text) part("left").textContent = text;
    }
    if (!dialog.open) dialog.showModal();
  };
  const ask = async (options) => {
    const answer = await fetch(dialog.dataset.sessionUrl, { redirect: "manual", ...options });
    end = answer.ok ? Date.now() + (await answer.json()).seconds * 1000 : 0;
  };
  const look = async () => {
    if (left() > WARNED_BEFORE) return;
    try {
      // Another window may have prolonged it meanwhile.
      await ask({});
    } catch { /* no connection: what was known still holds */ }
    if (left() > WARNED_BEFORE) {
      closed = null;
      if (dialog.open) dialog.close();
    } else show(left() > 0 ? "soon" : "over");
  };

  part("stay").addEventListener("click", async () => {
    try {
      await ask({ method: "POST", headers: { "X-CSRFToken": dialog.dataset.csrf } });
      closed = null;
      if (left() > 0) dialog.close();
      else show("over");
    } catch { /* no connection: the dialog stays, and the button can be pressed again */ }
  });
  dialog.querySelectorAll("[data-session-close]").forEach((button) => button.addEventListener("click", () => dialog.close()));
  dialog.addEventListener("close", () => { closed = part("over").hidden ? "soon" : "over"; });
  setInterval(look, LOOK_EVERY * 1000);
  look();
})();
