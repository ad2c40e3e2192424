// The import pages work without this; with it, less has to be typed and waited for.
"use strict";

const form = document.getElementById("import_form");
const file = form.querySelector("input[type=file]");

// A file that is too large, or a name that can be a slug, is seen before anything is sent.
if (file) {
  file.addEventListener("change", () => {
    const chosen = file.files[0];
    const slug = form.querySelector("input[name=slug]");
    const most = Number(file.dataset.most);
    file.setCustomValidity(chosen && chosen.size > most ? `This file has ${chosen.size} bytes; ${most} is the most.` : "");
    file.reportValidity();
    if (chosen && slug && !slug.value) {
      slug.placeholder = chosen.name.replace(/\.[^.]*$/, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    }
  });
}

// All folded texts at once.
const folded = form.querySelectorAll(".words details");
if (folded.length) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button unfold";
  button.textContent = "Show all texts whole";
  button.addEventListener("click", () => {
    const open = ![...folded].every((each) => each.open);
    folded.forEach((each) => { each.open = open; });
    button.textContent = open ? "Fold long texts" : "Show all texts whole";
  });
  form.querySelector(".transcript h2").after(button);
}

// A second click while the first is under way would import twice.
form.addEventListener("submit", () => {
  setTimeout(() => form.querySelectorAll("input[type=submit]").forEach((each) => { each.disabled = true; }));
});
window.addEventListener("pageshow", () => form.querySelectorAll("input[type=submit]").forEach((each) => { each.disabled = false; }));
