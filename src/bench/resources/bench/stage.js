// Plays a scene: says a sentence, moves one hand or one finger, shows where to look, and goes on when the effect is seen.
import { byId, cabinet, element, get, hand, onState, post, refresh, state } from "./bench.js";
import { showHall } from "./boards.js";
import { freshPage, hideFinger, pointAt, tap } from "./touch.js";
import { scenes } from "./scenes.js";
import * as seen from "./seen.js";

const LIMIT_S = 60;
const LOOK_MS = 120;
const pace = byId("pace");
let playing = null;
let shown = "";

/** Ends a scene from within. */
class Stopped extends Error {}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** How long a sentence is left to its reader, at a pace of 1. */
const reading = (sentence) => 1400 + sentence.length * 38;

/** Waits as long as the pace says; cut short by Next, held by Pause. */
async function rest(run, ms) {
  const until = () => performance.now() < begun + ms * Number(pace.value);
  const begun = performance.now();
  run.next = false;
  while (run.paused || !run.next && until()) {
    if (run.stopped) throw new Stopped();
    await sleep(40);
  }
  if (run.stopped) throw new Stopped();
}

/** Looks until a sign is seen; a scene whose effect is not seen says what was awaited. */
async function see(run, sign, limit = LIMIT_S) {
  const until = performance.now() + limit * 1000;
  while (true) {
    if (run.stopped) throw new Stopped();
    let holds = false;
    try {
      await refresh();
      holds = await sign.holds(run.memory, state());
    } catch {
      // A bench that does not answer for a moment shows nothing; the limit says for how long.
    }
    if (holds) return;
    if (performance.now() > until) throw new Error(`awaited ${sign.what}, and did not see it in ${limit} seconds`);
    await sleep(LOOK_MS);
  }
}

async function finger(run, find, limit) {
  let at;
  await see(run, { what: "something to touch", holds: () => Boolean(at = find()) }, limit);
  await pointAt(at, Number(pace.value) === 0 ? 0 : 250 + 450 * Number(pace.value));
  if (run.stopped) throw new Stopped();
  // The page may have been swapped while the finger was on its way.
  tap(find() ?? at);
}

/** Moves a hand as soon as a sign is there, without a breath between: paper comes out fast. */
async function moveWhen(run, { when, hands, limit = LIMIT_S }) {
  const until = performance.now() + limit * 1000;
  while (!when.holds(run.memory, await get("state"))) {
    if (run.stopped) throw new Stopped();
    if (performance.now() > until) throw new Error(`awaited ${when.what}, and did not see it in ${limit} seconds`);
  }
  await Promise.all(hands.map((path) => move(run, path)));
}

async function move(run, path) {
  const filled = path.replace(/\{(\w+)\}/g, (all, name) => run.memory[name] ?? all);
  const moved = filled.startsWith("/") ? await post(filled.slice(1)) : await hand(filled);
  if (!moved) throw new Error(`could not move ${filled}`);
}

function light(names) {
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  for (const word of names ? names.split(" ") : []) {
    document.querySelectorAll(`[data-panel="${word}"]`).forEach((one) => {
      one.classList.add("lit");
      one.scrollIntoView({ block: "nearest" });
    });
  }
}

async function step(run, one) {
  byId("step").textContent = `${run.at + 1} of ${run.scene.steps.length}`;
  const say = () => { byId("sentence").textContent = one.say.replace(/\{(\w+)\}/g, (all, name) => run.memory[name] ?? `the ${name}`); };
  say();
  light(one.lit);
  await rest(run, reading(one.say) * (one.see || one.hand || one.tap ? 0.6 : 1));
  for (const find of [one.tap ?? []].flat()) await finger(run, find, one.limit);
  if (one.catch) await moveWhen(run, one.catch);
  for (const path of [one.hand ?? []].flat()) await move(run, path);
  if (one.until) await again(run, one.until);
  if (one.see) await see(run, one.see, one.limit);
  say();
  document.body.dataset.seen = run.at + 1;
  if (run.hold === run.at + 1) pause(run, true);
  if (run.memory.hall) showHall(run.memory.hall);
  await rest(run, reading(one.say) * 0.4);
}

/** Moves a hand again until a sign is seen, such as calling whoever waits before. */
async function again(run, { hand: path, sees, most }) {
  for (let turn = 0; turn < most; turn++) {
    await refresh();
    if (await sees.holds(run.memory, state())) return;
    await move(run, path);
    await rest(run, 900);
  }
}

/** A slip that nobody will print to its end: only a new roll takes it away. */
const halfOut = (printer) => printer.hangingMm > 13 && printer.waitingBytes === 0 && cabinet().power !== "on";

/** Whatever a scene or somebody before it has left out of order. */
async function tidy() {
  await refresh();
  const one = cabinet();
  const { printer, reader } = one;
  const amiss = [
    [!state().link.up, "/link/restore"], [state().link.delayMs > 0, "/link/delay?ms=0"], [state().link.lossPercent > 0, "/link/loss?percent=0"],
    [!state().broker.up, "/broker/start"], [!state().storing, "/platform/storing/on"], [!state().receipting, "/platform/receipts/on"],
    [one.card !== "", "card/lift"], [!reader.plugged, "card/plug"], [reader.muted, "card/unmute"],
    [!printer.plugged, "printer/plug"], [printer.muted, "printer/unmute"], [printer.cover === "open", "printer/cover-close"],
    [printer.cutter === "stuck", "printer/cutter-free"], [printer.held, "printer/let-go"], [printer.paper !== "there" || halfOut(printer), "printer/paper-in"], [one.power === "off", "power/on"],
    [one.camera.shown, "camera/hide"], [one.camera.frozen, "camera/thaw"], [one.camera.covered, "camera/uncover"], [one.camera.muted, "camera/unmute"],
    [!one.camera.plugged, "camera/plug"], [one.speaker.hangs, "speaker/go-on"], [one.speaker.muted, "speaker/unmute"],
    [!one.speaker.plugged, "speaker/plug"], [one.social.in, "social/pull"],
  ];
  for (const [wrong, path] of amiss) {
    if (wrong) await (path.startsWith("/") ? post(path.slice(1)) : hand(path));
  }
}

async function inOrder(run) {
  await tidy();
  await see(run, { what: "the kiosk ready", holds: () => cabinet().ready }, 60);
  freshPage();
  await see(run, seen.both(seen.present, seen.noConditions, seen.idle), 90);
}

/** True when the keys are nowhere else on the page, or on something that is about to go. */
const idleFocus = () => document.activeElement === document.body || Boolean(document.activeElement.closest("header"));

function mark(word, sentence) {
  document.body.dataset.scene = word;
  document.body.classList.toggle("on-stage", word === "playing");
  byId("ended").textContent = sentence;
  if (idleFocus()) document.querySelector(`.scene[data-scene="${shown}"]`)?.focus();
  hideFinger();
  light("");
}

/** Plays a scene from its beginning; one that plays already is stopped first. Pauses where the effect of step `hold` is seen. */
export async function play(scene, hold = 0) {
  const missing = scene.missing?.(cabinet());
  if (missing) return mark("missing", missing);
  while (playing) await stop();
  const run = { scene, hold, at: 0, memory: {}, paused: false, stopped: false, next: false };
  playing = run;
  run.over = perform(run);
  await run.over;
}

async function perform(run) {
  const { scene } = run;
  document.body.dataset.scene = "playing";
  document.body.dataset.seen = 0;
  document.body.classList.add("on-stage");
  byId("scene-name").textContent = scene.name;
  // The button that began it is gone; the keys go on where the scene can be held.
  if (idleFocus()) byId("pause").focus();
  shown = scene.id;
  byId("sentence").textContent = "Putting everything in order first.";
  byId("step").textContent = "";
  byId("pause").textContent = "Pause";
  let end = ["done", `“${scene.name}” is over, and everything is back in its place.`];
  try {
    await inOrder(run);
    Object.assign(run.memory, { slips: cabinet().printer.slips, facts: (await get("platform/facts")).at(-1)?.n ?? 0 });
    for (; run.at < scene.steps.length; run.at++) await step(run, scene.steps[run.at]);
    await inOrder(run);
  } catch (error) {
    end = error instanceof Stopped ? ["stopped", ""] : ["failed", `“${scene.name}” stopped at step ${run.at + 1}: ${error.message}.`];
    await tidy().catch(() => {});
    freshPage();
  }
  document.body.dataset.memory = JSON.stringify(run.memory);
  if (playing === run) playing = null;
  mark(...end);
}

async function stop() {
  const run = playing;
  if (!run) return;
  run.stopped = true;
  await run.over;
}

byId("next").addEventListener("click", () => { if (playing) playing.next = true; });
byId("stop").addEventListener("click", stop);
byId("pause").addEventListener("click", () => { if (playing) pause(playing, !playing.paused); });

function pause(run, paused) {
  run.paused = paused;
  byId("pause").textContent = paused ? "Go on" : "Pause";
}

/** The scenes as buttons; one that cannot be played here says how it could. */
export function announce() {
  const buttons = scenes.map((scene) => element("button", "scene", [element("span", "hanzi", scene.hanzi, { lang: "zh", ariaHidden: "true" }), scene.name],
    { type: "button", onclick: () => play(scene), data: { scene: scene.id } }));
  byId("scenes").append(...buttons);
  onState(() => scenes.forEach((scene, i) => {
    const missing = scene.missing?.(cabinet()) ?? "";
    buttons[i].setAttribute("aria-disabled", String(missing !== ""));
    buttons[i].title = missing || scene.about;
  }));
}
