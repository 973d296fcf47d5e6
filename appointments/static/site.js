// Small enhancements only: every page works without this file.
import * as govuk from "./govuk-frontend-6.3.0.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
govuk.initAll();

// Print buttons are shown only where they can work.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A long file goes on by itself; without this file its reader presses the button for each portion.
document.querySelector("form.goes-on")?.requestSubmit();

// On a narrow screen a long menu folds behind a button; without this file it is shown whole.
const narrow = window.matchMedia("(max-width: 40em)");
for (const menu of document.querySelectorAll("[data-menu]")) {
  const [toggle, list] = [menu.querySelector("button"), menu.querySelector(".menu__list")];
  const show = (open) => {
    toggle.setAttribute("aria-expanded", String(open));
    list.hidden = !open;
  };
  const fit = () => {
    const folds = narrow.matches && list.children.length > 3;
    toggle.hidden = !folds;
    show(!folds);
  };
  toggle.addEventListener("click", () => show(list.hidden));
  narrow.addEventListener("change", fit);
  fit();

  // An opened section closes when the reader goes elsewhere, or presses Escape.
  const opened = () => menu.querySelector("details[open]");
  document.addEventListener("click", (event) => {
    if (!opened()?.contains(event.target)) opened()?.removeAttribute("open");
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened()) {
      opened().querySelector("summary").focus();
      opened().removeAttribute("open");
    }
  });
}

// A large drawing opens where the case stands.
for (const sheet of document.querySelectorAll("[data-drawing]")) {
  const place = sheet.querySelector(".current");
  if (place) {
    const [frame, node] = [sheet.getBoundingClientRect(), place.getBoundingClientRect()];
    sheet.scrollLeft = node.left - frame.left - (frame.width - node.width) / 2;
    sheet.scrollTop = node.top - frame.top - (frame.height - node.height) / 2;
  }
}
