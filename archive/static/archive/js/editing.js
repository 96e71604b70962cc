// Keeps what is typed into a form of the admin until it is saved: in this browser, for this person, for 30 days at
// most. Offers it back after a crash, an expired session or a failed request, and warns before it is left behind.
// A kept text holds only the fields that were changed, each with the version it was changed from.
(() => {
  const KEPT = "archive-unsaved/"; // + user / token of the opened form / address of the page
  const LONGEST = 30 * 24 * 3600 * 1000;
  const each = (test) => Object.keys(localStorage).filter((key) => key.startsWith(KEPT) && test(key));
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = (key) => localStorage.removeItem(key);

  try {
    // The server names the forms that were saved in a cookie, which any page of the admin may be the first to see.
    const saved = document.cookie.match(/(?:^|; )archive_saved=([^;]*)/)?.[1].split(".") ?? [];
    each((key) => saved.includes(key.split("/")[2]) || !(read(key)?.at > Date.now() - LONGEST)).forEach(forget);
    if (saved.length) document.cookie = `archive_saved=; path=/; max-age=0; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
  } catch {
    return; // A browser that keeps nothing: the form works as before.
  }

  const region = document.getElementById("unsaved");
  if (!region) return;
  const form = region.closest("form");
  const { user, page } = region.dataset;
  const token = form.elements._draft.value;
  const ownKey = `${KEPT}${user}/${token}/${page}`;

  // The form: its rows by their record, its values, and what differs from how the page came.

  const groups = () => [...form.querySelectorAll("[data-inline-formset]")].map((group) => group.id.replace(/-group$/, ""));
  const place = (name) => {
    const prefix = groups().find((each) => name.startsWith(`${each}-`));
    const [, row, field] = prefix ? name.slice(prefix.length + 1).match(/^(\d+)-(.+)$/) ?? [] : [];
    return row === undefined ? { field: name } : { prefix, row, field };
  };
  const controls = () => [...form.elements].filter((control) => control.name && (!control.name.startsWith("_") || control.name === "_reason")
    && !control.name.includes("__prefix__") && control.name !== "csrfmiddlewaretoken"
    && !["hidden", "file", "submit", "button", "reset", "password", "image"].includes(control.type)
    && control.tagName !== "FIELDSET");
  const isTicked = (control) => control.type === "checkbox" || control.type === "radio";
  const chosen = (control, attribute) => [...control.options].filter((option) => option[attribute]);
  const initial = (control) => {
    const options = chosen(control, "defaultSelected");
    return options.length || control.multiple ? options : [...control.options].slice(0, 1);
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const value = (control) => {
    if (isTicked(control)) return control.checked;
    if (control.tagName === "SELECT") return chosen(control, "selected").map((option) => [option.value, option.text]);
    return control.value;
  };
  const stored = (control) => {
    if (isTicked(control)) return control.defaultChecked;
    if (control.tagName === "SELECT") return initial(control).map((option) => [option.value, option.text]);
    return control.defaultValue;
  };
  const changed = () => controls().filter((control) => !same(value(control), stored(control)));
  const hidden = (prefix, row, field) => form.elements[prefix ? `${prefix}-${row}-${field}` : field];
  const radioValue = (control) => (control.type === "radio" ? control.value : "");

  const snapshot = () => changed().map((control) => {
    const { prefix, row, field } = place(control.name);
    return { prefix, row, field, radio: radioValue(control), value: value(control),
      id: prefix ? hidden(prefix, row, "id")?.value ?? "" : "", seen: hidden(prefix, row, "seen_version")?.value ?? "" };
  });

  // Keeping it.

  let isSubmitted = false;
  let timer;
  const isRefused = "refused" in region.dataset; // What a refused page shows is typed, and stored nowhere.
  const keep = () => {
    clearTimeout(timer);
    const fields = snapshot();
    try {
      if (fields.length) {
        const before = isRefused ? read(ownKey)?.fields ?? [] : [];
        const now = fields.filter((field) => !before.some((one) => same(where(one), where(field))));
        const values = before.map((one) => fields.find((field) => same(where(one), where(field))) ?? one);
        localStorage.setItem(ownKey, JSON.stringify({ at: Date.now(), fields: [...values, ...now] }));
      } else if (!isRefused) {
        forget(ownKey);
      }
    } catch {
      // The browser's space is full: leaving still warns.
    }
  };
  const where = ({ prefix, row, field, radio }) => [prefix, row, field, radio];
  const later = () => { clearTimeout(timer); timer = setTimeout(keep, 400); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  window.django?.jQuery?.(form).on("change", later); // Django's own widgets tell only each other.
  addEventListener("pagehide", () => { if (timer) keep(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  form.addEventListener("submit", () => { keep(); isSubmitted = true; });
  addEventListener("pageshow", () => { isSubmitted = false; });
  addEventListener("beforeunload", (event) => {
    if (!isSubmitted && (isRefused || changed().length)) event.preventDefault();
  });

  // Giving it back.

  const label = (control) => {
    const { prefix, row, field } = place(control.name);
    const own = control.id && form.querySelector(`label[for="${CSS.escape(control.id)}"]`);
    const column = control.closest("table")?.querySelector(`th.column-${CSS.escape(field)}`);
    const name = (own?.textContent ?? column?.textContent ?? field).trim().replace(/:$/, "");
    const group = prefix && document.getElementById(`${prefix}-heading`)?.textContent.trim();
    return group ? `${group} ${Number(row) + 1}: ${name}` : name;
  };
  const rowsOf = (prefix) => [...form.querySelectorAll(`[id="${CSS.escape(prefix)}-group"] [id]`)]
    .map((row) => row.id.match(/-(\d+)$/)?.[1] && row.id.startsWith(`${prefix}-`) && row.id.slice(prefix.length + 1))
    .filter((row) => /^\d+$/.test(row || ""));
  const currentRow = ({ prefix, id }) => rowsOf(prefix).find((row) => hidden(prefix, row, "id")?.value === id);
  const find = (field, row) => {
    const found = form.elements[field.prefix ? `${field.prefix}-${row}-${field.field}` : field.field];
    if (!found || found instanceof Element) return found;
    return [...found].find((control) => radioValue(control) === field.radio);
  };
  const locate = (field) => {
    if (!field.prefix) return find(field);
    return field.id ? find(field, currentRow(field)) : undefined;
  };
  const describe = (field) => {
    const control = locate(field);
    if (control) return label(control);
    const group = document.getElementById(`${field.prefix}-heading`)?.textContent.trim() ?? field.prefix;
    const column = find({ ...field, radio: field.radio }, "__prefix__");
    return `${group}: ${column ? label(column).replace(/^.*?: /, "") : field.field}`;
  };
  const differs = (field) => {
    const control = locate(field);
    return !control || !same(stored(control), field.value);
  };
  const fill = (control, field) => {
    if (isTicked(control)) {
      control.checked = field.value;
    } else if (control.tagName === "SELECT") {
      [...control.options].forEach((option) => { option.selected = false; });
      field.value.forEach(([key, text]) => {
        let option = [...control.options].find((each) => each.value === key);
        if (!option) control.append(option = new Option(text, key));
        option.selected = true;
      });
    } else {
      control.value = field.value;
    }
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const bringBack = (kept) => {
    const added = {};
    let first;
    for (const field of kept.fields) {
      let row = field.prefix && field.id ? currentRow(field) : undefined;
      if (field.prefix && row === undefined) {
        const key = `${field.prefix}/${field.row}`;
        if (!(key in added)) {
          form.querySelector(`[id="${CSS.escape(field.prefix)}-group"] .add-row a`)?.click();
          added[key] = String(form.elements[`${field.prefix}-TOTAL_FORMS`].value - 1);
        }
        row = added[key];
      }
      const control = find(field, row);
      if (!control) continue;
      fill(control, field);
      first ??= control;
      // With the version it was changed from, the server sees whether somebody else has saved since.
      const seen = hidden(field.prefix, row, "seen_version");
      if (seen && field.seen) seen.value = field.seen;
    }
    keep();
    return first;
  };

  const status = document.getElementById("unsaved-status");
  const offer = () => {
    const keys = each((key) => key !== ownKey && key.startsWith(`${KEPT}${user}/`) && key.split("/").slice(3).join("/") === page);
    const kept = keys.map((key) => ({ key, ...read(key) })).filter((one) => Array.isArray(one.fields));
    kept.filter((one) => !one.fields.some(differs)).forEach((one) => forget(one.key));
    const [latest] = kept.filter((one) => one.fields.some(differs)).sort((one, other) => other.at - one.at);
    region.hidden = !latest;
    if (!latest) return;
    const time = region.querySelector("time");
    time.dateTime = new Date(latest.at).toISOString();
    time.textContent = new Date(latest.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const names = [...new Set(latest.fields.filter(differs).map(describe))];
    region.querySelector("ul").replaceChildren(...names.map((name) => {
      const item = document.createElement("li");
      item.textContent = name;
      return item;
    }));
    region.querySelector("[data-bring-back]").onclick = () => {
      const first = bringBack(latest);
      forget(latest.key);
      status.textContent = status.dataset.broughtBack;
      offer();
      first?.focus();
    };
    region.querySelector("[data-throw-away]").onclick = () => {
      forget(latest.key);
      status.textContent = status.dataset.thrownAway;
      offer();
    };
  };
  // After the scripts of Django, which make the rows.
  if (document.readyState === "complete") offer();
  else addEventListener("load", offer);

  // Rows move up when one before them is removed: a choice about a row goes with it.
  document.addEventListener("formset:removed", () => {
    form.querySelectorAll("[data-choice$='-id']").forEach((choice) => {
      if (!choice.row?.isConnected) { choice.remove(); return; }
      choice.querySelectorAll("input").forEach((input) => { input.name = `_choice-${choice.row.id}-id`; });
    });
  });
  form.querySelectorAll("[data-choice$='-id']").forEach((choice) => {
    choice.row = document.getElementById(choice.dataset.choice.slice("_choice-".length, -"-id".length));
  });
})();
