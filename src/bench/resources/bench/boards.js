// A hall's board with the hands of the people behind its windows, and a clerk that works alone.
import { byId, button, element, fill, onState } from "./bench.js";

const STATES = { free: "free", called: "called", passed: "nobody came", completed: "served" };
const select = byId("hall");
let picked = "";

function atWindow(hall, window) {
  const call = (name, path) => button(name, { post: `platform/${path}?hall=${hall.hall}&window=${window.window}` }, {
    className: "small", disabled: window.state !== "called" && !(path === "recall" && window.state === "passed"),
  });
  return element("div", `window ${window.state}`, [
    element("h3", "", `${window.window} 号窗口`, { lang: "zh" }),
    element("output", "", window.number || "—"),
    element("small", "", STATES[window.state] ?? window.state),
    element("span", "hands", [call("Recall", "recall"), call("Pass", "pass"), call("Complete", "complete")]),
  ]);
}

function service(hall, of) {
  return element("tr", "", [
    element("th", "", [element("b", "letter", of.letter), document.createTextNode(of.name)], { lang: "zh", title: of.nameEn, scope: "row" }),
    element("td", of.waiting ? "some" : "", `${of.waiting} waiting`),
    element("td", "", [element("span", "hands", hall.windows.map((window) => button(`→ ${window.window}`,
      { post: `platform/call?hall=${hall.hall}&service=${of.service}&window=${window.window}` },
      { className: "small", disabled: of.waiting === 0, ariaLabel: `Call the next number for ${of.nameEn} to window ${window.window}` })))]),
  ]);
}

function options(halls) {
  fill(select, halls.map((hall) => [hall.hall, hall.name, hall.waiting]), () => halls.map((hall) =>
    element("option", "", `${hall.name}${hall.waiting ? `　${hall.waiting} waiting` : ""}`, { value: hall.hall, lang: "zh" })));
  // Until somebody picks one: where people wait, else the hall that never closes.
  const open = halls.find((hall) => hall.waiting > 0) ?? halls.find((hall) => hall.hoursToday?.[0] === "00:00-24:00") ?? halls[0];
  picked ||= open?.waiting ? open.hall : "";
  select.value = picked || open?.hall;
  return halls.find((hall) => hall.hall === select.value);
}

/** Shows one hall, as a scene does where its number is called. */
export function showHall(id) {
  picked = id;
}

select.addEventListener("change", () => { picked = select.value; });

onState((state) => {
  const hall = options(state.halls);
  if (!hall) return;
  fill(byId("windows"), [hall.hall, hall.windows], () => hall.windows.map((window) => atWindow(hall, window)));
  fill(byId("services"), [hall.hall, hall.services], () => hall.services.map((of) => service(hall, of)));
  byId("calls").textContent = hall.calls.length
    ? `Last calls: ${hall.calls.slice(0, 6).map((call) => `${call.number} → ${call.window}`).join(", ")}` : "Nobody was called today.";
  byId("hours").textContent = hall.hoursToday?.length ? hall.hoursToday.join(" ") : "closed today";
  const every = byId("clerk-every").value || 5;
  fill(byId("clerk"), [hall.hall, hall.clerk, every], () => [hall.clerk.on
    ? button(`Clerk at work, every ${hall.clerk.every} s`, { post: `platform/clerk/off?hall=${hall.hall}` }, { className: "switch on", ariaPressed: "true", data: { key: "clerk" } })
    : button("Seat a clerk", { post: `platform/clerk/on?hall=${hall.hall}&every=${every}` }, { className: "switch", ariaPressed: "false", data: { key: "clerk" } })]);
  fill(byId("hall-hours"), hall.hall, () => ["open", "close", "suspend"].map((word) =>
    button({ open: "Open day and night", close: "Close", suspend: "Suspend" }[word], { post: `platform/halls/${hall.hall}/${word}` }, { className: "small" })));
});
