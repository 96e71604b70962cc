// Warns before a note to colleagues that was typed and not left yet is lost, also when the form above it is saved.
(() => {
  const note = document.querySelector("#colleagues textarea");
  if (!note) return;
  let isSent = false;
  note.form.addEventListener("submit", () => {
    isSent = true;
  });
  addEventListener("pageshow", () => {
    isSent = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSent && note.value !== note.defaultValue) event.preventDefault();
  });
})();
