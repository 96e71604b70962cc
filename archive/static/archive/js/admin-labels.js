// Names for what the admin's own scripts and templates leave without one, for those who cannot see the page.

(() => {
  const wordOf = (element) => element && element.textContent.replace(/\s+/g, " ").replace(/:\s*$/, "").trim();

  // A field is named by its label; in a table of rows, by its column.
  const nameOf = (field) => {
    const cell = field.closest("td");
    const column = cell && cell.closest("table").querySelectorAll("thead th")[cell.cellIndex];
    return wordOf(document.querySelector(`label[for="${field.id}"]`)) || wordOf(column);
  };

  const nameFields = () => {
    for (const field of document.querySelectorAll(".tabular td :is(input:not([type=hidden]), select, textarea)")) {
      const name = nameOf(field);
      if (name) field.setAttribute("aria-label", name);
    }
    // The box in which references are searched stands for a field that is hidden.
    for (const box of document.querySelectorAll(".select2-container .select2-selection")) {
      const select = box.closest(".select2-container").previousElementSibling;
      const name = select && select.id && nameOf(select);
      if (!name) continue;
      const chosen = box.querySelector(".select2-selection__rendered:not(ul)");
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", wordOf(chosen) ? `${name}: ${wordOf(chosen)}` : name);
      for (const inner of box.querySelectorAll(".select2-search__field, [role=textbox]")) inner.setAttribute("aria-label", name);
      // Among the chosen there is a button to clear them all, and that is no item of a list.
      for (const item of box.querySelectorAll("ul, ul > li")) item.setAttribute("role", item.matches("ul") ? "group" : "none");
    }
  };

  const hidden = (text) => {
    const word = document.createElement("span");
    word.className = "visually-hidden";
    word.textContent = text;
    return word;
  };

  const nameTheRest = () => {
    for (const header of document.querySelectorAll(".tabular th.original, .tabular thead th:empty")) {
      const heading = header.closest("fieldset").querySelector(".inline-heading");
      header.append(hidden(wordOf(heading)));
    }
    for (const label of document.querySelectorAll("label[for=searchbar]")) {
      const button = document.querySelector("#changelist-search input[type=submit]");
      if (button) label.append(hidden(button.value));
    }
  };

  window.addEventListener("load", () => {
    nameTheRest();
    nameFields();
    document.addEventListener("formset:added", () => setTimeout(nameFields));
    if (window.django && window.django.jQuery) window.django.jQuery(document).on("change", "select", nameFields);
  });
})();
