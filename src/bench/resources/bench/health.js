// The kiosks as the people see them who keep them running: by their last words only.
import { byId, element, fill, onState, time } from "./bench.js";

/** The words of the kiosk's staff for a code would be the kiosk's; the bench shows what travelled: code, subject, detail. */
function condition(one) {
  return element("li", one.severity, [
    element("b", "", one.code),
    element("span", "", [one.subject, one.detail].filter((word) => word).join(": ")),
    element("small", "", `since ${time(one.since)}`),
  ]);
}

function fact(name, value, bad) {
  return element("div", bad ? "bad" : "", [element("dt", "", name), element("dd", "", value)]);
}

function span(seconds) {
  return seconds === undefined ? "—" : seconds < 90 ? `${seconds} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

// The list is made anew each second; what was unfolded stays so.
const unfolded = new Set();

/** What it logged and what changed, the newest first; and how much of it the kiosk had to let go of. */
function telemetry(name, heard) {
  const dropped = (heard.dropped?.health ?? 0) + (heard.dropped?.logs ?? 0);
  return element("details", "telemetry", [
    element("summary", "", `telemetry: the latest ${heard.events.length}${dropped ? `; ${dropped} were let go of before they could be sent` : ""}`),
    element("ol", "", heard.events.toReversed().map((event) => element("li", event.raised || event.level === "error" ? "bad" : "", [
      element("time", "", time(event.at)),
      element("b", "", event.code ? `${event.code} ${event.raised ? "raised" : "cleared"}` : event.level),
      element("span", "", event.code ? [event.subject, event.detail].filter((word) => word).join(": ") : event.message),
    ]))),
  ], { open: unfolded.has(name), ontoggle: (event) => event.target.open ? unfolded.add(name) : unfolded.delete(name) });
}

function kiosk(one, now) {
  const health = one.health ?? {};
  const heard = one.lastHeard ? Math.max(0, Math.round((Date.parse(now) - Date.parse(one.lastHeard)) / 1000)) : undefined;
  return element("article", one.present ? "present" : "gone", [
    element("h3", "", [element("i", "dot"), `${one.kiosk} is ${one.present ? "present" : "gone"}`]),
    element("dl", "", [
      fact("last heard", heard === undefined ? "never" : `${span(heard)} ago`),
      fact("letters waiting", String(one.waiting ?? "—"), one.waiting > 0),
      fact("uptime", span(health.uptime)),
      fact("clock", health.clocktrusted ? "trusted" : "not trusted yet"),
      fact("born", one.birth ? `${time(one.birth.time)}, ${one.birth.cause}` : "—"),
      fact("version", one.birth?.version ?? "—"),
      ...(health.devices ?? []).map((device) => fact(device.name,
        [device.cause ? `${device.state}: ${device.cause}` : device.state, device.identity].filter((word) => word).join(", "), device.state !== "ready")),
    ]),
    element("ul", "conditions", one.conditions.length ? one.conditions.map(condition) : [element("li", "well", "No conditions: nothing is wrong.")]),
    ...(one.telemetry ? [telemetry(one.kiosk, one.telemetry)] : []),
  ]);
}

onState((state) => {
  const second = state.at.slice(0, 19);
  fill(byId("kiosks"), [second, state.kiosks], () => state.kiosks.length
    ? state.kiosks.map((one) => kiosk(one, state.at)) : [element("p", "none", "No kiosk was heard yet.")]);
});
