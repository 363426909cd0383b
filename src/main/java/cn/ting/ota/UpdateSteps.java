package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.hawkbit.Hawkbit;
import cn.ting.slots.Outcome;
import cn.ting.slots.Release;
import cn.ting.slots.SlotCheck;
import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import cn.ting.slots.Trial;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.trial.Gates;
import cn.ting.trial.Journal;
import cn.ting.trial.TrialJudge;
import cn.ting.trial.UpdateState;
import cn.ting.trial.UpdateState.Phase;
import cn.ting.trial.UpdateTeller;
import cn.ting.visit.Visits;
import java.io.IOException;
import java.util.HashSet;
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

    private static final Logger LOG = Logger.getLogger(UpdateSteps.class);

    private final OtaKit kit;
    private final Slots slots;
    private final Journal journal;
    private final UpdateTeller teller;
    private final KioskClock clock;
    private final Supplier<Gates.Asked> gates;
    private final Visits visits;
    private final BooleanSupplier mayEnd;
    private final Conditions conditions;
    private final StickWay stick;
    private final NetworkWay network;
    private final Optional<HawkbitWay> hawkbit;
    private final TrialJudge trial;
    private IntConsumer end = code -> {};
    private boolean opened;
    /** What the slots or the disk refused in this look; empty for nothing. */
    private String failing = "";
    /** The ways that a fault of this program stops. */
    private final Set<String> broken = new HashSet<>();
    private volatile boolean ending;

    /**
     * @param settled whether nothing of the configuration keeps the process from ending now
     * @param onMains whether the power is not the battery's now, as far as anybody says
     * @param hawkbit the update server that assigns releases too; empty for none
     */
    UpdateSteps(OtaKit kit, Supplier<Gates.Asked> gates, Visits visits, BooleanSupplier heard, BooleanSupplier settled, BooleanSupplier onMains,
            Optional<Hawkbit> hawkbit, Conditions conditions) {
        this.kit = kit;
        this.slots = kit.slots();
        this.journal = kit.journal();
        this.teller = kit.teller();
        this.clock = kit.clock();
        this.gates = gates;
        this.visits = visits;
        this.mayEnd = () -> settled.getAsBoolean() && onMains.getAsBoolean();
        this.conditions = conditions;
        this.trial = new TrialJudge(slots, journal, teller, kit.places().trial(), kit.settings().trialTimes(), gates, visits, heard, onMains,
                new OtaNotice(conditions), clock, this::end);
        this.stick = new StickWay(kit);
        this.network = new NetworkWay(kit, conditions, stick::waits, this::hearHawkbit, new SplittableRandom());
        this.hawkbit = hawkbit.map(server -> new HawkbitWay(kit, server, conditions, () -> stick.waits() || network.waits(), new SplittableRandom()));
    }

    private void hearHawkbit() {
        hawkbit.ifPresent(HawkbitWay::hear);
    }

    /** Takes nobody in where a release is on trial, until its gates have passed; called before the first page. */
    void hold() {
        trial.hold();
    }

    /** @param ending ends this process with an exit code, in good order; returns at once */
    void start(IntConsumer ending) {
        end = ending;
    }

    /** Hears an instruction of the platform's, whose seal was verified. Any thread; it is followed at one of the next looks. */
    void hear(ReleaseDocument document) {
        network.hear(document);
    }

    /** The platform names no release any more. Any thread. */
    void hearNone() {
        network.hearNone();
    }

    /** True while nobody is served because the gates have not passed. */
    boolean holds() {
        return trial.holds();
    }

    /** Runs what may end the process, once a trial is won; at once where there is none. */
    synchronized void whenKept(Runnable start) {
        trial.whenKept(start);
    }

    /** Takes the next step, if there is one to take now. */
    synchronized void look() {
        if (!ending) {
            trial.minds(this::takeStep);
        }
    }

    private void takeStep() {
        try {
            if (!opened) {
                journal.open();
                opened = true;
            }
            trial.settle();
            if (ending) {
                return;
            }
            // Nothing more is done before the step reached is told; but a trial is judged all the same, for the ledger is one of its gates.
            failing = "";
            each("instructions", network::note);
            each("signed", kit.signed()::judge);
            boolean told = teller.tells(journal.state());
            if (trial.isAsked()) {
                trial.judge();
            } else if (told) {
                each("launcher", this::hear);
                // Before another way's release takes its place in the journal: nothing else would say what became of hawkBit's.
                each("outcome", this::noteForHawkbit);
                each(UpdateState.STICK, stick::look);
                each(UpdateState.PLATFORM, network::look);
                each(UpdateState.HAWKBIT, this::lookAtHawkbit);
                each("switch", this::switchOver);
            }
            conditions.set(!failing.isEmpty(), OtaFault.SLOTS, "", failing);
            conditions.clear(OtaFault.BROKEN, "");
        } catch (LedgerException waits) {
            LOG.debugf("the next step waits for the ledger: %s", waits.fault().code());
        } catch (SlotsException | IOException failed) {
            conditions.raise(OtaFault.SLOTS, "", String.valueOf(failed.getMessage()));
            hearAllTheSame();
            trial.giveUpForSlotsInTime(failed);
        } catch (RuntimeException | LinkageError broken) {
            // A new release may lack a class, or break on what the one before has left: it must not stand there for ever, and serve nobody.
            LOG.error("a step of an update failed", broken);
            conditions.raise(OtaFault.BROKEN, "", String.valueOf(broken));
            trial.giveUpInTime(broken);
        }
    }

    /** One way or step of several: what fails in it keeps none of the others from going on. */
    private interface Step {
        void take() throws SlotsException, IOException;
    }

    private void each(String what, Step step) {
        try {
            step.take();
            broken.remove(what);
            conditions.clear(OtaFault.BROKEN, what);
        } catch (LedgerException waits) {
            throw waits;
        } catch (SlotsException | IOException failed) {
            failing = String.valueOf(failed.getMessage());
        } catch (RuntimeException | LinkageError bug) {
            // At every look; its trace is told once.
            if (broken.add(what)) {
                LOG.errorf(bug, "updates by %s do not go on", what);
            }
            conditions.raise(OtaFault.BROKEN, what, String.valueOf(bug));
        }
    }

    private void hear() throws SlotsException, IOException {
        hearOfFallback();
        kit.bringing().heedHand(slots);
    }

    /** Whatever else cannot be read: that the release before serves is told first. */
    private void hearOfFallback() throws SlotsException, IOException {
        hearLauncher();
        // By the pointers, for it holds until another is committed, whatever process looks, and whatever else the launcher did.
        Optional<Release> before = slots.fallback();
        conditions.set(before.isPresent(), OtaFault.FALLBACK, "", lost() + ", " + before.map(Release::version).orElse("-") + " serves");
    }

    private String lost() throws IOException {
        try {
            return slots.committed().map(release -> release.version() + " is damaged").orElse("nothing says what is committed (only `ting install` mends that)");
        } catch (SlotsException torn) {
            return torn.getMessage() + " (only `ting install` mends that)";
        }
    }

    /** An update that cannot be settled, because nobody can say what is committed, keeps nobody from hearing that. */
    private void hearAllTheSame() {
        try {
            // What the journal says was not read where that is what failed, and nothing may be noted over it.
            if (opened && !trial.onTrial()) {
                each("launcher", this::hearOfFallback);
            }
        } catch (LedgerException waits) {
            LOG.debugf("what the launcher did waits for the ledger: %s", waits.fault().code());
        }
    }

    private void noteForHawkbit() throws IOException {
        try {
            if (hawkbit.isPresent()) {
                hawkbit.get().note();
            }
        } catch (LedgerException waits) {
            throw waits;
        } catch (RuntimeException | LinkageError bug) {
            // The look at hawkBit comes upon it too, and that is what tells of it; the other ways go on.
            LOG.debugf(bug, "what hawkBit assigned cannot be read");
        }
    }

    private void lookAtHawkbit() throws IOException {
        if (hawkbit.isPresent()) {
            hawkbit.get().look();
        } else {
            kit.bringing().letGo(UpdateState.HAWKBIT, SlotsException.Why.CALLED_OFF.code(), "no hawkBit is asked any more");
        }
    }

    /** What the launcher did by itself since it was last told. */
    private void hearLauncher() throws SlotsException, IOException {
        List<Outcome> outcomes = slots.outcomes();
        long newest = outcomes.stream().mapToLong(Outcome::number).max().orElse(0);
        // Fewer than were told: the launcher began to count anew, and what it did since may have any number. None is told twice.
        long heard = newest < journal.state().outcomes() ? 0 : journal.state().outcomes();
        for (Outcome outcome : outcomes) {
            boolean ours = outcome.id().equals(journal.state().id());
            if (outcome.number() > heard && !ours) {
                teller.tell(outcome);
            }
        }
        if (newest != journal.state().outcomes()) {
            journal.become(journal.state().heardOf(newest));
        }
    }

    /** True where a technician stands by, in the hours of this site, or in those that hawkBit names in their place. */
    private boolean isDue(UpdateState now) {
        boolean siteHours = kit.settings().maySwitch(clock.local().getHour());
        return switch (now.way()) {
            case UpdateState.STICK -> true;
            case UpdateState.HAWKBIT -> hawkbit.filter(way -> way.maySwitch(siteHours)).isPresent();
            default -> siteHours;
        };
    }

    /** Has the launcher try what stands in the free slot, once nobody is served. */
    private void switchOver() throws SlotsException, IOException {
        UpdateState now = journal.state();
        if (now.phase() != Phase.FETCHED || !isDue(now) || !mayEnd.getAsBoolean() || visits.current().isPresent()) {
            return;
        }
        if (slots.committed().isEmpty()) {
            // It could not be kept, and whoever came meanwhile would be served by it for nothing.
            return;
        }
        try {
            SlotCheck.check(slots, now.release(), kit.key());
        } catch (SlotsException changed) {
            journal.become(now.refused(changed.why().code(), changed.getMessage()));
            teller.tells(journal.state());
            return;
        }
        Set<String> held = gates.get().holding();
        // It was read and asked for a while: who named it may want it no more, the mains may have gone, and whoever began a visit goes first.
        if (now.way().equals(UpdateState.HAWKBIT) && !hawkbit.orElseThrow().isWantedStill() || !network.isWantedStill()) {
            return;
        }
        if (!mayEnd.getAsBoolean() || !visits.closeIfIdle()) {
            return;
        }
        try {
            journal.become(journal.state().armed(held));
            slots.arm(new Trial(now.release(), Trial.MOST_TRIES, now.id()));
        } catch (IOException | RuntimeException | LinkageError failed) {
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
