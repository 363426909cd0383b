// The five scenes. A step says a sentence, moves a hand (a call below the cabinet; below /bench/api with a slash) or taps the
// page, lights a panel, and waits until it sees the effect.
import { place } from "./touch.js";
import * as seen from "./seen.js";

const HALL = "沣水公园24小时便民服务站";
const SERVICE = "社会保险";
const CALL = "/platform/call?hall={hall}&service={service}&window=2";

/** From the home page to a number: the steps that three scenes have in common. */
const lays = (say) => ({ say, lit: "reader cards wire", hand: "card/lay?person=zhang-xiaosan", see: seen.words("张*三，您好") });
const lifts = (say) => ({ say, lit: "reader", hand: "card/lift", see: seen.card("") });
const leaves = (say) => ({ say, lit: "cabinet", tap: place.end, see: seen.both(seen.words("本次记录已清除"), seen.fact("visit.ended")) });

export const scenes = [
  {
    id: "visit", hanzi: "来", name: "A visit", about: "One resident, from the first touch to the window.",
    steps: [
      { say: "A pavilion in a park, open at any hour. It knows nobody, and asks for one touch.", lit: "cabinet", tap: place.start,
        see: seen.there("the home page", place.guide) },
      { say: "Zhang Xiaosan needs proof of his social insurance. He does not know who is in charge of that, and need not.", lit: "cabinet",
        tap: place.guide, see: seen.there("the letters", place.key("c")) },
      { say: "Four initials are enough, 参保证明 is c b z m. The kiosk searches its own copy of the catalogue: no network is asked.", lit: "cabinet",
        tap: ["c", "b", "z", "m"].map(place.key), see: seen.there("the matter he means", place.matter("社保参保证明")) },
      { say: "What to bring, how long it takes, what it costs: the answer comes before the queue, so that nobody queues in vain.", lit: "cabinet",
        tap: place.matter("社保参保证明"), see: seen.words("需要的材料") },
      { say: "He would rather see someone: a number for the hall, please.", lit: "cabinet", tap: place.takeNumber, see: seen.words("请把身份证平放") },
      lays("He lays his card on the reader. Beside it you see what the reader says: find, select, read; and on the screen only 张*三."),
      lifts("The page asks him to take the card back at once. A card forgotten in a kiosk is a bad day."),
      { say: "On to the halls, the nearest one first.", lit: "cabinet", tap: place.goOn, see: seen.there("the hall", place.hall(HALL)) },
      { say: "One tap gives the number. Number, fact and letter are one commit on disk before the printer hears of it.", lit: "printer wire",
        tap: place.hall(HALL), see: seen.both(seen.number, seen.words("小票已打印"), seen.slip()) },
      { say: "The platform has stored {number} and sent its receipt. Until that receipt came, the kiosk would have sent it again and again.",
        lit: "ledger", see: seen.both(seen.stored, seen.outcome("printed")) },
      { say: "Behind the counter somebody calls. Whoever came before is called before.", lit: "boards",
        until: { hand: CALL, sees: seen.called, most: 40 }, see: seen.called },
      { say: "The call reaches the page he is looking at: 轮到您了, to window 2.", lit: "cabinet", see: seen.words("轮到您了") },
      leaves("He ends the visit himself. Number and slip stay his; his name is nowhere in the kiosk any more."),
      { say: "Served at window 2. Every step of this visit is a fact in a chain, and none of them names him.", lit: "boards ledger",
        hand: "/platform/complete?hall={hall}&window=2", see: seen.fact("visit.ended") },
    ],
  },
  {
    id: "night", hanzi: "夜", name: "A night without network", about: "The cable is cut; numbers go on, and nothing is lost.",
    steps: [
      { say: "Half past two at night, and a digger finds the cable. Nobody stands here to notice.", lit: "link", hand: "/link/cut", see: seen.link(false) },
      { say: "Ops see it within seconds: the kiosk is gone, says the broker, by the will the kiosk left with it.", lit: "health", see: seen.gone },
      { say: "A resident comes all the same. The page says quietly that it is not connected, and goes on.", lit: "cabinet", tap: place.start,
        see: seen.words("待联网") },
      { say: "Halls, matters and a block of numbers lie on this kiosk: the platform lent them while there was a network.", lit: "cabinet",
        tap: place.queue, see: seen.words("请把身份证平放") },
      lays("The card is read here and goes nowhere."),
      lifts("Take it back, please."),
      { say: "To the hall that never closes.", lit: "cabinet", tap: [place.goOn, place.hall(HALL)], see: seen.there("the service", place.service(SERVICE)) },
      { say: "A number that nobody else can have, from the lent block. Those waiting before him? At least so many, says the page: it promises only what it knows.",
        lit: "printer", tap: place.service(SERVICE), see: seen.both(seen.number, seen.words("至少"), seen.words("小票已打印"), seen.slip()) },
      { say: "The ledger has never heard of {number}. It waits on the kiosk's disk, and would still wait there after a power cut.", lit: "ledger",
        see: seen.both(seen.notStored, seen.words("网络暂时中断")) },
      { say: "Morning. The cable is mended, and nobody has to press anything.", lit: "link", hand: "/link/restore", see: seen.both(seen.link(true), seen.present) },
      { say: "There it is: {number}, once. Had the link failed again halfway, it would have come twice, and the second one refused a place.", lit: "ledger",
        see: seen.both(seen.stored, seen.outcome("printed"), seen.noWords("网络暂时中断")) },
      leaves("He had his number all night long. That is the point."),
    ],
  },
  {
    id: "paper", hanzi: "纸", name: "Paper runs out", about: "The roll ends in the middle of a slip; the number holds.",
    steps: [
      { say: "Sixty millimetres are left on the roll, and a slip takes more. Ops are told that paper is low before any resident suffers.",
        lit: "printer health devices", hand: "printer/paper-in?mm=60", see: seen.condition("receipt.paper-low") },
      { say: "A resident comes. A card laid down at the idle page is a beginning too.", lit: "reader cabinet",
        hand: "card/lay?person=zhang-xiaosan", see: seen.words("张*三，您好") },
      lifts("Card back first, as always."),
      { say: "To the halls.", lit: "cabinet", tap: [place.goOn, place.queue], see: seen.there("the hall", place.hall(HALL)) },
      { say: "A number at the park's own station.", lit: "cabinet", tap: place.hall(HALL), see: seen.there("the service", place.service(SERVICE)) },
      { say: "Watch the slip: the paper ends in the middle of it.", lit: "printer wire", tap: place.service(SERVICE),
        see: seen.both(seen.number, seen.words("号码仍然有效")) },
      { say: "“Your number holds” comes first and bold. Then the way on: the same slip as a code, to be photographed.", lit: "cabinet", see: seen.code },
      { say: "The kiosk has told ops by itself, and the ledger has the number and the truth: it was not printed.", lit: "health ledger",
        see: seen.both(seen.condition("receipt.paper-out"), seen.stored, seen.outcome("notprinted|printunknown")) },
      { say: "Somebody brings a roll. The half slip leaves with the old one, and nothing prints by itself: the buffer was cleared, so that the next resident never gets this one's number.",
        lit: "printer", hand: "printer/paper-in", see: seen.both(seen.nothingWaits, seen.noConditions) },
      { say: "Now she may ask again, and gets a whole slip.", lit: "cabinet printer", tap: place.printAgain,
        see: seen.both(seen.words("小票已打印"), seen.slip()) },
      { say: "Two outcomes for one number, each as it was. “Printed” is only said when the printer has answered after the cut.", lit: "ledger",
        see: seen.outcome("notprinted|printunknown", "printed") },
      leaves("And the kiosk forgets."),
    ],
  },
  {
    id: "reader", hanzi: "证", name: "The card reader dies", about: "One device less; everything else goes on.",
    steps: [
      { say: "The reader's cable comes loose. It cannot say so itself: silence is all the kiosk hears.", lit: "reader wire devices", hand: "card/unplug",
        see: seen.condition("i") },
      { say: "Ops know which device, and since when. No resident had to complain.", lit: "health", see: seen.noDevice("reader", "ready") },
      { say: "A resident begins a visit.", lit: "cabinet", tap: place.start, see: seen.there("the home page", place.guide) },
      { say: "Finding a matter needs no card, and is as it always was.", lit: "cabinet", tap: place.guide, see: seen.there("the letters", place.key("c")) },
      { say: "Taking a number does. The page says so at once, instead of asking for a card that nobody will read.", lit: "cabinet",
        tap: [place.home, place.queue], see: seen.words("读卡器暂时不能用") },
      { say: "The cable is put back. The kiosk looks for it again and again; nobody restarts anything.", lit: "reader wire", hand: "card/plug",
        see: seen.both(seen.noConditions, seen.steady("reader")) },
      { say: "The same page, asked again, wants the card now.", lit: "cabinet", tap: [place.home, place.queue], see: seen.words("请把身份证平放") },
      lays("And reads it."),
      lifts("Card back, please."),
      { say: "One device fell silent, and the pavilion stayed open. That is the rule for every device it carries.", lit: "cabinet",
        tap: [place.home, place.end], see: seen.words("本次记录已清除") },
    ],
  },
  {
    id: "power", hanzi: "电", name: "Power cut mid-print", about: "The plug is pulled while the slip comes out.",
    missing: (cabinet) => cabinet.power === "none"
      ? "This scene pulls the kiosk's plug, so the kiosk must be a process of its own: run src/bench/run --kiosk --port 8090 DIRECTORY k1" : "",
    steps: [
      { say: "A storm over the park. A resident lays her card down.", lit: "reader cabinet", hand: "card/lay?person=zhang-xiaosan", see: seen.words("张*三，您好") },
      lifts("And takes it back."),
      { say: "To the halls.", lit: "cabinet", tap: [place.goOn, place.queue], see: seen.there("the hall", place.hall(HALL)) },
      // Whoever plays this is not always fast enough for paper: it goes no further than half.
      { say: "She chooses the park's station.", lit: "cabinet", tap: place.hall(HALL), hand: "printer/hold?mm=60",
        see: seen.there("the service", place.service(SERVICE)) },
      { say: "One tap for the number, and while the slip is coming out, lightning: the power is gone. No warning, no shutdown.", lit: "printer cabinet",
        tap: place.service(SERVICE), catch: { when: seen.hanging(59), hands: ["power/cut"] }, see: seen.power("off") },
      { say: "The number was committed to disk before the printer heard of it. That is why pulling the plug cannot lose it.", lit: "cabinet printer", see: seen.gone },
      { say: "The power is back. The kiosk reads its ledger first, and only then shows a page.", lit: "cabinet", hand: ["printer/let-go", "power/on"],
        see: seen.both(seen.power("on"), seen.idle), limit: 90 },
      { say: "Here is {number}, once, and its place in the queue is kept.", lit: "ledger boards", see: seen.both(seen.present, seen.stored) },
      { say: "And the slip? The kiosk found an intent without an outcome. It says “unknown”, which is the truth, and prints nothing a second time behind anybody's back.",
        lit: "ledger printer", see: seen.outcome("printunknown") },
      { say: "Whoever stands here next sees the idle page, and nothing of her.", lit: "cabinet", see: seen.idle },
      { say: "But half her slip still hangs there. The next resident lays down his card…", lit: "reader printer",
        hand: "card/lay?person=sun-haoran", see: seen.words("孙*然，您好") },
      lifts("…takes it back…"),
      { say: "…and asks for a number. First the old paper is cut off; his slip begins clean and is his alone.", lit: "printer wire",
        tap: [place.goOn, place.queue, place.hall(HALL), place.service(SERVICE)], see: seen.both(seen.words("小票已打印"), seen.slip(2), seen.nothingWaits) },
      { say: "Two numbers, two people, one power cut, and the hall never noticed.", lit: "ledger boards", tap: place.end, see: seen.words("本次记录已清除") },
    ],
  },
];
