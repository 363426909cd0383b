// The bytes on the cabinet's lines as they pass, with their meaning beside them.
import { byId, cabinet, cabinetPath, element, every, get, onState } from "./bench.js";

const MOST_ROWS = 240;
const NEAR_PX = 40;
const rows = new Map();
const box = byId("bursts");
let next = 0;
let of = "";

function row(burst) {
  const out = burst.direction === "to-device";
  return element("li", `${burst.device} ${out ? "out" : "in"}`, [
    element("time", "", burst.at.slice(3)),
    element("span", "way", out ? "→" : "←", { title: `${burst.direction.replace("-", " the ")}: ${burst.device}` }),
    element("code", "", burst.hex, { title: burst.bytes > 64 ? `${burst.bytes} bytes, the first 64 shown` : `${burst.bytes} bytes` }),
    element("span", "says", [element("i", "tag", burst.device), document.createTextNode(burst.says)]),
    element("span", "times", burst.times > 1 ? `×${burst.times}` : ""),
  ]);
}

function show(bursts) {
  const follows = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
  for (const burst of bursts) {
    const known = rows.get(burst.id);
    if (known) {
      known.querySelector("time").textContent = burst.at.slice(3);
      known.querySelector(".times").textContent = `×${burst.times}`;
    } else {
      const made = row(burst);
      rows.set(burst.id, made);
      box.append(made);
    }
    // What is said again and again can be hidden, so that a visit's own bytes stand alone.
    rows.get(burst.id).classList.toggle("repeats", burst.times > 2);
  }
  for (const [id, oldest] of rows) {
    if (rows.size <= MOST_ROWS) break;
    oldest.remove();
    rows.delete(id);
  }
  if (follows) box.scrollTop = box.scrollHeight;
}

function forget() {
  next = 0;
  rows.clear();
  box.replaceChildren();
}

onState((state, cabinet) => {
  if (of !== cabinet.kiosk) forget();
  of = cabinet.kiosk;
});

byId("wire-filter").addEventListener("change", (event) => {
  box.dataset.only = event.target.value;
  box.scrollTop = box.scrollHeight;
});

every(300, async () => {
  if (!of) return;
  const asked = of;
  const told = await get(`${cabinetPath("wire")}?after=${next}`);
  if (asked !== cabinet().kiosk) return;
  if (told.next < next) forget();
  next = told.next;
  show(told.bursts);
});
