// The printer with its roll and its knife, and the slip coming out of it at the speed of the printer.
import { byId, cabinet, cabinetPath, element, every, fill, get, onState, picture } from "./bench.js";

const DOTS_PER_MM = 8;
const MM_PER_SECOND = 150;
const FULL_MM = 50000;
const KNIFE_MM = 13;
const box = byId("paper");
const strip = byId("strip");

let of = "";
let slips = -1;
/** What is drawn: where the picture comes from, how long it is, and how much of it is out. */
let drawn = { cut: true, length: 0, out: 0 };
let asked = -1;

function load(source) {
  return new Promise((done) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => done(null);
    image.src = source;
  });
}

function put(image, alt, cut) {
  if (!image) return;
  image.alt = alt;
  strip.replaceChildren(image);
  const length = image.naturalHeight / DOTS_PER_MM;
  drawn = { cut, length, out: Math.min(drawn.out, length) };
  requestAnimationFrame(feed);
}

let moving = false;
let before = 0;

/** Lets the paper out as fast as the printer feeds, and no further than it has fed. */
function feed(now) {
  const seconds = moving ? Math.min(0.1, (now - before) / 1000) : 0;
  before = now;
  drawn.out = Math.min(drawn.length, drawn.out + seconds * MM_PER_SECOND);
  box.style.setProperty("--out", drawn.out.toFixed(2));
  moving = drawn.out < drawn.length;
  box.classList.toggle("moving", moving);
  box.classList.toggle("cut", drawn.cut && !moving);
  if (moving) requestAnimationFrame(feed);
}

async function newSlip(count) {
  const image = await load(`${picture(cabinetPath("printer/slips/"))}${Math.min(count, 100) - 1}?${count}`);
  // A slip that was never seen hanging begins at the slot; one that was goes on where it is.
  if (drawn.cut) drawn.out = 0;
  put(image, "The newest slip", true);
}

every(250, async () => {
  const one = of && cabinet();
  if (!one) return;
  const hanging = one.printer.hangingMm;
  if (hanging === asked || hanging <= KNIFE_MM) {
    asked = hanging;
    return;
  }
  asked = hanging;
  if (drawn.cut) drawn = { cut: false, length: 0, out: 0 };
  put(await load(`${picture(cabinetPath("printer/paper"))}?${hanging}-${Date.now()}`), "What hangs from the printer now", false);
});

onState((state, one) => {
  const printer = one.printer;
  if (of !== one.kiosk) {
    of = one.kiosk;
    slips = printer.slips;
    strip.replaceChildren();
    drawn = { cut: true, length: 0, out: 0 };
    if (slips > 0) newSlip(slips);
  }
  if (printer.slips > slips) {
    newSlip(printer.slips);
  } else if (!drawn.cut && printer.hangingMm <= KNIFE_MM) {
    // Torn off with the old roll: nobody's slip.
    strip.replaceChildren();
    drawn = { cut: true, length: 0, out: 0 };
    box.style.setProperty("--out", 0);
  }
  slips = printer.slips;
  box.disabled = slips === 0;
  box.setAttribute("aria-label", `${slips} slips in the tray: look at them`);
  machine(printer);
});

function machine(printer) {
  const open = printer.cover === "open";
  byId("cover").classList.toggle("open", open);
  byId("cover").ariaPressed = String(open);
  byId("cover").setAttribute("aria-label", open ? "Printer cover: close it" : "Printer cover: open it");
  byId("cover").dataset.hand = open ? "printer/cover-close" : "printer/cover-open";
  const stuck = printer.cutter === "stuck";
  byId("knife").classList.toggle("stuck", stuck);
  byId("knife").ariaPressed = String(stuck);
  byId("knife").setAttribute("aria-label", stuck ? "Knife: free it" : "Knife: let it stick");
  byId("knife").dataset.hand = stuck ? "printer/cutter-free" : "printer/cutter-stuck";
  const out = printer.paper === "out";
  byId("roll").dataset.paper = printer.paper;
  byId("roll").style.setProperty("--full", Math.sqrt(printer.paperMm / FULL_MM).toFixed(3));
  byId("roll").setAttribute("aria-label", out ? "Paper: put a new roll in" : "Paper: take the roll out");
  byId("roll").dataset.hand = out ? "printer/paper-in" : "printer/paper-out";
  byId("metres").textContent = out ? "no paper" : `${(printer.paperMm / 1000).toFixed(2)} m`;
  byId("printer").classList.toggle("dead", !printer.plugged || printer.muted);
}

const dialog = byId("tray");

box.addEventListener("click", async () => {
  const texts = await get(cabinetPath("printer/slips"));
  fill(byId("slips"), [of, slips], () => texts.map((lines, n) => element("img", "", undefined,
    { src: `${picture(cabinetPath("printer/slips/"))}${n}?${slips}`, alt: lines.join("\n"), loading: "lazy" })).reverse());
  dialog.showModal();
});
byId("tray-close").addEventListener("click", () => dialog.close());
