// The five scenes, as they are told. A step says one sentence, does one thing, and names what must then be seen.
import { first } from "./cabinet.js";

const HALL = "fengshui-park-station";
const SERVICE = "social-insurance";

const condition = (code) => async (stage) => (await stage.state()).kiosks.some((kiosk) => kiosk.conditions.some((known) => known.code === code));
const noCondition = (code) => async (stage) => !(await condition(code)(stage));
const shows = (words) => (stage) => stage.shows(words);
const fact = (type) => async (stage) => (await stage.factsSince()).some((known) => known.type === type);
const touches = (what) => (stage) => stage.touches(what);
const cabinet = (hand) => (stage) => stage.cabinet(hand);
const moves = (hand) => (stage) => stage.moves(hand);
const number = (stage) => stage.document.querySelector(".digits") !== null;

/** From the idle page to the list of halls, with a card. */
const comes = (person, masked) => [
  { say: "Somebody comes and touches the screen.", lit: "kiosk", act: touches("button.start"), until: shows("您要办什么事"), awaited: "the home page" },
  { say: "号: a number for a hall. The kiosk asks for the ID card, and says what it reads and when that is gone.", lit: "kiosk", act: touches("取号"), until: shows("请把身份证平放"), awaited: "the page that asks for a card" },
  { say: "The card is laid on the reader. Find, select, read: the bytes scroll by with what they mean.", lit: "bytes", act: cabinet(`card/lay?person=${person}`), until: shows(`${masked}，您好`), awaited: "the greeting by a masked name" },
  { say: "The card has been read and is taken back. The visit goes on without it.", lit: "cards", act: cabinet("card/lift"), until: async (stage) => first(await stage.state()).card === "", awaited: "an empty reader" },
  { say: "On to the halls.", lit: "kiosk", act: touches("继续"), until: shows("沣水公园24小时便民服务站"), awaited: "the halls" },
  { say: "The nearest one never closes.", lit: "kiosk", act: touches("沣水公园24小时便民服务站"), until: shows("社会保险"), awaited: "its services" },
];
const leaves = { say: "The visit ends. Name and card number are gone from memory before the page says so.", lit: "kiosk", act: touches("办完了，退出"), until: shows("本次记录已清除"), awaited: "the page of the end" };

/** Calls numbers until the page says that it is this visit's turn. */
async function callsUntilTurn(stage) {
  for (let call = 0; call < 40 && !stage.shows("轮到您了"); call++) {
    await stage.moves(`platform/call?hall=${HALL}&service=${SERVICE}&window=2`);
    for (let wait = 0; wait < 8 && !stage.shows("轮到您了"); wait++) await new Promise((later) => setTimeout(later, 150));
  }
}

export const scenes = {
  visit: {
    title: "A visit",
    steps: [
      { say: "A visit from the first touch to the last, as it happens a hundred times a day.", lit: "kiosk", act: (stage) => stage.remembers() },
      ...comes("wang-guiying", "王*英"),
      { say: "One touch takes the number. It is committed to disk before the printer hears of it: what is shown is promised.", lit: "kiosk", act: touches("社会保险"), until: number, awaited: "the number" },
      { say: "The slip comes out line by line. \"Printed\" is said only when the printer has answered behind the last line and the cut.", lit: "kiosk", until: shows("小票已打印"), awaited: "the printed slip" },
      { say: "The platform has stored the number, once, and says so: its receipt lets the kiosk forget the letter.", lit: "ledger", until: fact("queue.ticket-issued"), awaited: "the fact at the platform" },
      { say: "A window of the hall calls the number, and the page knows within the blink of an eye.", lit: "halls", act: callsUntilTurn, until: shows("轮到您了"), awaited: "the call on the page" },
      leaves,
      { say: "Every step is a fact in the visit book, in a chain of hashes; the platform has them all. None holds a name.", lit: "ledger", until: fact("visit.ended"), awaited: "the end of the visit at the platform" },
    ],
  },
  night: {
    title: "A night without network",
    steps: [
      { say: "Three in the morning. A digger has found the cable.", lit: "link", act: async (stage) => { await stage.remembers(); await stage.moves("link/cut"); }, until: shows(""), awaited: "the page" },
      ...comes("zhang-xiaosan", "张*三"),
      { say: "Numbers are given as always: the platform leased a block of them to this kiosk in advance, so that nobody else can give the same.", lit: "kiosk", act: touches("社会保险"), until: number, awaited: "the number" },
      { say: "Paper as well. The page says what waits for the network, and that nothing is lost by it.", lit: "kiosk", until: (stage) => stage.shows("小票已打印") && stage.shows("本亭照常取号"), awaited: "the slip, and the word about the network" },
      leaves,
      { say: "The platform knows nothing of it yet; ops see that the kiosk is gone. The letters lie in the outbox, on disk.", lit: "health", until: async (stage) => (await stage.factsSince()).length === 0, awaited: "a platform that has heard nothing" },
      { say: "Morning. The cable is mended, and the letters go out by themselves.", lit: "link", act: moves("link/restore"), until: fact("visit.ended"), awaited: "the visit at the platform" },
      { say: "Each was stored exactly once. Whatever came twice was known by its number and refused as a duplicate.", lit: "ledger", until: async (stage) => (await stage.factsSince()).filter((known) => known.type === "queue.ticket-issued").length === 1, awaited: "the number, stored once" },
    ],
  },
  paper: {
    title: "Paper runs out",
    steps: [
      { say: "Six centimetres of paper are left: less than a slip.", lit: "printer", act: async (stage) => { await stage.remembers(); await stage.cabinet("printer/paper-in?mm=60"); }, until: condition("receipt.paper-low"), awaited: "ops to know that paper is low" },
      ...comes("zhang-xiaosan", "张*三"),
      { say: "The number is given all the same. It is worth more than its paper.", lit: "kiosk", act: touches("社会保险"), until: number, awaited: "the number" },
      { say: "The roll ends in the middle of the slip. The page does not say \"printed\": it says that the number holds, and shows its code to be photographed.", lit: "kiosk", until: shows("号码仍然有效"), awaited: "the word that the number holds" },
      { say: "Ops know before anybody calls.", lit: "health", until: condition("receipt.paper-out"), awaited: "ops to know that paper is out" },
      { say: "A technician puts in a new roll. Nothing comes out by itself: what was left of the slip was purged, so that it never prints under the next person's eyes.", lit: "printer", act: cabinet("printer/paper-in"), until: noCondition("receipt.paper-out"), awaited: "ops to know that paper is in" },
      { say: "Asked for, it is printed again, whole.", lit: "kiosk", act: touches("再印一次"), until: shows("小票已打印"), awaited: "the printed slip" },
      leaves,
    ],
  },
  reader: {
    title: "The card reader dies",
    steps: [
      { say: "The card reader falls silent. Two looks for a card without an answer, and it counts as out of order.", lit: "bytes", act: cabinet("card/mute"), until: condition("idcard.silent"), awaited: "ops to know of the silent reader" },
      { say: "Somebody comes. The head of the page says it in four characters, in amber, and calmly.", lit: "kiosk", act: touches("button.start"), until: shows("读卡器停用"), awaited: "the word at the head of the page" },
      { say: "A number needs a card: the page says what still works, and who knows of it already.", lit: "kiosk", act: touches("取号"), until: shows("读卡器暂时不能用"), awaited: "the page for a reader that is away" },
      { say: "Finding a matter needs none.", lit: "kiosk", act: async (stage) => { await stage.touches("首页"); await stage.sees(shows("您要办什么事"), "the home page"); await stage.touches("找事项"); }, until: shows("换个办法找"), awaited: "the page to find matters" },
      { say: "The reader answers again, and everything is as before: nobody had to come, nothing had to be restarted.", lit: "health", act: cabinet("card/unmute"), until: noCondition("idcard.silent"), awaited: "ops to know that the reader answers" },
      { say: "Home, and the head of the page says that all is well.", lit: "kiosk", act: touches("首页"), until: shows("已联网"), awaited: "the word that all is well" },
    ],
  },
  power: {
    title: "Power is cut mid-print",
    steps: [
      { say: "The worst moment: the number is on the screen, the slip is half out, and somebody trips over the cable.", lit: "kiosk", act: (stage) => stage.remembers() },
      ...comes("chen-jing", "陈*"),
      {
        say: "The number appears, the paper begins to come, and the power is gone.", lit: "kiosk",
        act: async (stage) => { await stage.touches("社会保险"); await stage.sees(number, "the number"); stage.number = stage.document.querySelector(".digits").textContent; await stage.cabinet("power/cut"); },
        until: async (stage) => first(await stage.state()).power === "off", awaited: "the dark kiosk",
      },
      { say: "The number was committed to disk before the first byte went to the printer. That is why pulling the plug cannot lose it.", lit: "kiosk" },
      { say: "Power is back. The ledger is opened, the chain goes on, and the letters that waited are sent.", lit: "kiosk", act: cabinet("power/on"), until: async (stage) => first(await stage.state()).power === "on" && stage.find("button.start") !== undefined, awaited: "the idle page" },
      { say: "The platform gets the number it was promised.", lit: "ledger", until: async (stage) => (await stage.factsSince()).some((known) => known.data.number === stage.number), awaited: "the number at the platform" },
      { say: "And the truth about the paper: whether the slip came out is not known, so it says \"unknown\" and prints nothing a second time.", lit: "ledger", until: async (stage) => (await stage.factsSince()).some((known) => ["unknown", "printunknown", "printed", "notprinted"].includes(known.data.outcome)), awaited: "the outcome of the slip at the platform" },
    ],
  },
};
