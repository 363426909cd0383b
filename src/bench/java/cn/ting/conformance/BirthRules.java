package cn.ting.conformance;

import cn.ting.conformance.PlayedKiosk.Fact;
import cn.ting.conformance.Verdicts.Unmet;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** How births are answered: the first, one with more numbers, one of an older copy, one of another epoch. */
final class BirthRules {

    private final Check check;
    private final PlayedKiosk kiosk;

    BirthRules(Check check) {
        this.check = check;
        this.kiosk = check.kiosk();
    }

    /** The kiosk has just been born. */
    void answered() {
        check.verdicts().rule(Rule.BIRTH_ANSWERED, () -> {
            Optional<Receipt> receipt = kiosk.receipt(kiosk.bornAt(), kiosk.epoch(), Receipt::ofBirth);
            Unmet.unless(receipt.isPresent(), "no receipt came within " + check.plan().patience().toSeconds() + " s");
        });
    }

    /** An older copy of the ledger knows fewer numbers than were taken. */
    void rewound() {
        check.verdicts().rule(Rule.REWOUND, () -> {
            kiosk.connect("reconnect");
            Receipt truly = kiosk.receipt(kiosk.bornAt(), kiosk.epoch(), Receipt::ofBirth).orElseThrow(() -> Unmet.untried("a birth was not answered"));
            Unmet.unless(!truly.rewound(), "rewound was said to a kiosk whose next number " + kiosk.next() + " is new");
            check.verdicts().rule(Rule.TALLY_REPEATED, this::balancedStill);
            kiosk.connect("start", kiosk.next() - 1);
            Receipt older = kiosk.receipt(kiosk.bornAt(), kiosk.epoch(), Receipt::ofBirth).orElseThrow(() -> Unmet.untried("a birth was not answered"));
            Unmet.unless(older.rewound(), "rewound was not said to a birth with the next number " + (kiosk.next() - 1) + ", which was stored");
        });
    }

    /** What was said of a day before this birth. */
    private void balancedStill() throws Unmet {
        if (!check.verdicts().with(Verdicts.Outcome.PASS).contains(Rule.TALLY_BALANCED)) {
            throw Unmet.untried("no tally was balanced");
        }
        Unmet.unless(check.journal().await(kiosk.bornAt(), heard -> {
            JsonNode told = Check.tree(heard.payload());
            return heard.topic().equals(kiosk.below("down/tally")) && told.path("day").asText().equals(check.day(4).toString())
                    && told.path("balanced").asBoolean();
        }).isPresent(), "of a day that balanced nothing was said after another birth");
    }

    /** As after that, a new epoch. */
    void anotherEpoch() {
        String before = kiosk.epoch();
        kiosk.drawEpoch();
        kiosk.connect("epoch");
        answered();
        check.verdicts().rule(Rule.PREVIOUS_ANSWERED, () -> {
            Optional<Receipt> receipt = kiosk.receipt(kiosk.bornAt(), before, Receipt::ofBirth);
            Unmet.unless(receipt.isPresent(), "no receipt of the previous epoch came");
            Unmet.unless(receipt.get().settles(1), "it does not name what was receipted");
        });
    }

    /**
     * Facts of the epoch before come under new ids, each the only one of its day.
     *
     * @param stored was receipted
     * @param unsent never left the kiosk under its first id
     */
    void formerIds(Fact stored, LocalDate itsDay, Fact unsent, LocalDate otherDay) {
        check.verdicts().rule(Rule.FORMER_ID, () -> {
            Fact again = kiosk.renamed(stored);
            Receipt receipt = kiosk.settle(again);
            Unmet.unless(receipt.stored(again.number()), "it was refused: " + receipt.refused().get(again.number()));
            check.balances(itsDay, List.of(stored));
            check.balances(itsDay, List.of(again));
            kiosk.settle(kiosk.renamed(unsent));
            check.balances(otherDay, List.of(unsent));
        });
    }
}
