// The page's own few lines: it listens to the kiosk, counts down a warning, reads aloud, and says that it is touched.
"use strict";

const events = new EventSource("/screen/events");

// The newest of these pages is the one that comes: one that waited for another's answer would keep the place that this answer takes.
function show(path) {
  speechSynthesis.cancel();
  htmx.trigger(document.body, "htmx:abort");
  htmx.ajax("GET", path, { source: document.body, target: "#page", select: "#page", swap: "outerHTML" });
}

events.addEventListener("go", (event) => show(event.data));

// What is read aloud is of the page that is left.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "page") {
    speechSynthesis.cancel();
  }
});

// What is pressed while another page is still on its way is what comes: that one's answer would take the place of the page that
// this one's is meant for. A form that was sent is not taken back, and a page that only looks again by itself comes after both.
let coming;
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig, target, xhr } = event.detail;
  if (target?.id !== "page") {
    return;
  }
  const waited = coming && coming.xhr.readyState !== XMLHttpRequest.DONE;
  if (waited && elt.matches("[hx-get]")) {
    coming.again = true;
    event.preventDefault();
    return;
  }
  if (waited && coming.verb === "get") {
    coming.xhr.abort();
  }
  coming = { verb: requestConfig.verb, xhr };
});
// Where what was pressed did not come, the page that wanted to look again is still there, and would not look by itself any more.
for (const failed of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failed, (event) => {
    const here = document.querySelector(".bar [name=path]");
    if (coming?.again && coming.xhr === event.detail.xhr && here) {
      show(here.value);
    }
  });
}

// The answer to a form that was sent may have taken the place meanwhile: then this page is asked for again, for the one that is there.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { pathInfo, requestConfig, target } = event.detail;
  if (target.id === "page" && !target.isConnected && requestConfig.verb === "get") {
    event.preventDefault();
    show(pathInfo.requestPath);
  }
});

// A warning belongs to the page it was shown on; keys begin at the heading of the new one.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "page") {
    document.getElementById("warning").replaceChildren();
    const heading = document.querySelector("#page h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }
});

// A part that has just been asked for may be answered with what was true before a push; so the push waits for the answer, also for
// one that brings nothing. Of each part the last push counts.
const held = new Map();

function swapIn(html) {
  const part = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  const shown = part && part.id && document.getElementById(part.id);
  held.delete(part?.id);
  if (shown?.closest(".htmx-request")) {
    held.set(part.id, html);
  } else if (shown) {
    htmx.swap("#" + part.id, html, { swapStyle: "outerHTML" });
    countDown();
  }
}

events.addEventListener("swap", (event) => swapIn(event.data));
for (const over of ["htmx:afterSettle", "htmx:afterRequest"]) {
  document.addEventListener(over, () => [...held.values()].forEach(swapIn));
}

// A fresh load drops everything this document still holds of the visit.
events.addEventListener("reset", () => { speechSynthesis.cancel(); location.replace("/"); });

// Another page holds the screen now; nothing of the visit may stay on this one, and what is touched here is no touch of that
// visit. It leads nowhere by itself: the page that took the screen may be this very one, loading anew.
let gone = false;
events.addEventListener("gone", async () => {
  gone = true;
  events.close();
  document.body.replaceChildren();
  let busy;
  try {
    busy = new DOMParser().parseFromString(await (await fetch("/busy")).text(), "text/html").querySelector("#page.busy");
  } catch {
    // The kiosk is away just now.
  }
  document.body.replaceChildren(busy ?? Object.assign(document.createElement("a"), { href: "/", textContent: "返回　Back", className: "start" }));
});

// The kiosk was restarted under this page: its next life knows neither this page nor the visit.
let lost = 0;
events.addEventListener("error", () => {
  if (events.readyState === EventSource.CLOSED || ++lost > 3) {
    setTimeout(() => location.replace("/"), 2000);
  }
});
events.addEventListener("open", () => {
  // What was pushed while nobody listened is seen by asking for the page again; without a visit the kiosk leads to idle.
  const here = document.querySelector(".bar [name=path]");
  if (lost > 0 && here) {
    show(here.value);
  }
  lost = 0;
});

let counting;
function countDown() {
  clearInterval(counting);
  const count = document.querySelector("[data-count]");
  if (count) {
    counting = setInterval(() => { count.textContent = Math.max(0, Number(count.textContent) - 1); }, 1000);
  }
}

// A number, a telephone: figure by figure, not as an amount. What is marked as private is never spoken.
function forTheEar(words) {
  return words.replace(/(?<![\d.])\d{3,}(?![\d.]|\s*[个元天件次年月人]|\s*(?:yuan|days?|working|items?|times?|people))/gi, (figures) => [...figures].join(" "));
}

// By the cabinet's loudspeaker where it has one that is ready, or else by the browser's voice; by one of the two, and of this page only.
async function readAloud() {
  speechSynthesis.cancel();
  const page = document.getElementById("page");
  const words = forTheEar([...document.querySelectorAll("[data-say]")].map((part) => part.textContent.trim()).join("。"));
  const here = document.querySelector(".bar [name=path]").value;
  let answer;
  try {
    answer = await fetch("/aloud?path=" + encodeURIComponent(here), { method: "POST", headers: { "Content-Type": "text/plain" }, body: words, redirect: "manual" });
  } catch {
    return; // The kiosk is away just now, and this page soon.
  }
  if (answer.ok && await answer.text() === "browser" && page.isConnected) {
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = page.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(speech);
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-read-aloud]")) {
    readAloud();
  }
  const key = event.target.closest("[data-key]");
  if (key) {
    const field = document.querySelector("[data-keyed]");
    field.value = key.dataset.key === "back" ? field.value.slice(0, -1) : field.value + key.dataset.key;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

let told = 0;
function touched() {
  if (!gone && Date.now() - told > 5000) {
    told = Date.now();
    fetch("/screen/touch", { method: "POST", redirect: "manual" }).catch(() => {});
  }
}
for (const kind of ["pointerdown", "keydown", "scroll"]) {
  addEventListener(kind, touched, { passive: true, capture: true });
}

// Nothing of one visit may be dragged, saved or opened from a menu.
addEventListener("contextmenu", (event) => event.preventDefault());
