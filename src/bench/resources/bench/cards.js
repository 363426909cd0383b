// The tray with everybody's card, and what may happen to a reading.
import { byId, button, element, fill, onState } from "./bench.js";

const TROUBLES = [
  ["Next read fails", "card/fail-next-read", "The reader finds the card and cannot read it."],
  ["Next frame torn", "card/tear-next-frame", "Half an answer is lost on the line."],
  ["Lifted too early", "card/lift-after-select", "The card is away between finding and reading."],
  ["Next read is slow", "card/slow-next-read", "The reader needs ten seconds for the card, or until it is lifted."],
];

function card(person, laid) {
  const lies = person.id === laid;
  const until = person.validUntil || "长期";
  return button([
    element("span", "portrait"),
    element("span", "who", [
      element("b", "", person.name, { lang: "zh" }),
      element("small", "", person.special || `born ${person.birth.slice(0, 4)}, valid until ${until}`),
    ]),
  ], { hand: lies ? "card/lift" : `card/lay?person=${person.id}` }, {
    className: `idcard ${person.layout}${lies ? " on" : ""}${person.special ? " special" : ""}`,
    title: `${person.name} (${person.nameEn})\n${person.number}\nborn ${person.birth}, valid until ${until}${person.special ? `\n${person.special}` : ""}`,
    ariaPressed: String(lies),
    data: { key: person.id },
  });
}

onState((state, cabinet) => {
  fill(byId("cards"), [state.people.length, cabinet.card, cabinet.kiosk], () => state.people.map((person) => card(person, cabinet.card)));
  const person = state.people.find((one) => one.id === cabinet.card);
  byId("laid").textContent = person ? `${person.name} lies on the reader` : "Touch a card to lay it on the reader";
});

byId("troubles").append(...TROUBLES.map(([name, path, title]) => button(name, { hand: path }, { title, className: "small" })),
  button("Lift the card", { hand: "card/lift" }, { className: "small" }));
