// The cabinet as it stands in the park: the page behind its glass, the reader, the cables; every part is there to be touched.
import { byId, element, fill, hand, kiosk, onState, post } from "./bench.js";

const PAGE = { width: 1080, height: 1920 };
const glass = byId("glass");
const frame = byId("page");
let scale = 0.4;

/** How many pixels of the bench a pixel of the touch page takes. */
export const glassScale = () => scale;

/** The document of the touch page; null while another stands there. */
export function pageDocument() {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/** Loads the page anew: the newest page owns the screen, and the visit before is over. */
export function reloadPage() {
  frame.contentWindow.location.replace("/");
}

new ResizeObserver(() => {
  scale = byId("pane").clientHeight / PAGE.height;
  glass.style.setProperty("--scale", scale);
  byId("body").style.setProperty("--glass-width", `${Math.round(PAGE.width * scale)}px`);
}).observe(byId("pane"));

/** What covers the glass, if anything does. */
function veil(one) {
  if (one.power === "off") return ["dark", "No power", ""];
  if (one.power === "on" && !one.ready) return ["starting", "Starting…", "It reads its ledger first."];
  const page = pageDocument();
  if (!page || page.readyState !== "complete" || page.querySelector("meta[http-equiv=refresh]")) return null;
  if (page.querySelector("#page")) return null;
  // A page that has lost the screen to a newer one is empty for a moment, and then says so itself.
  if (page.querySelector("link[href^='/static/screen']")) return null;
  return ["none", "No kiosk's page at this address.", "Run the bench with --kiosk, or in dev mode."];
}

function parts(state, one) {
  const person = state.people.find((each) => each.id === one.card);
  const reader = byId("reader");
  reader.dataset.card = one.card;
  reader.classList.toggle("dead", !one.reader.plugged || one.reader.muted);
  reader.setAttribute("aria-label", person ? `Card reader: lift ${person.nameEn}'s card` : "Card reader: lay Zhang Xiaosan's card on it");
  byId("lying").textContent = person?.name ?? "";
  const lamp = byId("lamp");
  const conditions = kiosk(state)?.conditions ?? [];
  const lit = one.power === "off" ? "off" : !one.ready ? "starting" : conditions.length || !state.link.up ? "trouble" : "well";
  lamp.dataset.lit = lit;
  lamp.setAttribute("aria-label", `Lamp: ${lit}. Go to health`);
  plug("mains", one.power === "none" ? null : one.power === "on", "power/cut", "power/on", "Mains");
  plug("network", state.link.up, "/link/cut", "/link/restore", "Network");
  plug("printer-cable", one.printer.plugged, "printer/unplug", "printer/plug", "Printer");
  plug("reader-cable", one.reader.plugged, "card/unplug", "card/plug", "Reader");
}

/** A plug in its socket or out of it; null for one that is not on this bench. */
function plug(id, isIn, pull, put, name) {
  const part = byId(id);
  part.disabled = isIn === null;
  part.classList.toggle("out", isIn === false);
  part.dataset.move = isIn ? pull : put;
  part.setAttribute("aria-label", isIn === null ? `${name}: not on this bench` : `${name} cable: ${isIn ? "pull it" : "plug it in"}`);
  part.title = isIn === null ? "The bench did not start this kiosk: run src/bench/run --kiosk to have a hand on its power" : "";
}

document.querySelectorAll(".plug").forEach((part) => part.addEventListener("click", () => {
  const move = part.dataset.move;
  if (move?.startsWith("/")) post(move.slice(1));
  else if (move) hand(move);
}));

byId("reader").addEventListener("click", (event) => {
  hand(event.currentTarget.dataset.card ? "card/lift" : "card/lay?person=zhang-xiaosan");
});

byId("lamp").addEventListener("click", () => byId("health").focus());

onState((state, one) => {
  parts(state, one);
  const cover = veil(one);
  fill(byId("veil"), cover, () => {
    if (!cover) return [];
    const [, title, lead] = cover;
    return [element("b", "", title), element("p", "", lead)];
  });
  byId("veil").className = cover ? `veil ${cover[0]}` : "veil";
  byId("veil").hidden = !cover;
});
