// The bytes on the lines of reader and printer, with what they say. The newest is at the foot; at most 300 are kept.
import { byId, element, look } from "./api.js";
import { first } from "./cabinet.js";

const MOST = 300;
let next = 0;

/** Fetches and shows what passed since. */
export async function follow(state) {
  const list = byId("wire");
  const news = await look(`cabinets/${first(state).kiosk}/wire?after=${next}`);
  const foot = list.scrollTop + list.clientHeight > list.scrollHeight - 40;
  for (const burst of news.bursts) {
    const line = row(burst);
    const before = list.lastElementChild;
    // A poll that repeats is one line whose count grows.
    if (burst.times > 1 && before?.dataset.says === burst.says) before.replaceWith(line);
    else list.append(line);
  }
  next = news.next;
  while (list.children.length > MOST) list.firstElementChild.remove();
  if (foot && news.bursts.length) list.scrollTop = list.scrollHeight;
}

function row(burst) {
  const out = burst.direction === "to-device";
  const line = element("li", "", { className: burst.times > 1 ? "poll" : "" });
  line.dataset.says = burst.says;
  const what = element("span");
  what.append(element("span", burst.says + (burst.times > 1 ? ` ×${burst.times}` : "")), element("code", `${burst.hex}${burst.bytes > 64 ? ` (${burst.bytes} bytes)` : ""}`));
  line.append(element("span", burst.at), element("b", `${out ? "→" : "←"} ${burst.device}`, { className: out ? "out" : "in" }), what);
  return line;
}

byId("polls").addEventListener("change", (event) => byId("wire").classList.toggle("quiet", !event.target.checked));
byId("wire").classList.add("quiet");
