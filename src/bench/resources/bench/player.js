// Plays a guided scene: says a sentence, moves a hand or a finger, and waits until the effect is really seen. What is not
// seen in time stops the scene, which then says what was awaited. However a scene ends, it puts everything back.
import { byId, look, move } from "./api.js";
import { first } from "./cabinet.js";
import { scenes } from "./scenes.js";

const LOOK_MS = 150;
const FINGER_MS = 450;
/** How long a sentence is left for reading, at the pace of 1. */
const READ_MS = (words) => 900 + words.length * 42;

let run = null;

/** Plays a scene, ending the one that plays. Pace 0 waits for nothing but what shall be seen. */
export async function play(name, pace) {
  if (run) run.stopped = true;
  while (run) await pause(LOOK_MS);
  const scene = scenes[name];
  if (!scene) return;
  const mine = (run = { stopped: false, held: false, skip: false });
  const stage = new Stage(mine, pace);
  document.body.dataset.scene = "playing";
  byId("caption").className = "";
  byId("caption").hidden = false;
  let outcome = "done";
  try {
    await stage.empty();
    for (const [n, step] of scene.steps.entries()) {
      byId("step").textContent = `${scene.title} · ${n + 1} of ${scene.steps.length}`;
      byId("words").textContent = step.say;
      light(step.lit);
      await step.act?.(stage);
      if (step.until) await stage.sees(step.until, step.awaited);
      await stage.reads(step.say);
    }
  } catch (missed) {
    outcome = mine.stopped ? "stopped" : "failed";
    byId("words").textContent = mine.stopped ? "Stopped." : missed.message;
    byId("caption").className = outcome;
  }
  light();
  byId("finger").hidden = true;
  await mend();
  document.body.dataset.scene = outcome;
  run = null;
  if (outcome !== "failed") setTimeout(() => { if (!run) byId("caption").hidden = true; }, 4000);
}

/** Everything as it was: cables in, paper in, power on, no card left. */
async function mend() {
  const state = await look("state");
  const one = first(state);
  const hands = ["link/restore", "link/delay?ms=0", "link/loss?percent=0", ...["card/lift", "card/unmute", "card/plug", "printer/plug", "printer/unmute", "printer/cutter-free", "printer/cover-close"].map((hand) => `cabinets/${one.kiosk}/${hand}`)];
  if (one.power === "off") hands.push(`cabinets/${one.kiosk}/power/on`);
  if (one.printer.paperMm < 2000) hands.push(`cabinets/${one.kiosk}/printer/paper-in`);
  for (const hand of hands) await move(hand).catch((refused) => console.warn(refused.message));
}

function light(name) {
  document.querySelectorAll("section.lit").forEach((section) => section.classList.remove("lit"));
  if (name) (byId(name) ?? document.querySelector(`.${name}`))?.classList.add("lit");
}

const pause = (ms) => new Promise((later) => setTimeout(later, ms));

/** What a step can do. */
class Stage {
  constructor(run, pace) {
    this.run = run;
    this.fixed = pace;
  }

  get pace() {
    return this.fixed ?? Number(byId("pace").value);
  }

  get document() {
    return byId("page").contentDocument;
  }

  /** True when these words stand on the touch page. */
  shows(words) {
    return Boolean(this.document?.body?.innerText.includes(words));
  }

  /** The kiosk's page as nobody has touched it. */
  async empty() {
    const before = this.document;
    byId("page").src = "/";
    await this.sees(() => this.document !== before && this.document?.readyState === "complete" && this.find("button.start") !== undefined, "the idle page");
  }

  /** Moves a hand of the bench. */
  async moves(hand) {
    await move(hand);
  }

  /** Moves a hand of the cabinet. */
  async cabinet(hand) {
    await move(`cabinets/${first(await look("state")).kiosk}/${hand}`);
  }

  /** A resident's finger goes to what these words stand on, or to what a selector names, and touches it. */
  async touches(what) {
    await this.sees(() => this.find(what) !== undefined, `"${what}" on the touch page`);
    const target = this.find(what);
    target.scrollIntoView({ block: "center" });
    await this.finger(target);
    // The page may have been replaced on the way.
    (this.find(what) ?? target).click();
  }

  find(what) {
    const css = /^[.#a-z[][^\u4e00-\u9fff]*$/.test(what);
    const parts = [...(this.document?.querySelectorAll(css ? what : "a, button") ?? [])];
    return parts.find((part) => (css || part.textContent.includes(what)) && part.checkVisibility());
  }

  async finger(target) {
    const finger = byId("finger");
    const scale = byId("page").getBoundingClientRect().width / 1080;
    const left = byId("page").getBoundingClientRect().left - document.querySelector(".panel").getBoundingClientRect().left;
    const box = target.getBoundingClientRect();
    finger.hidden = false;
    finger.style.transform = `translate(${left + (box.left + box.width / 2) * scale}px, ${(box.top + Math.min(box.height, 200) / 2) * scale}px)`;
    await pause(FINGER_MS * this.pace);
    finger.classList.add("taps");
    await pause(120 * this.pace);
    finger.classList.remove("taps");
  }

  /** Waits until something is seen, at most half a minute. */
  async sees(what, awaited) {
    for (const until = Date.now() + 30_000; Date.now() < until; await pause(LOOK_MS)) {
      this.goesOn();
      if (await what(this)) return;
    }
    throw new Error(`Waited in vain for ${awaited}.`);
  }

  /** The state of the bench. */
  state() {
    return look("state");
  }

  /** The facts stored since a scene remembered where they ended. */
  async factsSince() {
    return look(`platform/facts?after=${this.remembered ?? 0}`);
  }

  /** Remembers where the stored facts end now. */
  async remembers() {
    this.remembered = (await look("platform/facts?after=0")).at(-1)?.n ?? 0;
    this.slips = first(await look("state")).slips;
  }

  async reads(words) {
    this.run.skip = false;
    for (let left = READ_MS(words) * this.pace; left > 0 || this.run.held; left -= this.run.held ? 0 : 100) {
      this.goesOn();
      if (this.run.skip && !this.run.held) return;
      await pause(100);
    }
  }

  goesOn() {
    if (this.run.stopped) throw new Error("stopped");
  }
}

byId("next").addEventListener("click", () => { if (run) Object.assign(run, { skip: true, held: false }); });
byId("pause").addEventListener("click", () => {
  if (run) run.held = !run.held;
  byId("pause").setAttribute("aria-pressed", Boolean(run?.held));
});
byId("stop").addEventListener("click", () => { if (run) run.stopped = true; else byId("caption").hidden = true; });
