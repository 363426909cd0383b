// What the platform has stored, as stored, and what its receipts say.
import { byId, button, element, every, fill, get, onState, state } from "./bench.js";

const MOST_ROWS = 120;
const rows = new Map();
const box = byId("facts");
let last = 0;
let duplicates = 0;
let counted = 0;

/** The few words of a fact that tell it from its neighbours. */
function gist(data) {
  const words = ["number", "hall", "service", "outcome", "why", "reason", "cause", "by", "name"].map((key) => data[key]).filter((word) => word);
  return words.length ? words.join(" · ") : JSON.stringify(data);
}

function row(fact) {
  return element("details", fact.type.split(".")[0], [
    element("summary", "", [
      element("span", "count", String(fact.number), { title: `epoch ${fact.epoch}` }),
      element("b", "", fact.type),
      element("span", "gist", [fact.person, gist(fact.data)].filter((word) => word).join(" · ")),
      element("span", fact.arrived > 1 ? "times again" : "times", fact.arrived > 1 ? `came ${fact.arrived}×` : ""),
    ]),
    element("code", "", JSON.stringify(fact.data, null, 1)),
    element("small", "", `${fact.id} at ${fact.time}`),
  ]);
}

function show(facts) {
  for (const fact of facts) {
    const made = row(fact);
    const known = rows.get(fact.n);
    if (known) {
      made.open = known.open;
      known.replaceWith(made);
    } else {
      box.prepend(made);
    }
    rows.set(fact.n, made);
    last = Math.max(last, fact.n);
  }
  for (const [n, oldest] of rows) {
    if (rows.size <= MOST_ROWS) break;
    oldest.remove();
    rows.delete(n);
  }
}

onState((now) => {
  fill(byId("counts"), [now.facts, now.duplicates, now.malformed], () => [
    element("span", "", [element("b", "", String(now.facts)), " facts"]),
    element("span", "", [element("b", "", String(now.duplicates)), " came again, refused a second place"]),
    element("span", now.malformed ? "bad" : "", [element("b", "", String(now.malformed)), " malformed"]),
  ]);
  fill(byId("receipts"), now.receipts, () => now.receipts.slice(-4).map((of) => element("li", "",
    `${of.kiosk} ${of.epoch.slice(0, 6)}…: receipted through ${of.through}${of.beyond ? `, ${of.beyond} beyond a gap` : ""}${of.refused ? `, ${of.refused} refused` : ""}`)));
  fill(byId("ledger-hands"), [now.storing, now.receipting], () => [
    button(now.storing ? "storing" : "not storing", { post: `platform/storing/${now.storing ? "off" : "on"}` },
      { className: `switch${now.storing ? "" : " trouble"}`, ariaPressed: String(!now.storing), data: { key: "storing" } }),
    button(now.receipting ? "receipting" : "keeps receipts", { post: `platform/receipts/${now.receipting ? "off" : "on"}` },
      { className: `switch${now.receipting ? "" : " trouble"}`, ariaPressed: String(!now.receipting), data: { key: "receipting" } }),
  ]);
});

every(500, async () => {
  const now = state();
  if (!now || now.facts === counted && now.duplicates === duplicates) return;
  if (now.facts < counted) {
    // Another bench, which begins with nothing.
    rows.forEach((row) => row.remove());
    rows.clear();
    last = 0;
  }
  counted = now.facts;
  // A fact that came again has an old place: the last rows are read anew.
  const again = now.duplicates !== duplicates;
  duplicates = now.duplicates;
  const facts = await get(`platform/facts?after=${again ? Math.max(0, last - MOST_ROWS) : last}`);
  show(facts.slice(-MOST_ROWS));
});
