package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.hawkbit.Hawkbit;
import cn.ting.ota.OtaState.Phase;
import cn.ting.slots.Outcome;
import cn.ting.slots.SlotCheck;
import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import cn.ting.slots.Trial;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.visit.Visits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Leads an update from its offer to its end, over as many processes as it takes: the journal says where it stands, and the pointers what
 * counts. For one thread.
 */
final class UpdateSteps {

    /** The process ends because it must not go on: a release on trial is taken back (sysexits.h, EX_SOFTWARE). */
    static final int FAILED = 70;

    private static final Logger LOG = Logger.getLogger(UpdateSteps.class);
    private static final int TRIES = 3;

    private final OtaKit kit;
    private final Slots slots;
    private final Journal journal;
    private final OtaTeller teller;
    private final KioskClock clock;
    private final Supplier<Gates.Asked> gates;
    private final Visits visits;
    private final BooleanSupplier heard;
    private final BooleanSupplier mayEnd;
    private final Conditions conditions;
    private final StickWay stick;
    private final NetworkWay network;
    private final Optional<HawkbitWay> hawkbit;
    private IntConsumer end = code -> {};
    private boolean opened;
    private boolean ending;
    private volatile boolean passed;
    private volatile boolean won;
    private final List<Runnable> afterTrial = new ArrayList<>();

    /**
     * @param mayEnd whether nothing but a visit keeps the process from ending now
     * @param hawkbit the update server that assigns releases too; empty for none
     */
    UpdateSteps(OtaKit kit, Supplier<Gates.Asked> gates, Visits visits, BooleanSupplier heard, BooleanSupplier mayEnd, Optional<Hawkbit> hawkbit,
            Conditions conditions) {
        this.kit = kit;
        this.slots = kit.slots();
        this.journal = kit.journal();
        this.teller = kit.teller();
        this.clock = kit.clock();
        this.gates = gates;
        this.visits = visits;
        this.heard = heard;
        this.mayEnd = mayEnd;
        this.conditions = conditions;
        this.stick = new StickWay(kit);
        this.network = new NetworkWay(kit, stick::waits, new SplittableRandom());
        this.hawkbit = hawkbit.map(server -> new HawkbitWay(kit, server, conditions, () -> stick.waits() || network.waits(), new SplittableRandom()));
    }

    /** Takes nobody in where a release is on trial, until its gates have passed; called before the first page. */
    void hold() {
        if (onTrial()) {
            visits.closeIfIdle();
            conditions.raise(OtaFault.ON_TRIAL, "", kit.places().trial());
        }
    }

    /** @param ending ends this process with an exit code, in good order; returns at once */
    void start(IntConsumer ending) {
        end = ending;
    }

    private boolean onTrial() {
        return !kit.places().trial().isEmpty() && !won;
    }

    /** Hears an instruction of the platform's, whose seal was verified. Any thread; it is followed at one of the next looks. */
    void hear(ReleaseDocument document) {
        network.hear(document);
    }

    /** True while nobody is served because the gates have not passed. */
    boolean holds() {
        return onTrial() && !passed;
    }

    /** Runs what may end the process, once a trial is won; at once where there is none. */
    synchronized void whenKept(Runnable start) {
        if (onTrial()) {
            afterTrial.add(start);
        } else {
            start.run();
        }
    }

    /** Takes the next step, if there is one to take now. */
    synchronized void look() {
        if (ending) {
            return;
        }
        try {
            if (!opened) {
                journal.open();
                opened = true;
            }
            settle();
            if (ending) {
                return;
            }
            boolean told = told();
            if (onTrial() && journal.state().phase() == Phase.ARMED) {
                judge();
            } else if (told) {
                kit.bringing().heedHand(slots);
                hearLauncher();
                stick.look();
                network.look();
                if (hawkbit.isPresent()) {
                    hawkbit.get().look();
                } else {
                    kit.bringing().letGo();
                }
                switchOver();
            }
            conditions.clear(OtaFault.SLOTS, "");
        } catch (LedgerException waits) {
            LOG.debugf("the next step waits for the ledger: %s", waits.fault().code());
        } catch (SlotsException | IOException failed) {
            conditions.raise(OtaFault.SLOTS, "", String.valueOf(failed.getMessage()));
            if (holds() && isOver()) {
                // Nobody is served: a trial that cannot even be judged must not stay.
                end(FAILED);
            }
        }
    }

    private boolean isOver() {
        return clock.uptime().compareTo(kit.settings().gates()) >= 0;
    }

    /** Nothing more is done before the step reached is told; but a trial is judged all the same, for the ledger is one of its gates. */
    private boolean told() {
        try {
            teller.tell(journal.state());
            return true;
        } catch (LedgerException waits) {
            return false;
        }
    }

    /** What became of what was armed, by the pointers: the journal may be a step behind them. */
    private void settle() throws SlotsException, IOException {
        slots.finishCommit();
        Optional<Trial> trial = slots.trial();
        if (onTrial() && trial.filter(one -> one.id().equals(kit.places().trial())).isPresent()) {
            if (journal.state().phase() != Phase.ARMED || !journal.state().id().equals(kit.places().trial())) {
                journal.become(journal.state().armed(trial.get()));
            }
            return;
        }
        if (journal.state().phase() == Phase.ARMED) {
            journal.become(settled(trial));
        }
        if (onTrial()) {
            if (journal.state().phase() == Phase.COMMITTED && journal.state().id().equals(kit.places().trial())) {
                serve();
                win();
            } else {
                // Somebody took the trial away: what runs here is not what starts.
                end(FAILED);
            }
        }
    }

    private OtaState settled(Optional<Trial> trial) throws SlotsException, IOException {
        OtaState now = journal.state();
        if (slots.committed().filter(release -> release.manifest().equals(now.manifest())).isPresent()) {
            LOG.infof("release %s is committed", now.version());
            return now.committed();
        }
        Optional<Outcome> outcome = slots.outcomes().stream().filter(one -> one.id().equals(now.id())).reduce((one, later) -> later);
        if (outcome.isPresent()) {
            slots.disarm();
            boolean told = !now.cause().isEmpty();
            return now.reverted(told ? now.cause() : outcome.get().code(), told ? now.detail() : "the launcher took it back")
                    .heardOf(Math.max(now.outcomes(), outcome.get().number()));
        }
        if (!now.cause().isEmpty()) {
            slots.disarm();
            return now.reverted(now.cause(), now.detail());
        }
        if (trial.isPresent()) {
            slots.disarm();
        }
        return now.armed() >= OtaState.MOST_ARMED ? now.reverted("ota.not-tried", "armed " + now.armed() + " times") : now.fetched(now.slot());
    }

    /** Is the trial won or lost? */
    private void judge() throws SlotsException, IOException {
        if (!passed) {
            Gates.Asked asked = gates.get();
            Set<String> missing = asked.missing(journal.state().held());
            if (missing.isEmpty()) {
                LOG.infof("release %s passed its gates", journal.state().version());
                serve();
            } else if (isOver() || asked.isHopeless(missing)) {
                fail(asked.code(missing), asked.detail(missing));
            }
            return;
        }
        boolean proven = clock.uptime().compareTo(kit.settings().proof()) >= 0;
        if (proven && (heard.getAsBoolean() || clock.uptime().compareTo(kit.settings().away()) >= 0)) {
            slots.commit();
            journal.become(journal.state().committed());
            LOG.infof("release %s is committed", journal.state().version());
            win();
            told();
        }
    }

    private void win() {
        won = true;
        afterTrial.forEach(Runnable::run);
        afterTrial.clear();
    }

    private void serve() {
        passed = true;
        visits.reopen();
        conditions.clear(OtaFault.ON_TRIAL, "");
    }

    private void fail(String cause, String detail) {
        LOG.errorf("this release is given up: %s %s", cause, detail);
        try {
            journal.become(journal.state().failing(cause, detail));
        } catch (IOException untold) {
            // Then the launcher's word for it has to do.
            LOG.errorf("why is not noted: %s", untold);
        } finally {
            end(FAILED);
        }
    }

    /** What the launcher did by itself since it was last told. */
    private void hearLauncher() throws SlotsException, IOException {
        long newest = 0;
        for (Outcome outcome : slots.outcomes()) {
            newest = Math.max(newest, outcome.number());
            boolean ours = outcome.id().equals(journal.state().id()) && outcome.what().equals("reverted");
            if (outcome.number() > journal.state().outcomes() && !ours) {
                teller.tell(outcome);
            }
        }
        // Fewer than were told: the launcher began to count anew.
        if (newest != journal.state().outcomes()) {
            journal.become(journal.state().heardOf(newest));
        }
    }

    /** True where a technician stands by, in the hours of this site, or in those that hawkBit names in their place. */
    private boolean isDue(OtaState now) {
        boolean siteHours = kit.settings().maySwitch(clock.local().getHour());
        return switch (now.way()) {
            case OtaState.STICK -> true;
            case OtaState.HAWKBIT -> hawkbit.filter(way -> way.maySwitch(siteHours)).isPresent();
            default -> siteHours;
        };
    }

    /** Has the launcher try what stands in the free slot, once nobody is served. */
    private void switchOver() throws SlotsException, IOException {
        OtaState now = journal.state();
        if (now.phase() != Phase.FETCHED || !isDue(now) || !mayEnd.getAsBoolean() || visits.current().isPresent()) {
            return;
        }
        try {
            SlotCheck.check(slots, now.release(), kit.key());
        } catch (SlotsException changed) {
            journal.become(now.refused(changed.why().code(), changed.getMessage()));
            told();
            return;
        }
        Set<String> held = gates.get().holding();
        if (now.way().equals(OtaState.HAWKBIT) && !hawkbit.orElseThrow().isWantedStill()) {
            return;
        }
        // It was read and asked for a while: whoever began a visit meanwhile goes first.
        if (!visits.closeIfIdle()) {
            return;
        }
        try {
            journal.become(now.armed(held));
            slots.arm(new Trial(now.release(), TRIES, now.id()));
        } catch (IOException failed) {
            visits.reopen();
            throw failed;
        }
        LOG.infof("ending for release %s to be tried", now.version());
        end(0);
    }

    private void end(int code) {
        ending = true;
        end.accept(code);
    }
}
