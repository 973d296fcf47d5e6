// The marker's desk: running sum, draft kept while typing, keys to the neighbours. The pages work without this file.
const form = document.querySelector("form.marking");
const inputs = form ? [...form.querySelectorAll("[data-points]")] : [];
const fields = form ? [...form.elements].filter((field) => /^(points_|comment)/.test(field.name)) : [];
const read = (text) => (/^\s*\d+([.,]\d+)?\s*$/.test(text) ? Number(text.trim().replace(",", ".")) : null);

function showSum() {
  const points = inputs.map((input) => read(input.value));
  const hundredths = points.reduce((sum, one) => sum + Math.round((one ?? 0) * 100), 0);
  const text = (hundredths / 100).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2 });
  form.querySelector("[data-sum] strong").textContent = points.every((one) => one === null) ? "–" : text;
}

// What the house has is what the page came with, not what stands in the fields when this file arrives: a quick marker
// has typed by then. One answer is waited for before the next is sent.
const all = (value) => fields.map(value).join("\n");
let typed = all((field) => field.defaultValue);
let waiting;
let underway = 0;
let last = Promise.resolve();

function keep() {
  clearTimeout(waiting);
  underway += 1;
  last = last.then(send).catch(() => {}).then(() => { underway -= 1; });
  return last;
}

async function send() {
  const now = all((field) => field.value);
  if (now === typed) return;
  const body = new FormData(form);
  body.set("keep", "quietly");
  const answer = await fetch(form.action, { method: "POST", body, keepalive: true });
  if (answer.status === 204) {
    typed = now;
    form.querySelector("[data-kept]").hidden = false;
  }
}

if (form) {
  const changed = () => {
    showSum();
    form.querySelector("[data-kept]").hidden = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 800);
  };
  form.addEventListener("input", changed);
  // A draft that is still on its way would be written over what is sent now: its answer is waited for first.
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!underway) return;
    event.preventDefault();
    last.then(() => form.requestSubmit(event.submitter));
  });
  if (all((field) => field.value) === typed) showSum();
  else changed();
}

// Alt with Page Down or Page Up: no letter is taken, nothing that a browser or a screen reader uses.
document.addEventListener("keydown", async (event) => {
  const way = { PageDown: "next", PageUp: "prev" }[event.key];
  const link = way && event.altKey && document.querySelector(`main a[rel="${way}"]`);
  if (!link) return;
  event.preventDefault();
  if (form) await keep();
  link.click();
});
