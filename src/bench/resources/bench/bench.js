// Moves the bench's hands and shows its state once a second; everything here is a call under /bench/api.
"use strict";

const api = "/bench/api/";
const byId = (id) => document.getElementById(id);

function element(name, text, properties) {
  return Object.assign(document.createElement(name), { textContent: text ?? "" }, properties);
}

async function post(path) {
  const answer = await fetch(api + path, { method: "POST" });
  byId("said").textContent = answer.ok ? "" : `${path}: ${await answer.text() || answer.status}`;
  show();
}

document.addEventListener("click", (event) => {
  const hand = event.target.closest("[data-hand]");
  if (hand) post(`cabinets/${hand.closest("[data-kiosk]").dataset.kiosk}/${hand.dataset.hand}`);
  const plain = event.target.closest("[data-post]");
  if (plain) post(plain.dataset.post);
});

function cabinet(state, one) {
  let part = document.querySelector(`[data-kiosk="${one.kiosk}"]`);
  if (!part) {
    part = element("div", "", { style: "display: contents" });
    part.dataset.kiosk = one.kiosk;
    part.append(byId("cabinet").content.cloneNode(true));
    for (const person of state.people) {
      const lay = element("button", person.name);
      lay.dataset.hand = `card/lay?person=${person.id}`;
      part.querySelector(".people").append(lay);
    }
    byId("cabinets").append(part);
  }
  part.querySelector(".card").textContent = one.card ? `On the reader: ${one.card}` : "No card on the reader.";
  part.querySelector(".printer").textContent = `${(one.paperMm / 1000).toFixed(2)} m of paper, ${one.slips} slips, ${one.waitingBytes} bytes waiting.` + (one.complaints.length ? ` Complaints: ${one.complaints.at(-1)}` : "");
  for (const lay of part.querySelectorAll(".people button")) lay.classList.toggle("on", lay.dataset.hand.endsWith(`=${one.card}`));
  tray(part, one);
}

function tray(part, one) {
  const box = part.querySelector(".tray");
  if (box.dataset.slips === String(one.slips)) return;
  box.dataset.slips = one.slips;
  const base = `${api}cabinets/${one.kiosk}/printer/`;
  fetch(base + "slips").then((answer) => answer.json()).then((slips) => {
    box.replaceChildren(...slips.map((lines, n) => element("img", "", { src: `${base}slips/${n}?${one.slips}`, alt: lines.join("\n") })).reverse().slice(0, 6));
  });
}

function halls(state) {
  const rows = [];
  for (const hall of state.halls) {
    for (const service of hall.services) {
      const row = element("tr");
      row.append(element("td", hall.hall), element("td", service.service), element("td", `${service.waiting} waiting`));
      const hands = element("td");
      for (const window of hall.windows) {
        const call = element("button", `Call to window ${window}`);
        call.dataset.post = `platform/call?hall=${hall.hall}&service=${service.service}&window=${window}`;
        hands.append(call, " ");
      }
      row.append(hands);
      rows.push(row);
    }
  }
  if (byId("halls").dataset.shown !== JSON.stringify(state.halls)) {
    byId("halls").dataset.shown = JSON.stringify(state.halls);
    byId("halls").replaceChildren(...rows);
  }
}

async function show() {
  const state = await (await fetch(api + "state")).json();
  byId("linked").textContent = state.linked ? "The link is up." : "The link is cut.";
  byId("linked").className = state.linked ? "" : "bad";
  state.cabinets.forEach((one) => cabinet(state, one));
  halls(state);
  byId("kiosks").replaceChildren(...state.kiosks.flatMap((kiosk) => [
    element("p", `${kiosk.kiosk}: ${kiosk.present ? "present" : "gone"}, ${kiosk.health?.waiting ?? "?"} letters waiting`),
    ...(kiosk.health?.conditions ?? []).map((known) => element("p", `${known.code} ${known.subject} ${known.detail}`, { className: "bad" })),
  ]));
  byId("counts").textContent = `${state.facts} facts, ${state.duplicates} came again, ${state.malformed} malformed.`;
  if (byId("facts").dataset.count !== String(state.facts)) {
    byId("facts").dataset.count = state.facts;
    const facts = await (await fetch(api + "platform/facts")).json();
    byId("facts").replaceChildren(...facts.reverse().slice(0, 60).map((fact) => {
      const row = element("tr");
      const data = element("td");
      data.append(element("code", JSON.stringify(fact.data)));
      row.append(element("td", fact.id.split("/").at(-1)), element("td", fact.type), data, element("td", `×${fact.arrived}`));
      return row;
    }));
  }
}

show();
setInterval(() => show().catch(() => { byId("linked").textContent = "The bench does not answer."; }), 1000);
