// Keeps what somebody types, while they type: a form that holds an element with data-autosave (the address) is sent
// there a second after the last change, and when the page is left. The element's role="status" says how it went, in
// the server's words or those of its data-offline, data-signed-out and data-failed. Files and passwords are never sent.
(() => {
  const PAUSE = 1000;
  const AGAIN = 10000; // after a lost connection
  const LEAVES_WITH_PAGE = 60000; // characters that a browser still sends while the page is left

  const equip = (box) => {
    const form = box.closest("form");
    const status = box.querySelector('[role="status"]');
    const newer = box.querySelector("[data-newer]");
    let waiting;
    let changed = false;
    let sent = false;
    let stopped = false;

    const say = (sentence, tone) => {
      if (status.textContent !== sentence) status.textContent = sentence;
      status.classList.toggle("is-wrong", tone === "wrong");
    };
    const typed = () => {
      const fields = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && form.elements[name]?.type !== "password") fields.append(name, value);
      }
      return fields;
    };
    const save = async ({ leaving = false } = {}) => {
      clearTimeout(waiting);
      if (!changed || sent || stopped) return;
      const body = typed();
      changed = false;
      try {
        const answer = await fetch(box.dataset.autosave, {
          method: "POST",
          body,
          redirect: "manual",
          keepalive: leaving && body.toString().length < LEAVES_WITH_PAGE,
        });
        if (answer.ok) return say((await answer.json()).sentence);
        if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
          changed = true;
          return say(box.dataset.signedOut, "wrong");
        }
        if (answer.status === 409 || answer.status === 413) {
          stopped = answer.status === 409;
          newer.hidden = !stopped;
          changed = true;
          return say((await answer.json()).sentence, "wrong");
        }
        throw new Error(answer.status);
      } catch {
        changed = true;
        say(navigator.onLine ? box.dataset.failed : box.dataset.offline, "wrong");
        waiting = setTimeout(save, AGAIN);
      }
    };
    const later = () => {
      changed = true;
      clearTimeout(waiting);
      waiting = setTimeout(save, PAUSE);
    };

    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", (event) => {
      sent = !event.defaultPrevented;
      clearTimeout(waiting);
    });
    window.addEventListener("online", () => save());
    window.addEventListener("pagehide", () => save({ leaving: true }));
    window.addEventListener("pageshow", () => { sent = false; });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-autosave]").forEach(equip);
  });
})();
