package cn.ting.conformance;

/** What a platform must do, by the numbers of {@code src/docs/contract/sequences.md}. A number is never given to another rule. */
enum Rule {
    STATE(1, "platform/state is retained and says: storing, since when by what clock, which store, which life"),
    STATE_RENEWED(2, "platform/state is renewed every 20 s, unasked"),
    WILL(3, "when it dies the broker says storing: false"),
    BOOT(4, "started anew it says another boot"),
    BIRTH_ANSWERED(5, "each birth is answered with the receipt of its epoch, before any other"),
    PREVIOUS_ANSWERED(6, "and with that of the epoch before"),
    REWOUND(7, "rewound is said when the birth's next number was taken before that birth, and only then"),
    RECEIPTED(8, "each fact is named by a receipt"),
    CONTIGUOUS(9, "through is contiguous, and no number is named that was never sent"),
    OWN_EPOCHS(10, "receipts name only epochs of this kiosk"),
    NEVER_BACK(11, "receipts never take back what they named"),
    IN_ORDER(12, "facts of a key are taken in the order in which they came"),
    AGAIN(13, "a fact that comes again is receipted again"),
    ONE_EFFECT(14, "a fact that comes again has no second effect"),
    CONFLICT(15, "an id that comes with another content is refused as conflict, never"),
    REFUSALS_REPEATED(16, "a receipt holds every refusal of what it answers, and repeats the newest of those before"),
    ADDITIVE(17, "a field it does not know is no reason to refuse"),
    NO_FACT(18, "what is no fact of this kiosk is not receipted, and disturbs nothing"),
    FORMER_ID(19, "a fact with a formerid has one effect, and counts under both ids"),
    STORED_FIRST(20, "what was receipted survives the platform's death"),
    RESTORED(21, "restored from a backup it names nothing that it lost"),
    TAKEN_AGAIN(22, "what it lost it takes again, without the person too"),
    TALLY_BALANCED(23, "a tally is balanced when all of it is stored"),
    TALLY_MISSING(24, "a tally of which something is missing is not: it names that, and is said again once that has come"),
    LEASES(25, "leases are signed, for this kiosk, of this epoch, of today and the next day, in blocks of ten"),
    LEASED_ONCE(26, "no number is leased to two kiosks or epochs"),
    NEXT_BLOCK(27, "the next block comes when five numbers are left"),
    NAMING(28, "naming is signed, names a key to seal to, and today's and the next day's keys"),
    ONE_DAY_KEY(29, "all kiosks of the area have one key a day"),
    BOARD(30, "boards are retained, at most 8 KiB, and their versions grow"),
    ON_BOARD(31, "a number that was given waits on its board, once"),
    HEAD(32, "the catalogue's head is signed, valid, at most 16 KiB"),
    BLOBS_FIRST(33, "every blob is there before the head that leads to it, under its hash"),
    SCHEMAS(34, "every message keeps its schema and has at most 128 KiB"),
    RETAINED(35, "documents are retained, receipts and tallies are not, and all are sent with QoS 1"),
    ANSWERED(36, "every question is answered with its correlation, if only by a refusal"),
    DECIDED_ONCE(37, "an asking for an appointment is decided once, however often it comes"),
    CAME(38, "a receipt says which facts it answers: those that came since the one before"),
    JUDGED_ANEW(39, "what comes after a refusal is judged anew, and refused no more once it is taken"),
    TALLY_REPEATED(40, "at a birth it says again what it said last of the tallies of seven days");

    private final int number;
    private final String sentence;

    Rule(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** As in {@code P7}. */
    String label() {
        return "P" + number;
    }

    String sentence() {
        return sentence;
    }
}
