// The platform's side: link, queue boards with their windows, what is stored, and each kiosk as ops see it.
import { byId, element, look } from "./api.js";

let after = 0;
let windowsShown = "";

/** Shows link, boards and health as they are; fetches facts that came since. */
export async function show(state) {
  link(state);
  boards(state);
  health(state);
  byId("counts").textContent = `${state.facts} facts · ${state.duplicates} duplicates refused · ${state.malformed} malformed · receipts: ${state.receipts.map((receipt) => `${receipt.kiosk} through ${receipt.through}`).join(", ") || "none yet"}`;
  await facts(state);
}

function link(state) {
  const { up, delayMs, lossPercent } = state.link;
  byId("link").classList.toggle("down", !up);
  byId("link").classList.toggle("slow", up && (delayMs > 0 || lossPercent > 0));
  for (const [slider, output, value, unit] of [["delay", "delayMs", delayMs, "ms"], ["loss", "lossPercent", lossPercent, "%"]]) {
    if (document.activeElement !== byId(slider)) byId(slider).value = value;
    byId(output).textContent = `${value} ${unit}`;
  }
}

/** The hall that is shown: the one chosen, at first the one that never closes. */
export const hallShown = (state) => state.halls.find((hall) => hall.hall === byId("hall").value);

function boards(state) {
  const choice = byId("hall");
  if (!choice.options.length) {
    choice.append(...state.halls.map((hall) => element("option", hall.nameEn, { value: hall.hall })));
    choice.value = state.halls.find((hall) => hall.hoursToday.includes("00:00-24:00"))?.hall ?? choice.value;
  }
  const hall = hallShown(state);
  byId("services").replaceChildren(...hall.services.flatMap((service) => [element("b", `${service.letter} ${service.waiting}`), ` ${service.nameEn}   `]));
  document.querySelector("[data-toggle=clerk]").setAttribute("aria-pressed", hall.clerk.on);
  byId("hallHours").textContent = hall.hoursToday.length ? "Close the hall" : "Open it day and night";
  const now = JSON.stringify([hall.hall, hall.windows, hall.services.map((service) => service.waiting > 0)]);
  if (now !== windowsShown) {
    windowsShown = now;
    byId("windows").replaceChildren(...hall.windows.map((window) => row(hall, window)));
  }
}

function row(hall, window) {
  const line = element("tr");
  const hands = element("p", "", { className: "hands" });
  for (const service of hall.services) hands.append(hand(`Call ${service.letter}`, `platform/call?hall=${hall.hall}&service=${service.service}&window=${window.window}`, service.waiting === 0));
  const idle = !window.number || window.state !== "called";
  for (const what of ["recall", "pass", "complete"]) hands.append(hand(what, `platform/${what}?hall=${hall.hall}&window=${window.window}`, idle));
  const cell = element("td");
  cell.append(hands);
  line.append(element("td", window.window), element("td", window.number ? `${window.number} ${window.state}` : window.state), cell);
  return line;
}

function hand(words, path, idle) {
  const button = element("button", words, { disabled: idle });
  button.dataset.post = path;
  return button;
}

async function facts(state) {
  if (state.facts < after) after = 0;
  const fresh = await look(`platform/facts?after=${after}`);
  if (after === 0) byId("facts").replaceChildren();
  for (const fact of fresh) {
    after = Math.max(after, fact.n);
    const row = element("tr");
    const data = element("td");
    data.append(element("b", fact.type), element("code", ` ${summary(fact.data)}`));
    row.append(element("td", `${fact.epoch?.slice?.(0, 4) ?? ""}/${fact.number}`), data, element("td", fact.arrived > 1 ? `×${fact.arrived}` : "", { className: "again" }));
    byId("facts").prepend(row);
  }
  while (byId("facts").children.length > 200) byId("facts").lastElementChild.remove();
}

/** A fact's own words; who it is in which visit is the same for all of a visit. */
const summary = (data) => Object.entries(data).filter(([key]) => !["visit", "previous", "hash"].includes(key)).map(([key, value]) => `${key} ${typeof value === "object" ? JSON.stringify(value) : value}`).join(" · ").slice(0, 160);

function health(state) {
  const blocks = state.kiosks.map((kiosk) => {
    const list = element("dl");
    const line = (name, value, className) => list.append(element("dt", name), element("dd", value, { className: className ?? "" }));
    line("Kiosk", kiosk.kiosk);
    line("Presence", kiosk.present ? "there" : "gone", kiosk.present ? "" : "bad");
    line("Last heard", kiosk.lastHeard ? new Date(kiosk.lastHeard).toLocaleTimeString("en-GB") : "never");
    line("Letters waiting", kiosk.waiting ?? "not told yet");
    line("Software", [kiosk.birth?.version, kiosk.birth?.release].filter(Boolean).join(" ") || "not told yet");
    const box = element("div");
    box.append(list);
    if (kiosk.conditions.length) {
      const known = element("ul");
      known.append(...kiosk.conditions.map((condition) => element("li", `${condition.code} ${condition.subject ?? ""} since ${new Date(condition.since).toLocaleTimeString("en-GB")}`, { className: "bad" })));
      box.append(known);
    } else {
      box.append(element("p", "Nothing is wrong."));
    }
    return box;
  });
  byId("ops").replaceChildren(...(blocks.length ? blocks : [element("p", "No kiosk has been heard yet.")]));
}
