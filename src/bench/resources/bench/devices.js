// Every device of the cabinet with its switches. A device this page has never heard of gets those that all have.
import { byId, button, element, fill, onState, prove } from "./bench.js";

const DRAWN = ["reader", "printer", "scanner", "ups", "board", "a4", "camera", "speaker"];

/** What scanners speak. */
const KINDS = { serial: "serial", "hid-pos": "HID POS", keyboard: "keyboard" };

/** A switch between two hands; `on` tells that there is trouble. */
function toggle(on, trouble, mend, cause, cure) {
  return button(on ? trouble : mend, { hand: on ? cure : cause },
    { className: `switch${on ? " trouble" : ""}`, ariaPressed: String(on), data: { key: cause } });
}

const isDevice = (value) => value && typeof value === "object" && "plugged" in value;

function proving(name) {
  return element("button", "switch", "prove", { type: "button", title: "The technician's self-test, answered by the kiosk", data: { key: `prove ${name}`, prove: name } });
}

function common(device, calls, name) {
  return [
    proving(name),
    toggle(device.muted, "silent", "answers", `${calls}/mute`, `${calls}/unmute`),
    toggle(!device.plugged, "cable out", "cable in", `${calls}/unplug`, `${calls}/plug`),
  ];
}

function row(name, told, switches) {
  return element("div", "device", [element("b", "", name), element("span", "told", told), element("span", "switches", switches)]);
}

function printer(device) {
  const metres = (device.paperMm / 1000).toFixed(2);
  return row("Printer", `${metres} m of paper${device.waitingBytes ? `, ${device.waitingBytes} bytes wait` : ""}`, [
    device.paper === "out"
      ? button("new roll", { hand: "printer/paper-in" }, { className: "switch trouble", data: { key: "paper" } })
      : button("take paper out", { hand: "printer/paper-out" }, { className: "switch", data: { key: "paper" } }),
    button("60 mm left", { hand: "printer/paper-in?mm=60" }, { className: "switch", title: "Puts in a roll that ends within the next slip" }),
    toggle(device.cover === "open", "cover open", "cover closed", "printer/cover-open", "printer/cover-close"),
    toggle(device.cutter === "stuck", "knife stuck", "knife free", "printer/cutter-stuck", "printer/cutter-free"),
    toggle(device.motor === "weak", "motor weak", "motor strong", "printer/motor-weak", "printer/motor-strong"),
    ...common(device, "printer", "printer"),
  ]);
}

/** What a resident sees of them: a lens, a slot and a grille beside the reader. */
function plates({ camera, speaker, social }) {
  return [
    button(camera.shown ? "camera: a code" : "camera", { hand: camera.shown ? "camera/hide" : "camera/show-slip" },
      { className: camera.shown ? "on" : "", title: "Holds the newest slip before the camera, or takes it away", ariaPressed: String(camera.shown), data: { key: "camera" } }),
    button(social.in ? "a card is in" : "card slot", { hand: social.in ? "social/pull" : "social/insert" },
      { className: social.in ? "on" : "", title: "Pushes Zhang Xiaosan's social-security card in, or pulls it out", ariaPressed: String(social.in), data: { key: "social" } }),
    element("span", speaker.speaks ? "on" : "", speaker.said || "nothing said yet", { lang: "zh", title: `Said last${speaker.said ? `: ${speaker.said}` : ""}` }),
  ].map((part) => element("li", "", [part]));
}

function lens(camera) {
  return row("Camera", camera.shown ? "sees a code" : "sees an empty desk", [
    camera.shown
      ? button("take the slip away", { hand: "camera/hide" }, { className: "switch", data: { key: "camera-slip" } })
      : button("hold up the last slip", { hand: "camera/show-slip" }, { className: "switch", title: "Holds the newest slip in the tray before it", data: { key: "camera-slip" } }),
    toggle(camera.frozen, "picture frozen", "picture moves", "camera/freeze", "camera/thaw"),
    toggle(camera.covered, "hand on it", "free", "camera/cover", "camera/uncover"),
    ...common(camera, "camera", "camera"),
  ]);
}

function loudspeaker(speaker) {
  const said = speaker.said.length > 24 ? `${speaker.said.slice(0, 24)}…` : speaker.said;
  return row("Speaker", said ? `said at ${speaker.volume} %: ${said}` : "has said nothing yet", [
    toggle(speaker.hangs, "hangs", "comes to an end", "speaker/hang", "speaker/go-on"),
    ...common(speaker, "speaker", "speaker"),
  ]);
}

function slot(social) {
  return row("Card slot", social.in ? "a social-security card is in it" : "empty", [
    social.in
      ? button("pull the card out", { hand: "social/pull" }, { className: "switch", data: { key: "slot" } })
      : button("push a card in", { hand: "social/insert" }, { className: "switch", title: "Needs pcscd and vsmartcard-vpcd on this machine", data: { key: "slot" } }),
    proving("social-card"),
    toggle(social.muted, "silent", "answers", "social/mute", "social/unmute"),
  ]);
}

onState((state, cabinet) => {
  const others = Object.entries(cabinet).filter(([name, value]) => isDevice(value) && !DRAWN.includes(name));
  fill(byId("devices"), [cabinet.kiosk, cabinet.reader, cabinet.printer, cabinet.scanner, cabinet.ups, cabinet.board, cabinet.a4, cabinet.camera, cabinet.speaker, cabinet.social, others, cabinet.complaints.at(-1)], () => [
    row("Reader", cabinet.card ? "a card lies on it" : "no card on it", [
      button(cabinet.reader.noisePercent ? `${cabinet.reader.noisePercent} % of its frames torn` : "line clean",
        { hand: `card/noise?percent=${cabinet.reader.noisePercent ? 0 : 30}` },
        { className: `switch${cabinet.reader.noisePercent ? " trouble" : ""}`, title: "A plug that works itself loose: the kiosk asks again, and says so to ops", data: { key: "noise" } }),
      ...common(cabinet.reader, "card", "reader"),
    ]),
    printer(cabinet.printer),
    row("Scanner", `${KINDS[cabinet.scanner.kind]}, ${cabinet.scanner.looking ? "looks for a code" : "rests"}`, [
      button("hold up the last slip", { hand: "scanner/show-slip" }, { className: "switch", title: "Holds the newest slip in the tray before it" }),
      ...Object.keys(KINDS).filter((kind) => kind !== cabinet.scanner.kind).map((kind) => button(`put in ${KINDS[kind]}`, { hand: `scanner/put?kind=${kind}` },
        { className: "switch", title: "The kiosk has to be told: by its configuration, with driver and line", data: { key: `scanner ${kind}` } })),
      ...common(cabinet.scanner, "scanner", "scanner"),
    ]),
    row("UPS", cabinet.ups.mains ? "mains" : "on battery", [
      toggle(!cabinet.ups.mains, "mains lost", "mains there", "ups/lose-mains", "ups/restore-mains"),
      ...(cabinet.ups.mains ? [] : [button("drain it", { hand: "ups/drain" }, { className: "switch", title: "The battery is nearly empty" })]),
      ...common(cabinet.ups, "ups", "ups"),
    ]),
    row("Board", cabinet.board.lamp ? "its lamp is lit" : "its lamp is dark", [
      toggle(cabinet.board.door === "open", "door open", "door shut", "board/door-open", "board/door-shut"),
      ...common(cabinet.board, "board", "board"),
    ]),
    row("A4", cabinet.a4.on ? `${cabinet.a4.jobs} jobs, ${cabinet.a4.papers} papers came out` : "is off", [
      button("take paper out", { hand: "a4/paper-out" }, { className: "switch" }),
      button("put paper in", { hand: "a4/paper-in" }, { className: "switch" }),
      proving("a4"),
      toggle(!cabinet.a4.on, "power off", "power on", "a4/kill", "a4/start"),
    ]),
    lens(cabinet.camera),
    loudspeaker(cabinet.speaker),
    slot(cabinet.social),
    ...others.map(([name, device]) => row(name, "", common(device, name, name))),
    ...(cabinet.complaints.length ? [element("p", "complaint", `The printer complains: ${cabinet.complaints.at(-1)}`)] : []),
  ]);
  fill(byId("plates"), [cabinet.camera, cabinet.speaker, cabinet.social], () => plates(cabinet));
});

document.addEventListener("click", (event) => {
  const device = event.target.closest?.("[data-prove]")?.dataset.prove;
  if (device) prove(device);
});
