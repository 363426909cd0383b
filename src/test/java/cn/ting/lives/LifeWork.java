package cn.ting.lives;

import cn.ting.matter.Catalogue.Version;
import cn.ting.matter.Matter;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Letter;
import cn.ting.store.LedgerException;
import cn.ting.visit.Act;
import cn.ting.visit.EndReason;
import cn.ting.visit.Fact;
import cn.ting.visit.Milestone;
import cn.ting.visit.Proof;
import cn.ting.visit.Resident;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What is done in a life, by its seed: visits, numbers, slips, ratings. Whatever is shown goes into the journal, after its commit. */
final class LifeWork {

    static final Resident ZHANG = new Resident("张小三丰", "999901195001010019");
    static final List<String> SERVICES = List.of("general", "social-insurance");
    static final String HALL = "fengshui-park-station";
    static final String MATTER_MARK = "edition-";
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Duration LINKED_WITHIN = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final int PEOPLE = 300;
    private static final int MOST_VISITS = 400;
    private static final int FIRST_VISITS = 20;

    /**
     * Something that happened and has a name of its own.
     *
     * @param mark unlike every other's
     * @param n grows within its visit
     */
    record Step(String mark, int n) implements Fact {
        @Override
        public String type() {
            return "lives.step";
        }

        @Override
        public Who who() {
            return Who.PERSON;
        }
    }

    private final Life life;
    private final Script script;
    private final Journal journal;
    private final Random dice;
    private final Visits visits;
    private final LifeDesk desk;
    private final LifeBookings bookings;

    LifeWork(Life life, Script script, Journal journal) throws IOException {
        this.life = life;
        this.script = script;
        this.journal = journal;
        this.dice = new Random(script.seed());
        this.visits = new Visits(new VisitSettings(PATIENCE, PATIENCE, 10, GLANCE), life.clock, life.ledger, life.book);
        this.desk = new LifeDesk(life, journal);
        this.bookings = new LifeBookings(life, desk, journal, List.of(script.journal(), told(script.journal())), dice);
        life.appointments.start(visits);
    }

    private static Path told(Path journal) {
        return journal.resolveSibling(journal.getFileName().toString().replace(".journal", ".told"));
    }

    private static Resident other(int n) {
        return new Resident("旅客" + n, "TST%012d".formatted(n));
    }

    void run() throws InterruptedException {
        switch (script.mode()) {
            case "prepare" -> prepare();
            case "drain" -> drain();
            default -> work(MOST_VISITS);
        }
    }

    /** As the queue's slips do: what was begun and has no outcome is unknown. Of lives that are to be linked each waits for that, and not for ever. */
    void comeToServe() throws InterruptedException {
        concludeUnfinished();
        Duration end = life.clock.uptime().plus(LINKED_WITHIN);
        while (script.mode().equals("linked") && !life.link.up() && life.clock.uptime().compareTo(end) < 0) {
            life.clock.pause(GLANCE);
        }
    }

    private void concludeUnfinished() {
        try {
            for (Act act : life.acts.unfinished(LifeDesk.SLIP)) {
                life.acts.conclude(act, new Milestone.Slip(act.subject(), "printunknown", "restart"));
            }
        } catch (LedgerException told) {
            journal.shown("refused", told.fault().code());
        }
    }

    private void prepare() throws InterruptedException {
        boolean ready = false;
        for (Duration end = life.clock.uptime().plus(PATIENCE); !ready && life.clock.uptime().compareTo(end) < 0; ) {
            life.clock.pause(GLANCE);
            ready = life.catalogue.catalogue.version().isPresent() && visit(0);
        }
        // The archive of classes is made of what this life used, and is to hold what others will.
        work(FIRST_VISITS);
        journal.shown(ready ? "ready" : "unready", life.conditions.present().stream().map(one -> one.fault().code()).toList().toString());
    }

    private void work(int most) throws InterruptedException {
        for (int i = 0; i < most; i++) {
            readCatalogue();
            try {
                visit(1 + dice.nextInt(3));
                if (dice.nextInt(10) == 0) {
                    life.care.care();
                }
            } catch (LedgerException told) {
                journal.shown("refused", told.fault().code());
            }
            life.clock.pause(Duration.ofMillis(dice.nextInt(5)));
        }
    }

    /** One visit; true when a number was given in it. */
    private boolean visit(int steps) throws InterruptedException {
        Visit visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
        try {
            visits.identify(visit, dice.nextInt(3) == 0 ? ZHANG : other(dice.nextInt(PEOPLE)), Proof.ID_CARD);
            for (int n = 1; n <= steps; n++) {
                step(visit, n);
            }
            String service = SERVICES.get(dice.nextInt(SERVICES.size()));
            if (dice.nextInt(3) == 0) {
                bookings.one(visit, service);
            }
            boolean given = desk.take(visit, service);
            if (dice.nextBoolean()) {
                rate(visit.id());
            }
            return given;
        } finally {
            visits.end(EndReason.BUTTON);
        }
    }

    private void step(Visit visit, int n) {
        String mark = visit.id() + "-" + n;
        life.ledger.write(tx -> {
            life.book.record(tx, visit, new Step(mark, n));
            return null;
        });
        journal.shown("mark", mark);
    }

    private void rate(String visit) {
        String mark = visit + "-rated";
        byte[] rated = ("{\"mark\":\"" + mark + "\",\"stars\":5}").getBytes(StandardCharsets.UTF_8);
        life.ledger.write(tx -> life.outbox.post(tx, new Letter("lives.rated", Lane.VOICES, visit, rated)));
        journal.shown("mark", mark);
    }

    /** Version and page must be of one edition, whichever is served. */
    private void readCatalogue() {
        Optional<Version> before = life.catalogue.catalogue.version();
        String title = life.catalogue.catalogue.matter(script.matter()).map(Matter::title).orElse("away");
        if (before.isPresent() && before.equals(life.catalogue.catalogue.version())) {
            journal.shown("edition", String.valueOf(before.get().number()), title);
        }
    }

    private void drain() throws InterruptedException {
        life.care.care();
        Duration end = life.clock.uptime().plus(PATIENCE);
        long least = Long.MAX_VALUE;
        // The platform's last word on the tally comes after its last receipt. A busy machine has all the time it needs, as long as something comes.
        for (long waiting = life.outbox.waiting(); (waiting > 0 || unbalanced()) && life.clock.uptime().compareTo(end) < 0;
                waiting = life.outbox.waiting()) {
            if (waiting < least) {
                least = waiting;
                end = life.clock.uptime().plus(PATIENCE);
            }
            life.clock.pause(GLANCE);
        }
        readCatalogue();
        journal.shown("drained", String.valueOf(life.outbox.waiting()), String.valueOf(life.outbox.parked().size()));
        life.conditions.present().forEach(condition -> journal.shown("condition", condition.fault().code(), condition.detail()));
    }

    private boolean unbalanced() {
        return life.conditions.present().stream().anyMatch(one -> one.fault().code().equals("upkeep.unbalanced"));
    }
}
