// The one way in to the bench: every hand and every look is a call under /bench/api.

const root = "/bench/api/";

/** What a call shows; throws with the bench's own sentence when it refuses or does not answer. */
export async function look(path) {
  const answer = await fetch(root + path, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${(await answer.text()) || answer.status}`);
  return answer.json();
}

/** Moves a hand; returns when it has been moved. */
export async function move(path) {
  const answer = await fetch(root + path, { method: "POST" });
  if (!answer.ok) throw new Error(`${path}: ${(await answer.text()) || answer.status}`);
}

/** Where a picture of the bench is. */
export const picture = (path) => root + path;

export const byId = (id) => document.getElementById(id);

/** An element with text and properties. */
export function element(name, text, properties) {
  return Object.assign(document.createElement(name), { textContent: text ?? "" }, properties);
}

/** Says on the page what a hand could not do. */
export function say(words) {
  byId("said").textContent = words;
}
