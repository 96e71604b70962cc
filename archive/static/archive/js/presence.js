// Says every half minute that the form is still open, and shows who else has it open. Without it the page says who
// had it open when it came.
(() => {
  const notice = document.querySelector(".presence[data-open]");
  if (!notice) return;
  const token = notice.closest("form").elements.csrfmiddlewaretoken;

  // Only a change is written: a screen reader would read the same again.
  const show = (text) => { if (notice.textContent !== text) notice.textContent = text; };

  const sign = async () => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: token.value });
    try {
      const response = await fetch(notice.dataset.open, { method: "POST", body, redirect: "manual" });
      if (response.type === "opaqueredirect") show(notice.dataset.signedOut);
      else if (response.ok) show((await response.json()).notice);
    } catch {
      // No connection just now: the next sign may get through.
    }
  };

  setInterval(sign, 30000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sign(); });
})();
