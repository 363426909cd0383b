// A finger for the touch page, and the one place that knows how to find things on it: by address, action and Chinese words.
import { byId } from "./bench.js";
import { glassScale, pageDocument, reloadPage } from "./cabinet.js";

const visible = (one) => one.getClientRects().length > 0 && !one.closest("[aria-hidden=true]");
const all = (selector, words = "") => [...(pageDocument()?.querySelectorAll(selector) ?? [])]
  .filter((one) => visible(one) && one.textContent.includes(words));
const first = (selector, words) => () => all(selector, words)[0];

/** What a resident may touch. */
export const place = {
  start: () => all("form[action='/visit'] button").find((one) => !one.closest(".everywhere")),
  guide: first("a[href='/guide'], a[href^='/guide?']"),
  queue: first("a[href='/queue']"),
  key: (letter) => first(`[data-key='${letter}']`),
  matter: (words) => first("a[href^='/guide/matter/']", words),
  takeNumber: first("a[href^='/queue?matter=']"),
  goOn: first("a[href], button", "继续"),
  hall: (words) => first("a[href^='/queue/hall/'], form[action='/queue/take'] button", words),
  service: (words) => first("form[action='/queue/take'] button", words),
  printAgain: first("form[action='/queue/print'] button"),
  end: first("form[action='/visit/end'] button"),
  home: first(".bar a[href='/home']"),
};

/** What stands on the page now. */
export const pageText = () => pageDocument()?.body?.innerText ?? "";

/** The number on the page; empty while there is none. */
export const pageNumber = () => all(".digits")[0]?.textContent.trim() ?? "";

/** The electronic slip on the page. */
export const pageCode = () => all(".qr svg").length > 0;

/** A page that is on its way out: what is touched there is lost. */
let leaving = null;

/** Loads the page anew, which ends whatever visit there was. */
export function freshPage() {
  leaving = pageDocument();
  reloadPage();
}

/** True on the page that waits for the next person, once its script is at work. */
export const pageIdle = () => pageDocument() !== leaving && pageDocument()?.readyState === "complete" && Boolean(place.start());

const finger = byId("finger");
const LINGERS_MS = 900;
let leaves;

function point(at) {
  const box = at.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

/** Moves the drawn fingertip over something on the page; takes `ms`. */
export async function pointAt(at, ms) {
  const page = pageDocument();
  if (point(at).y < 0 || point(at).y > page.documentElement.clientHeight) at.scrollIntoView({ block: "center" });
  const { x, y } = point(at);
  clearTimeout(leaves);
  finger.hidden = false;
  finger.classList.remove("away");
  finger.style.transitionDuration = `${ms}ms`;
  finger.style.transform = `translate(${x * glassScale()}px, ${y * glassScale()}px)`;
  await new Promise((done) => setTimeout(done, ms));
}

/** Touches what the finger is over, as a finger would. */
export function tap(at) {
  const page = at.ownerDocument.defaultView;
  const { x, y } = point(at);
  const touch = { bubbles: true, cancelable: true, clientX: x, clientY: y, pointerType: "touch", view: page };
  at.dispatchEvent(new page.PointerEvent("pointerdown", touch));
  at.dispatchEvent(new page.PointerEvent("pointerup", touch));
  at.click();
  finger.classList.remove("taps");
  void finger.offsetWidth;
  finger.classList.add("taps");
  // Nobody leaves a finger on what they want to read.
  leaves = setTimeout(() => finger.classList.add("away"), LINGERS_MS);
}

export function hideFinger() {
  finger.hidden = true;
}
