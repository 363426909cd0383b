// The link as a cable: pulled, slow or bad; and the broker at its far end.
import { byId, button, element, fill, kiosk, onState, post } from "./bench.js";

const SLIDERS = [
  { id: "delay", path: "link/delay?ms=", of: (link) => link.delayMs, says: (value) => value < 1000 ? `${value} ms` : `${(value / 1000).toFixed(1)} s` },
  { id: "loss", path: "link/loss?percent=", of: (link) => link.lossPercent, says: (value) => `${value} %` },
];

for (const slider of SLIDERS) {
  const input = byId(slider.id);
  const said = byId(`${slider.id}-said`);
  // A hand on the slider is not pushed aside by the state, which is a moment old.
  input.addEventListener("input", () => { input.held = Date.now(); said.textContent = slider.says(Number(input.value)); });
  input.addEventListener("change", () => { input.held = Date.now(); post(slider.path + input.value); });
}

onState((state) => {
  const { link, broker } = state;
  const waiting = kiosk(state)?.waiting;
  for (const slider of SLIDERS) {
    const input = byId(slider.id);
    if (Date.now() - (input.held ?? 0) < 1500) continue;
    input.value = slider.of(link);
    byId(`${slider.id}-said`).textContent = slider.says(slider.of(link));
  }
  const cable = byId("cable");
  const up = link.up && broker.up;
  cable.dataset.state = up ? link.lossPercent >= 100 ? "dead" : link.lossPercent > 0 ? "bad" : "up" : "cut";
  cable.style.setProperty("--trip", `${1.4 + link.delayMs / 700}s`);
  byId("cable-says").textContent = !link.up ? "The cable is out: the kiosk works on alone."
    : !broker.up ? "The broker is dead, and with it all it retained."
      : link.lossPercent >= 100 ? "Connected, yet nothing gets through."
        : link.delayMs || link.lossPercent ? "The link is up, and in bad weather." : "The link is up.";
  byId("cable-waiting").textContent = waiting === null || waiting === undefined ? "" : `${waiting} ${waiting === 1 ? "letter waits" : "letters wait"}, by its last health report`;
  fill(byId("link-hands"), [link.up, broker.up], () => [
    link.up ? button("Pull the cable", { post: "link/cut" }, { className: "hot", data: { key: "cable" } })
      : button("Plug the cable in", { post: "link/restore" }, { className: "filled", data: { key: "cable" } }),
    broker.up ? button("Kill the broker", { post: "broker/kill" }, { className: "small", data: { key: "broker" } })
      : button("Start the broker", { post: "broker/start" }, { className: "filled", data: { key: "broker" } }),
  ]);
});
