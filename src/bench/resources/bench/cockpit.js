// The bench on one screen: shows its state, moves its hands, plays its scenes. Looks stop while nobody can see them.
import { byId, element, look, move, say } from "./api.js";
import * as cabinet from "./cabinet.js";
import * as catalogue from "./catalogue.js";
import * as platform from "./platform.js";
import * as player from "./player.js";
import { scenes } from "./scenes.js";
import * as wire from "./wire.js";

const STATE_MS = 400;
let state;

async function refresh() {
  state = await look("state");
  cabinet.show(state);
  await Promise.all([platform.show(state), wire.follow(state), catalogue.follow()]);
  byId("well").textContent = `${cabinet.first(state).kiosk}: ${state.facts} facts stored`;
  byId("well").className = "";
  offer();
}

async function run() {
  for (;;) {
    if (!document.hidden) {
      try {
        await refresh();
      } catch (gone) {
        byId("well").textContent = gone instanceof TypeError ? "The bench does not answer." : gone.message;
        byId("well").className = "bad";
      }
    }
    await new Promise((later) => setTimeout(later, STATE_MS));
  }
}

/** One hand, as pressed; what the bench refuses is said. */
async function press(hand) {
  try {
    await hand();
    say("");
    await refresh();
  } catch (refused) {
    say(refused.message);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !state) return;
  const { hand, post, toggle } = button.dataset;
  if (hand) press(() => move(`cabinets/${cabinet.first(state).kiosk}/${hand}`));
  else if (post) press(() => move(post));
  else if (toggle === "clerk") {
    const hall = platform.hallShown(state);
    press(() => move(hall.clerk.on ? `platform/clerk/off?hall=${hall.hall}` : `platform/clerk/on?hall=${hall.hall}&every=8`));
  } else if (toggle) press(() => cabinet.turn(toggle, state));
  else if (button.id === "hallHours") {
    const hall = platform.hallShown(state);
    press(() => move(`platform/halls/${hall.hall}/${hall.hoursToday.length ? "close" : "open"}`));
  }
});
byId("delay").addEventListener("change", (event) => press(() => move(`link/delay?ms=${event.target.value}`)));
byId("loss").addEventListener("change", (event) => press(() => move(`link/loss?percent=${event.target.value}`)));
byId("hall").addEventListener("change", () => press(async () => {}));

/** The scenes as buttons; one that needs more than this bench has says what. */
function offer() {
  const box = byId("scenes");
  if (!box.children.length) {
    for (const [name, scene] of Object.entries(scenes)) {
      const button = element("button", scene.title, { id: `scene-${name}` });
      button.addEventListener("click", () => player.play(name));
      box.append(button);
    }
    const wanted = new URLSearchParams(location.search);
    if (wanted.has("scene")) player.play(wanted.get("scene"), wanted.has("pace") ? Number(wanted.get("pace")) : undefined);
  }
  const alone = (cabinet.first(state).power ?? "none") === "none";
  byId("scene-power").disabled = alone;
  byId("scene-power").title = alone ? "For this one the kiosk must be a process of its own: src/bench/run --kiosk DATA KIOSK" : "";
}

/** The frame holds a page of 1080 by 1920, as large as its place lets it. */
function fit() {
  const { clientWidth, clientHeight } = document.querySelector(".panel");
  document.documentElement.style.setProperty("--scale", Math.min(clientWidth / 1080, clientHeight / 1920));
}
addEventListener("resize", fit);
fit();
run();
