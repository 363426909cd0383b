// One matter in its editor's hands, and how far what has moved has travelled.
import { byId, element, every, fill, get, post, tell } from "./bench.js";

const LOG = 60;
const KINDS = ["page", "chapter", "head"];
const STOPS = ["published", "asked", "sent"];
const legs = [];
let next = null;
let matter = null;
/** The fields as they were when the matter was opened: only what was changed is sent. */
let opened = {};

/** What the last publication set moving: for each kind and stop, how many and the last of them. */
function journey() {
  const from = legs.findLastIndex((leg, i) => KINDS.includes(leg.what) && !KINDS.includes(legs[i - 1]?.what));
  const since = legs.slice(Math.max(0, from));
  return KINDS.map((kind) => ({
    kind,
    stops: STOPS.map((stop) => since.filter((leg) => stop === "published" ? leg.what === kind : leg.what === stop && leg.kind === kind)),
  }));
}

function stop(name, there) {
  const bytes = there.reduce((sum, leg) => sum + leg.bytes, 0);
  return element("td", there.length ? "there" : "", [
    element("b", "", there.length ? String(there.length) : "·"),
    element("small", "", bytes ? `${bytes.toLocaleString("en")} B` : ""),
  ], { title: there.map((leg) => `${leg.at} ${leg.id} ${leg.hash.slice(0, 12)}`).slice(-5).join("\n") });
}

function show() {
  const way = journey();
  fill(byId("journey"), way, () => way.map(({ kind, stops }) => element("tr", "", [
    element("th", "", [kind, element("small", "", stops[0].at(-1)?.id ?? "")], { scope: "row" }),
    ...stops.map((there, i) => kind === "head" && STOPS[i] === "asked" && !there.length
      ? element("td", "none", "subscribed", { title: "Every kiosk hears of a new head without asking" }) : stop(STOPS[i], there)),
  ])));
  const shown = legs.slice(-LOG).reverse();
  fill(byId("legs"), shown.map((leg) => leg.n), () => shown.map((leg) => element("li", "", [
    element("time", "", leg.at.slice(3)),
    element("b", "", leg.what),
    element("span", "", `${KINDS.includes(leg.what) ? "" : leg.kind} ${leg.id || leg.hash.slice(0, 12)} ${leg.bytes ? `${leg.bytes} B` : ""} ${leg.kiosk}`),
  ])));
}

async function find() {
  const found = await get(`catalogue/matters?text=${encodeURIComponent(byId("matter-text").value)}`);
  fill(byId("matters"), found, () => found.slice(0, 30).map((one) =>
    element("option", "", one.title, { value: one.id, lang: "zh" })));
  if (found.length) await open(byId("matters").value);
  else matter = null;
}

async function open(id) {
  const page = await get(`catalogue/matters/${id}`);
  matter = id;
  byId("edit-title").value = page.title;
  byId("edit-days").value = page.promiseDay ?? 0;
  byId("edit-fee").value = page.fee?.[0]?.feeStand ?? "";
  byId("edit-fee").disabled = (page.fee ?? []).length > 1;
  byId("edit-unit").textContent = page.promiseType === 2 ? "calendar days" : "working days";
  opened = fields();
  byId("edit-version").textContent = `taskVersion ${page.taskVersion}`;
}

const fields = () => ({ title: byId("edit-title").value, promiseDay: byId("edit-days").value, fee: byId("edit-fee").value });

let typing;
byId("matter-text").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(find, 200); });
byId("matters").addEventListener("change", (event) => open(event.target.value));
byId("edit").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!matter) return tell("Find a matter first.");
  const changed = Object.entries(fields()).filter(([name, value]) => value !== opened[name]);
  if (!changed.length) return tell("Nothing was changed.");
  if (await post(`catalogue/matters/${matter}?${new URLSearchParams(changed)}`)) await open(matter);
});

let began = false;
every(600, async () => {
  if (!began) {
    await find();
    began = true;
  }
  const told = await get(`catalogue/travel?after=${next ?? 0}`);
  if (told.next < (next ?? 0)) legs.length = 0;
  next = told.next;
  legs.push(...told.legs);
  legs.splice(0, Math.max(0, legs.length - 2000));
  show();
});
