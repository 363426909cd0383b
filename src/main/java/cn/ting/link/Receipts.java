package cn.ting.link;

import cn.ting.condition.Conditions;
import cn.ting.link.Flights.Flight;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.WaitingLetter;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Takes the platform's receipts in, each against what was really sent. For the link's worker only. */
final class Receipts {

    private static final Logger LOG = Logger.getLogger(Receipts.class);

    /** The platform's code for an id that it has with another content. */
    private static final String CONFLICT = "conflict";

    /** No more letters are sent than the ledger can be told of: while it does not answer, the drain stands still from here on. */
    private static final int MOST_UNMARKED = 2_048;

    /** In one commit, for which residents' commits wait. */
    private static final int MOST_A_COMMIT = 512;

    /** Staff hear for so long at least that a ledger was put back. */
    static final Duration TOLD = Duration.ofHours(24);

    private final Outbox outbox;
    private final Flights flights;
    private final Conditions conditions;
    private final KioskClock clock;
    private final Runnable forget;
    /** Named by a receipt, and not yet marked so in the ledger. A kiosk that is killed meanwhile sends them again. */
    private final List<WaitingLetter> unmarked = new ArrayList<>();
    /** The highest number of each epoch that was ever sent. */
    private final Map<String, Long> highestSent = new HashMap<>();
    /** The last receipt of each epoch since this process began. */
    private final Map<String, Receipt> last = new HashMap<>();
    /** Epochs of which this connection has brought a receipt. */
    private final Set<String> heardOf = new HashSet<>();

    /** The epoch that was given up last, as an older copy of its ledger was put back; empty where none was in this process. */
    private String rewound = "";
    /** When, in uptime; null where nobody is to be told of it any more. */
    private Duration rewoundAt;

    /** @param forget forgets all that was read of the outbox */
    Receipts(Outbox outbox, Flights flights, Conditions conditions, KioskClock clock, Runnable forget) {
        this.clock = clock;
        this.forget = forget;
        this.outbox = outbox;
        this.flights = flights;
        this.conditions = conditions;
    }

    /** A letter of this epoch and number was sent, now or by an earlier process. */
    void sent(String epoch, long number) {
        highestSent.merge(epoch, number, Math::max);
    }

    /** A connection stands, and the kiosk is born on it. */
    void connected() {
        heardOf.clear();
    }

    /**
     * Takes a receipt in. One that cannot be true is ignored whole.
     *
     * @return true when letters got other ids: what was read of them is forgotten, and a bell was rung for its being read anew
     */
    boolean take(byte[] payload) {
        Receipt receipt;
        try {
            receipt = Receipt.parse(payload);
        } catch (IllegalArgumentException malformed) {
            LOG.warnf("a receipt was ignored: %s", malformed.getMessage());
            return false;
        }
        boolean neverSent = receipt.highest() > highestSent.getOrDefault(receipt.epoch(), -1L);
        if (receipt.rewound() && neverSent) {
            return rewound(receipt);
        }
        if (neverSent) {
            conditions.raise(LinkFault.RECEIPT_ODD, "", receipt.epoch() + "/" + receipt.highest() + " was never sent");
            return false;
        }
        boolean ofBirth = isOfBirth(receipt);
        compare(receipt, ofBirth);
        boolean renamed = !ofBirth && take(receipt);
        if (!renamed) {
            endRewound(receipt);
        }
        return renamed;
    }

    /**
     * That a ledger was put back is told for a day at least, since a person is to find out who did it, and until the platform speaks of another
     * epoch than that: until then nothing was rewound.
     */
    private void endRewound(Receipt receipt) {
        boolean told = rewoundAt != null && clock.uptime().minus(rewoundAt).compareTo(TOLD) >= 0;
        if (told && !receipt.epoch().equals(rewound) && receipt.epoch().equals(outbox.epoch())) {
            conditions.clear(LinkFault.REWOUND, "");
            rewoundAt = null;
        }
    }

    /**
     * The answer to a birth tells what the platform has, and nothing of what is in the air: a ledger that was put back to an older copy, and
     * has given the numbers anew since, would let go of letters that the platform never saw. Where the platform does not say what came, the
     * first receipt of a connection is taken for that answer.
     */
    private boolean isOfBirth(Receipt receipt) {
        boolean first = heardOf.add(receipt.epoch());
        return receipt.came().map(List::isEmpty).orElse(first);
    }

    /**
     * The platform has letters of this epoch that its ledger knows nothing of: an older copy of it was put back. A platform that holds the
     * numbers which this kiosk has sent since against its birth, as one may that begins anew, is not believed: an epoch drawn for that would
     * void all leases.
     */
    private boolean rewound(Receipt receipt) {
        boolean inForce = receipt.epoch().equals(outbox.epoch());
        if (inForce) {
            rewind(receipt, " goes up to " + receipt.highest());
        }
        return inForce;
    }

    private void rewind(Receipt receipt, String why) {
        mark();
        conditions.raise(LinkFault.REWOUND, "", receipt.epoch() + why);
        rewound = receipt.epoch();
        rewoundAt = clock.uptime();
        try {
            outbox.rewind(receipt.epoch(), receipt.highest());
        } finally {
            // Also when the ledger falls silent half-way.
            forget.run();
        }
    }

    /**
     * What an earlier receipt named and this one does not, the platform has lost, with its store or a part of it. To be looked for with every
     * birth, since a part may lie beyond {@code through}, and between them only where something is odd: it costs a commit.
     */
    private void compare(Receipt receipt, boolean ofBirth) {
        Receipt before = last.get(receipt.epoch());
        boolean other = ofBirth || before == null || !before.storeId().equals(receipt.storeId()) || receipt.through() < before.through();
        if (other) {
            // What was named before is in the ledger first, or nobody would miss it there.
            mark();
            int revived = outbox.revive(receipt.epoch(), receipt.through(), receipt::names);
            if (revived > 0) {
                LOG.warnf("the platform lost %d letters of epoch %s, which are sent again", revived, receipt.epoch());
            }
        }
        last.put(receipt.epoch(), receipt);
    }

    private boolean take(Receipt receipt) {
        if (conflicts(receipt)) {
            // Of what else it names nothing is let go of either: it all gets other ids, by which the platform knows what it has after all.
            rewind(receipt, ": an id was used before");
            return true;
        }
        List<Flight> receipted = new ArrayList<>();
        Map<Flight, String> refused = new HashMap<>();
        for (Flight flight : flights.unsettled()) {
            if (!flight.letter.epoch().equals(receipt.epoch()) || !receipt.answers(flight.letter.number())) {
                continue;
            }
            Optional<Receipt.Refusal> refusal = receipt.refusal(flight.letter.number());
            if (refusal.isPresent() && refusal.get().forGood()) {
                refused.put(flight, refusal.get().code());
            } else if (refusal.isPresent()) {
                flights.putOff(flight);
            } else if (receipt.names(flight.letter.number())) {
                receipted.add(flight);
            }
        }
        settle(receipted, refused);
        return false;
    }

    /** True when an id in it is known to the platform with another content, be that letter in the air or let go of too soon. */
    private boolean conflicts(Receipt receipt) {
        Set<Long> conflicts = new HashSet<>();
        receipt.refused().stream()
                .filter(refusal -> refusal.code().equals(CONFLICT) && receipt.answers(refusal.number()))
                .forEach(refusal -> conflicts.add(refusal.number()));
        return !conflicts.isEmpty() && (receipt.epoch().equals(outbox.epoch()) || flights.unsettled().stream()
                .anyMatch(flight -> flight.letter.epoch().equals(receipt.epoch()) && conflicts.contains(flight.letter.number())));
    }

    /**
     * Lets go of letters that were receipted, and keeps aside those refused, each with the reason. What was receipted need not be marked at
     * once, as the platform has it; refusals are, for a person is told of them.
     */
    void settle(List<Flight> receipted, Map<Flight, String> refused) {
        if (!refused.isEmpty()) {
            Map<WaitingLetter, String> parked = new HashMap<>();
            refused.forEach((flight, why) -> parked.put(flight.letter, why));
            outbox.settle(List.of(), parked);
        }
        refused.forEach((flight, why) -> {
            flights.settle(flight);
            conditions.raise(LinkFault.PARKED, "", flight.letter.epoch() + "/" + flight.letter.number() + " " + why);
        });
        receipted.forEach(flight -> {
            unmarked.add(flight.letter);
            flights.settle(flight);
        });
        // Who was passed by one of them was passed by the last.
        receipted.stream().map(flight -> flight.letter).max(Comparator.comparingLong(WaitingLetter::posted)).ifPresent(flights::passBy);
    }

    /** How many letters receipts have named that are not yet marked. */
    int unmarked() {
        return unmarked.size();
    }

    /** True when so many letters are not marked that no more may be sent. */
    boolean full() {
        return unmarked.size() >= MOST_UNMARKED;
    }

    /**
     * Marks what receipts have named.
     *
     * @throws cn.ting.store.LedgerException when the ledger does not answer; all is marked by the next call
     */
    void mark() {
        while (!unmarked.isEmpty()) {
            markSome();
        }
    }

    /** Marks in one commit those that were posted first: of them most neighbours are there, with which they share pages of the ledger. */
    void markSome() {
        unmarked.sort(Comparator.comparingLong(WaitingLetter::posted));
        List<WaitingLetter> first = unmarked.subList(0, Math.min(MOST_A_COMMIT, unmarked.size()));
        outbox.settle(List.copyOf(first), Map.of());
        first.clear();
    }
}
