// What every panel stands on: the calls under /bench/api, the state they share, and a few words to build pages with.

const API = "/bench/api/";
const PATIENCE_MS = 8000;

let latest = null;
let chosen = new URLSearchParams(location.search).get("cabinet");
const watchers = [];
let hurry = () => {};

/** A time of day as the people in front of the kiosk have it. */
export const time = (instant) => instant ? new Date(instant).toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai" }) : "—";

export const byId = (id) => document.getElementById(id);

/** A new element with a class, its text or children, and properties. */
export function element(name, className, content, properties = {}) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (Array.isArray(content)) made.append(...content.filter((child) => child !== null && child !== undefined));
  else if (content !== undefined) made.textContent = content;
  const { data, ...others } = properties;
  Object.assign(made, others);
  if (data) Object.assign(made.dataset, data);
  return made;
}

/** A button that moves a hand: `post` for the whole bench, `hand` for the chosen cabinet. */
export function button(text, move, properties = {}) {
  const data = move.hand === undefined ? { post: move.post } : { hand: move.hand };
  return element("button", properties.className ?? "", text, { type: "button", ...properties, data: { ...data, ...properties.data } });
}

/** Puts new children into a box only when what they show has moved; whoever had the focus keeps it. */
export function fill(box, value, children) {
  const shown = JSON.stringify(value);
  if (box.shown === shown) return;
  box.shown = shown;
  const held = box.contains(document.activeElement) ? document.activeElement.dataset : null;
  const key = held && (held.post ?? held.hand ?? held.key);
  box.replaceChildren(...children());
  if (key) {
    [...box.querySelectorAll("[data-post],[data-hand],[data-key]")]
      .find((one) => (one.dataset.post ?? one.dataset.hand ?? one.dataset.key) === key)?.focus({ preventScroll: true });
  }
}

/** Reads JSON; fails when the bench does not answer in time. */
export async function get(path) {
  const answer = await fetch(API + path, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

/** The address of a picture. */
export const picture = (path) => API + path;

/** Moves a hand of the bench; what it cannot do is said on the page. True when it has been moved. */
export async function post(path) {
  let trouble = "";
  try {
    const answer = await fetch(API + path, { method: "POST", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) trouble = await answer.text() || `${path.split("?")[0]} answered ${answer.status}`;
  } catch {
    trouble = "The bench does not answer in time; the hand may or may not have been moved.";
  }
  tell(trouble);
  hurry();
  return trouble === "";
}

/** Moves a hand of the chosen cabinet. */
export const hand = (path) => post(cabinetPath(path));

/** A path below the chosen cabinet. */
export const cabinetPath = (path) => `cabinets/${cabinet().kiosk}/${path}`;

/** The state as it was heard last. */
export const state = () => latest;

/** The cabinet this page is about. */
export const cabinet = (of = latest) => of.cabinets.find((one) => one.kiosk === chosen) ?? of.cabinets[0];

/** The kiosk of that cabinet as ops see it; undefined while it was never heard. */
export const kiosk = (of = latest) => of.kiosks.find((one) => one.kiosk === cabinet(of).kiosk);

export function choose(name) {
  chosen = name;
  hurry();
}

/** Registers a panel: called with every new state and the chosen cabinet in it. */
export const onState = (watcher) => watchers.push(watcher);

/** Asks for the state now and tells every panel. */
export async function refresh() {
  const heard = await get("state");
  latest = heard;
  watchers.forEach((watcher) => watcher(heard, cabinet(heard)));
}

/** Looks again and again, `ms` after the last look has ended; rests while the page is hidden. Returns what hurries it. */
export function every(ms, look, failed = () => {}) {
  let timer;
  let looking = false;
  const turn = async () => {
    clearTimeout(timer);
    if (looking) return;
    looking = true;
    try {
      if (!document.hidden) await look();
    } catch (unheard) {
      failed(unheard);
    }
    looking = false;
    timer = setTimeout(turn, ms);
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) turn(); });
  turn();
  return turn;
}

/** Keeps the state new; `answers` hears whether the bench does. */
export function listen(ms, answers) {
  hurry = every(ms, async () => { await refresh(); answers(true); }, () => answers(false));
}

/** Has one of the kiosk's devices prove itself, as a technician would at its own address, which is this page's; says the verdict. */
export async function prove(device) {
  tell(`${device} proves itself …`);
  try {
    const answer = await fetch(`/technician/devices/${device}/self-test`, { method: "POST", signal: AbortSignal.timeout(35000) });
    if (answer.status === 409) {
      const refused = await answer.json();
      tell(`${device}: ${refused.doEn} (${refused.code})`);
      return;
    }
    if (!answer.ok) {
      tell(`${device}: the kiosk answered ${answer.status}`);
      return;
    }
    const verdict = await answer.json();
    tell(`${device} ${verdict.passed ? "passed" : "failed"}: ${verdict.seen}${verdict.code ? ` (${verdict.code}) ${verdict.doEn}` : ""}`);
  } catch {
    tell(`${device}: the kiosk does not answer.`);
  }
}

let silence;

/** Says a sentence for a while; an empty one takes it back. */
export function tell(sentence) {
  clearTimeout(silence);
  byId("said").textContent = sentence;
  if (sentence) silence = setTimeout(() => tell(""), 9000);
}

document.addEventListener("click", (event) => {
  const found = event.target.closest?.("[data-post],[data-hand]");
  if (!found || found.disabled) return;
  if (found.dataset.hand === undefined) post(found.dataset.post);
  else hand(found.dataset.hand);
});
