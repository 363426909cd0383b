// What a scene may wait for: each says what is awaited, and looks for it on the page, in the state or in the ledger.
import { cabinet, get, kiosk, state } from "./bench.js";
import { pageCode, pageIdle, pageNumber, pageText } from "./touch.js";

const sign = (what, holds) => ({ what, holds });

/** These words on the touch page. */
export const words = (text) => sign(`“${text}” on the page`, () => pageText().includes(text));

/** These words gone from the touch page. */
export const noWords = (text) => sign(`“${text}” gone from the page`, () => !pageText().includes(text));

/** Something that can be touched. */
export const there = (what, find) => sign(what, () => Boolean(find()));

export const idle = sign("the page that waits for the next person", pageIdle);

/** A number on the page, which is remembered. */
export const number = sign("a number on the page", (memory) => {
  memory.number = pageNumber();
  return memory.number !== "";
});

export const code = sign("the code of the electronic slip on the page", pageCode);

/** A condition at ops. */
export const condition = (code) => sign(`${code} at ops`, () => codes().some((one) => one.startsWith(code)));

export const noConditions = sign("no conditions at ops", () => Boolean(kiosk()) && codes().length === 0);

const codes = () => kiosk()?.conditions.map((one) => one.code) ?? [];

export const present = sign("the kiosk present at ops", () => kiosk()?.present === true);

export const gone = sign("the kiosk gone at ops", () => kiosk()?.present === false);

export const card = (id) => sign(id ? "the card on the reader" : "the card lifted", () => cabinet().card === id);

/** A device that has worked for a while: what lies on a reader that has just come back may be the card of before, and is left alone. */
export const steady = (name) => sign(`${name} ready for three seconds at ops`,
  () => kiosk()?.health?.devices?.some((one) => one.name === name && one.state === "ready" && Date.parse(state().at) - Date.parse(one.since) > 3000) ?? false);

/** A device that is no longer so. */
export const noDevice = (name, word) => sign(`${name} not ${word} at ops`,
  () => kiosk()?.health?.devices?.some((one) => one.name === name && one.state !== word) ?? false);

/** A slip more than when the scene began. */
export const slip = (more = 1) => sign("a slip in the tray", (memory) => cabinet().printer.slips >= memory.slips + more);

/** Paper half out. */
export const hanging = (mm) => sign("the slip half out", (memory, now) => cabinet(now).printer.hangingMm > mm);

/** No more than this half out, and nothing left in the printer's buffer. */
export const nothingWaits = sign("nothing left in the printer's buffer",
  () => cabinet().printer.waitingBytes === 0 && cabinet().printer.hangingMm <= 13);

export const power = (word) => sign(`the power ${word}`,
  () => cabinet().power === word && (word === "off" || cabinet().ready));

export const link = (up) => sign(up ? "the link up" : "the link cut", () => state().link.up === up);

/** The facts of the number of this scene. */
async function factsOf(memory) {
  const facts = (await get(`platform/facts?after=${memory.facts}`)).filter((fact) => fact.kiosk === cabinet().kiosk);
  const issued = facts.filter((fact) => fact.type === "queue.ticket-issued"
    && (memory.number === undefined || fact.data.number === memory.number));
  const ticket = issued.at(-1)?.data;
  if (ticket) Object.assign(memory, { number: ticket.number, hall: ticket.hall, service: ticket.service, ticket: ticket.ticket, visit: ticket.visit });
  return { issued, facts: facts.filter((fact) => ticket && (fact.data.visit === ticket.visit || fact.data.ticket === ticket.ticket)) };
}

/** The number in the ledger, once; the board it went to is remembered. */
export const stored = sign("the number in the ledger, once", async (memory) => (await factsOf(memory)).issued.length === 1);

/** The number not in the ledger yet. */
export const notStored = sign("the number not in the ledger yet", async (memory) => (await factsOf(memory)).issued.length === 0);

/** What became of the slip, in the ledger. */
export const outcome = (...wanted) => sign(`${wanted.join(", then ")} in the ledger`, async (memory) => {
  const told = (await factsOf(memory)).facts.filter((fact) => fact.data.outcome).map((fact) => fact.data.outcome);
  return wanted.length === told.length && wanted.every((word, i) => word.split("|").includes(told[i]));
});

/** A fact of this visit in the ledger. */
export const fact = (type) => sign(`${type} in the ledger`, async (memory) => (await factsOf(memory)).facts.some((one) => one.type === type));

/** The number called to its window, on the board. */
export const called = sign("the number called", (memory) => state().halls
  .find((hall) => hall.hall === memory.hall)?.windows.some((window) => window.number === memory.number && window.state === "called"));

/** All of these. */
export const both = (...signs) => sign(signs.map((one) => one.what).join(" and "), async (memory, now) => {
  for (const one of signs) {
    if (!await one.holds(memory, now)) return false;
  }
  return true;
});
