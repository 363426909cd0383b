// The cabinet and what is in it: cards, reader, printer, paper, cables, power. Everything shown is the state of the bench.
import { byId, element, look, move, picture, say } from "./api.js";

let shownSlips = -1;
let shownHanging = -1;

/** The one cabinet of this page, the bench's first. */
export const first = (state) => state.cabinets[0];

const toggles = {
  cover: (one) => [one.printer.cover === "open", "printer/cover-close", "printer/cover-open"],
  paper: (one) => [one.printer.paper !== "out", "printer/paper-out", "printer/paper-in"],
  cutter: (one) => [one.printer.cutter === "stuck", "printer/cutter-free", "printer/cutter-stuck"],
  "printer-mute": (one) => [one.printer.muted, "printer/unmute", "printer/mute"],
  "reader-mute": (one) => [one.reader.muted, "card/unmute", "card/mute"],
  "printer-plug": (one) => [one.printer.plugged, "printer/unplug", "printer/plug"],
  "reader-plug": (one) => [one.reader.plugged, "card/unplug", "card/plug"],
  card: (one) => [one.card !== "", "card/lift", ""],
  power: (one) => [one.power === "on", "power/cut", "power/on"],
};
const elsewhere = {
  link: (state) => [state.link.up, "link/cut", "link/restore"],
  broker: (state) => [state.broker.up, "broker/kill", "broker/start"],
  storing: (state) => [state.storing, "platform/storing/off", "platform/storing/on"],
  receipting: (state) => [state.receipting, "platform/receipts/off", "platform/receipts/on"],
};

/** What a toggle is now, and the hand that turns it; no hand where there is nothing to turn. */
export function toggle(name, state) {
  if (elsewhere[name]) {
    const [on, off, back] = elsewhere[name](state);
    return { on, hand: on ? off : back };
  }
  const [on, off, back] = toggles[name](first(state));
  const hand = on ? off : back;
  return { on, hand: hand && `cabinets/${first(state).kiosk}/${hand}` };
}

/** Shows the cabinet as it is. */
export function show(state) {
  const one = first(state);
  for (const button of document.querySelectorAll("[data-toggle]")) {
    const name = button.dataset.toggle;
    if (toggles[name] || elsewhere[name]) {
      button.setAttribute("aria-pressed", toggle(name, state).on);
    }
  }
  people(state, one);
  const lying = state.people.find((person) => person.id === one.card);
  byId("lying").textContent = lying ? lying.name : "no card";
  byId("lying").lang = lying ? "zh" : "en";
  byId("pad").classList.toggle("full", Boolean(lying));
  const power = document.querySelector("[data-toggle=power]");
  const alone = (one.power ?? "none") === "none";
  power.disabled = alone;
  power.title = alone ? "The kiosk lives in the bench's own process here; src/bench/run --kiosk makes it one of its own" : "Cut the power, or give it back";
  byId("dark").hidden = alone || one.power === "on";
  printer(one);
}

function people(state, one) {
  const box = document.querySelector(".people");
  if (!box.children.length) {
    for (const person of state.people) {
      const lay = element("button", "", { title: `${person.nameEn}: ${person.special || "nothing special"}` });
      lay.dataset.hand = `card/lay?person=${person.id}`;
      lay.append(element("span", person.name, { lang: "zh" }), element("small", person.special || person.nameEn));
      box.append(lay);
    }
  }
  for (const lay of box.children) lay.setAttribute("aria-pressed", lay.dataset.hand.endsWith(`=${one.card}`));
}

function printer(one) {
  const { printer } = one;
  byId("roll").textContent = `${(printer.paperMm / 1000).toFixed(2)} m of paper, ${printer.slips} slips, ${printer.waitingBytes} bytes waiting`;
  byId("rollLeft").style.width = `${Math.min(100, printer.paperMm / 300)}%`;
  if (shownHanging !== printer.hangingMm) {
    shownHanging = printer.hangingMm;
    paper(one.kiosk);
  }
  if (shownSlips !== printer.slips) {
    shownSlips = printer.slips;
    tray(one).catch((broken) => say(broken.message));
  }
}

/** The paper as far as it has come out: drawn anew whenever there is more of it, so that it grows at the printer's own speed. */
function paper(kiosk) {
  const next = element("img", "", { alt: "", src: `${picture(`cabinets/${kiosk}/printer/paper`)}?mm=${shownHanging}` });
  next.decode().then(() => byId("hanging").replaceChildren(next), () => {});
}

async function tray(one) {
  const base = `cabinets/${one.kiosk}/printer/slips`;
  const slips = await look(base);
  const pictures = slips.map((lines, n) => element("img", "", { src: picture(`${base}/${n}`), alt: lines.join("\n") }));
  byId("tray").replaceChildren(...(pictures.length ? pictures.reverse().slice(0, 8) : [element("p", "No slip has come out yet.")]));
}

/** Turns a toggle. */
export async function turn(name, state) {
  const { hand } = toggle(name, state);
  if (hand) await move(hand);
}
