// What scripts add to pages that work without them: a part of a page is fetched and put in place, and said aloud.
const policy = window.trustedTypes?.createPolicy("ledger", { createHTML: (html) => html });
const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");
const told = document.getElementById("told");
let latest = 0;

/** Fetch a page of ours and put the part that fits `selector` in the place of the present one. */
async function swap(address, selector, { remember = true } = {}) {
  const present = document.querySelector(selector);
  const number = ++latest;
  present?.classList.add("is-loading");
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" }, credentials: "same-origin" });
    const page = parse(await answer.text());
    const next = page.querySelector(selector);
    if (number !== latest) return;
    if (!answer.ok || answer.redirected || !present || !next) return void location.assign(address);
    const focused = document.activeElement?.id;
    present.replaceWith(next);
    if (focused) document.getElementById(focused)?.focus();
    if (remember) {
      history.replaceState({ selector }, "");
      history.pushState({ selector }, "", address);
    }
    document.title = page.title;
    follow(page);
    const name = next.querySelector("h2, caption")?.textContent ?? page.title;
    const totals = next.querySelector(".totals")?.textContent ?? "";
    if (told) told.textContent = `${name.trim()} ${totals.trim()}`.replace(/\s+/g, " ");
  } catch {
    if (number === latest) location.assign(address);
  } finally {
    present?.classList.remove("is-loading");
  }
}

/** The link to the other language leads to what is shown now: it stands outside of what was put in place. */
function follow(page) {
  const [link, next] = [document, page].map((one) => one.querySelector("a[hreflang]"));
  if (link && next) link.href = next.getAttribute("href");
}

/** The address that a GET form asks for; empty fields are left out. */
function asked(form) {
  const fields = [...new FormData(form)].filter(([, said]) => said !== "");
  const query = new URLSearchParams(fields).toString();
  const path = new URL(form.action, location.href).pathname;
  return query ? `${path}?${query}` : path;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-swap]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  swap(link.href, link.dataset.swap);
});

let waiting;
function live(event, delay) {
  const form = event.target.form ?? event.target;
  if (!form?.dataset?.live) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => swap(asked(form), form.dataset.live), delay);
}
document.addEventListener("input", (event) => live(event, 250));
document.addEventListener("submit", (event) => {
  if (event.target.dataset.live) {
    event.preventDefault();
    return live(event, 0);
  }
  // A second press of the same button sends nothing twice; the server would not do it twice either.
  // A form that hands out a file stays where it is, and may be sent again.
  if (event.target.method === "post" && !("stays" in event.target.dataset)) {
    for (const button of event.target.querySelectorAll("button")) setTimeout(() => (button.disabled = true));
  }
});
addEventListener("pageshow", () => document.querySelectorAll("button:disabled").forEach((one) => (one.disabled = false)));
addEventListener("popstate", (event) => {
  if (event.state?.selector) swap(location.href, event.state.selector, { remember: false });
  else location.reload();
});

// What went wrong is where the reader is led first.
document.querySelector(".wrong, [aria-invalid=true]")?.focus();
