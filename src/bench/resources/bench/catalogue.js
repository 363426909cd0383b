// One matter is edited and published; what of the catalogue travels is listed as it goes: a page, its chapter, the head.
import { byId, element, look, move, say } from "./api.js";

const MOST = 80;
let next = 0;
let editing = "";

/** Fetches and shows what travelled since. */
export async function follow() {
  const news = await look(`catalogue/travel?after=${next}`);
  // A bench that has just begun has published everything: only what follows is worth watching.
  const legs = next === 0 ? news.legs.slice(-1) : news.legs;
  next = news.next;
  for (const leg of legs.slice(-MOST)) {
    const line = element("li", "", { className: leg.what });
    line.append(element("b", leg.what), ` ${leg.id || leg.kind}${leg.bytes ? ` · ${leg.bytes} bytes` : ""}${leg.hash ? ` · ${leg.hash.slice(0, 8)}` : ""}${leg.kiosk ? ` · ${leg.kiosk}` : ""} · ${leg.at}`);
    byId("travel").prepend(line);
  }
  while (byId("travel").children.length > MOST) byId("travel").lastElementChild.remove();
}

byId("find").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await find(new FormData(event.target).get("text"));
  } catch (refused) {
    say(refused.message);
  }
});

/** Lists the matters whose words hold this text. */
export async function find(text) {
  const matters = await look(`catalogue/matters?text=${encodeURIComponent(text)}`);
  byId("found").replaceChildren(...matters.map((matter) => {
    const item = element("li");
    const button = element("button", matter.title, { lang: "zh", title: matter.titleEn });
    button.addEventListener("click", () => edit(matter.id).catch((refused) => say(refused.message)));
    item.append(button);
    return item;
  }));
}

/** Lays a matter on the desk. */
export async function edit(id) {
  const page = await look(`catalogue/matters/${id}`);
  editing = id;
  byId("edit").hidden = false;
  byId("editing").textContent = id;
  byId("edit").elements.title.value = page.title;
  byId("edit").elements.promiseDay.value = page.promiseDay ?? 0;
}

byId("edit").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { title, promiseDay } = event.target.elements;
  try {
    await move(`catalogue/matters/${editing}?${new URLSearchParams({ title: title.value, promiseDay: promiseDay.value })}`);
    say("");
  } catch (refused) {
    say(refused.message);
  }
});
