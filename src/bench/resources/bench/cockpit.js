// The cockpit: its panels look after themselves; here they are brought together with the state and the scenes.
import { byId, choose, element, fill, listen, onState, time } from "./bench.js";
import "./cabinet.js";
import "./paper.js";
import "./cards.js";
import "./devices.js";
import "./wire.js";
import "./link.js";
import "./boards.js";
import "./ledger.js";
import "./catalogue.js";
import "./health.js";
import { announce, play } from "./stage.js";
import { scenes } from "./scenes.js";

const STATE_MS = 500;
const asked = new URLSearchParams(location.search);

announce();

onState((state, cabinet) => {
  byId("time").textContent = time(state.at);
  const picker = byId("cabinets");
  picker.hidden = state.cabinets.length < 2;
  fill(picker, state.cabinets.map((one) => one.kiosk), () => state.cabinets.map((one) => element("option", "", one.kiosk, { value: one.kiosk })));
  picker.value = cabinet.kiosk;
});
byId("cabinets").addEventListener("change", (event) => choose(event.target.value));

let heard = false;
listen(STATE_MS, (answers) => {
  document.body.classList.toggle("deaf", !answers);
  byId("answers").textContent = answers ? "live" : "The bench does not answer";
  if (answers && !heard) begin();
  heard ||= answers;
});

/** A scene named in the address plays at once, as for a test; `hold` pauses it at a step, as for a picture. */
function begin() {
  const scene = scenes.find((one) => one.id === asked.get("scene"));
  if (asked.has("pace")) byId("pace").value = asked.get("pace");
  if (scene) play(scene, Number(asked.get("hold")));
}
