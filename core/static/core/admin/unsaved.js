// Asks before a page with unsaved edits is left.
"use strict";

{
  const form = document.querySelector("#content-main form[id$=_form]");
  const snapshot = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));

  if (form) {
    let saved = null;
    let leaving = false;

    // After other scripts have laid out what they lay out.
    window.addEventListener("load", () => setTimeout(() => {
      saved = form.querySelector("[data-unsaved]") ? "" : snapshot();
    }));

    form.addEventListener("submit", (event) => {
      // A button that goes elsewhere saves nothing of this form.
      leaving = !(event.submitter && event.submitter.hasAttribute("data-leaves"));
    });
    window.addEventListener("pageshow", () => { leaving = false; });

    window.addEventListener("beforeunload", (event) => {
      if (saved !== null && !leaving && snapshot() !== saved) {
        event.preventDefault();
        event.returnValue = true; // for older browsers
      }
    });
  }
}
