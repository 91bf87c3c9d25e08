// The slider of the past: what the place it stands at means is told, and the page of then is put in place.
// ledger.js does the putting (a link with data-swap); without scripts the form's button does all of it.
const PAUSE = 400;
let telling;
let going;

/** Say when the entry under the slider was recorded, to those who see it and to those who hear it. */
async function tell(slider) {
  const at = slider.value;
  const answer = await fetch(`/time/at/${at}`, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const text = await answer.text();
  if (slider.value !== at) return; // it has been moved on
  slider.setAttribute("aria-valuetext", text);
  const shown = document.getElementById("look-told");
  if (shown) shown.textContent = text;
}

/** Put this very page, as of the slider's place, in the place of what is shown. */
function go(slider) {
  const address = new URL(location.href);
  address.searchParams.set("as_of", slider.value);
  for (const name of ["cursor", "wait_for", "recorded", "step"]) address.searchParams.delete(name);
  const link = document.createElement("a");
  link.href = address;
  link.dataset.swap = ".frame";
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

document.addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.id !== "look-at") return;
  clearTimeout(telling);
  telling = setTimeout(tell, 120, slider);
});
document.addEventListener("change", (event) => {
  const slider = event.target;
  if (slider.id !== "look-at") return;
  clearTimeout(going);
  going = setTimeout(go, PAUSE, slider);
});
