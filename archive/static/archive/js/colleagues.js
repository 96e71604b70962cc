// A note to colleagues that was typed and not left yet: warns before it is lost, also when the form above it is saved,
// and keeps it in this browser, for this person, until it is left. What is kept too long, or was left, editing.js removes.
(() => {
  const note = document.querySelector("#colleagues textarea");
  if (!note) return;
  const status = document.querySelector("[data-note-kept]");
  const { user, page } = status.dataset;
  const start = `archive-unsaved/${user}/`; // + name of the opened form / address of the page, not that of the form above
  const place = `${page}#note`;
  const ownKey = `${start}${note.form.elements._note.value}/${place}`;
  const isRefused = note.getAttribute("aria-invalid") === "true"; // What a refused page shows is stored nowhere.
  let isSent = false;

  const keep = () => {
    try {
      if (note.value.trim()) localStorage.setItem(ownKey, JSON.stringify({ at: Date.now(), text: note.value }));
      else localStorage.removeItem(ownKey);
    } catch {
      // A browser that keeps nothing, or is full: leaving still warns.
    }
  };
  const bringBack = () => {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(start) && key.slice(start.length).replace(/^[^/]*\//, "") === place);
      const [latest] = keys.map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) })).sort((one, other) => other.at - one.at);
      if (!latest?.text || note.value) return;
      note.value = latest.text;
      localStorage.removeItem(latest.key);
      status.textContent = status.dataset.back;
      keep();
    } catch {
      // Nothing is kept, or it cannot be read.
    }
  };

  bringBack();
  if (isRefused) keep();
  note.addEventListener("input", keep);
  note.form.addEventListener("submit", () => {
    keep();
    isSent = true;
  });
  addEventListener("pageshow", () => {
    isSent = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSent && (isRefused ? note.value : note.value !== note.defaultValue)) event.preventDefault();
  });
})();
