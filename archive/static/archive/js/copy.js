// Copies references and addresses. Everything is there without it: the buttons appear only when this runs.
// An element with data-copy names the element that takes its button (data-copy-into); the words stand on
// the element with data-copy-words, in the page's language.
(() => {
  const words = document.querySelector("[data-copy-words]")?.dataset;
  if (!words || !navigator.clipboard) return;

  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  document.body.append(status);

  // Said anew each time, also when the same is copied twice, and taken back so that nobody meets it when reading on.
  let timer;
  const say = (text, button) => {
    clearTimeout(timer);
    document.querySelectorAll("button.copy").forEach((each) => { each.textContent = each.dataset.label; });
    status.textContent = "";
    button.textContent = text;
    setTimeout(() => { status.textContent = text; }, 50);
    timer = setTimeout(() => { button.textContent = button.dataset.label; status.textContent = ""; }, 3000);
  };

  const makeButton = (label, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy button-quiet no-print";
    button.textContent = button.dataset.label = label;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(text()).then(() => say(words.copied, button), () => say(words.failed, button));
    });
    return button;
  };

  document.querySelectorAll("[data-copy]").forEach((element) => {
    const slot = document.getElementById(element.dataset.copyInto);
    const button = makeButton(words[element.dataset.copy], () => element.textContent.trim());
    const heading = slot.querySelector("h3[id]"); // Which of several it copies.
    if (heading) button.setAttribute("aria-describedby", heading.id);
    if (slot.tagName === "UL") {
      const item = document.createElement("li");
      item.append(button);
      slot.append(item);
    } else {
      slot.append(button);
    }
  });

  // The paragraph that the address leads to can have its address copied: follow ¶, then the button.
  const paragraphButton = makeButton(words.address, () => location.href);
  const follow = () => {
    const paragraph = document.querySelector(".para:target");
    if (paragraph) paragraph.append(" ", paragraphButton);
    else paragraphButton.remove();
  };
  addEventListener("hashchange", follow);
  addEventListener("load", follow);
})();
