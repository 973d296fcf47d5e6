// The marker's desk: running sum, draft kept while typing, keys to the neighbours. The pages work without this file.
const form = document.querySelector("form.marking");
const inputs = form ? [...form.querySelectorAll("[data-points]")] : [];
const read = (text) => (/^\s*\d+([.,]\d+)?\s*$/.test(text) ? Number(text.trim().replace(",", ".")) : null);

function showSum() {
  const points = inputs.map((input) => read(input.value));
  const hundredths = points.reduce((sum, one) => sum + Math.round((one ?? 0) * 100), 0);
  const text = (hundredths / 100).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2 });
  form.querySelector("[data-sum] strong").textContent = points.every((one) => one === null) ? "–" : text;
}

let typed = "";
let waiting;
const sign = (body) => [...body].filter(([name]) => /^(points_|comment)/.test(name)).join("\n");

async function keep() {
  clearTimeout(waiting);
  const body = new FormData(form);
  const now = sign(body);
  if (now === typed) return;
  body.set("keep", "quietly");
  const answer = await fetch(form.action, { method: "POST", body, keepalive: true });
  if (answer.status === 204) {
    typed = now;
    form.querySelector("[data-kept]").hidden = false;
  }
}

if (form) {
  typed = sign(new FormData(form));
  form.addEventListener("input", () => {
    showSum();
    form.querySelector("[data-kept]").hidden = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 800);
  });
  showSum();
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
