package cn.ting.trial;

import cn.ting.slots.Release;
import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import cn.ting.slots.Trial;
import cn.ting.time.KioskClock;
import cn.ting.trial.UpdateState.Phase;
import cn.ting.visit.Visits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Settles what became of a release that was armed, and judges the one that is on trial by this process: won once its gates have passed, it has
 * run for a while, the platform was heard and all holds still, lost when its time for that is over. For one thread, but where it is said otherwise.
 */
public final class TrialJudge {

    /** The process ends because it must not go on: a release on trial is taken back (sysexits.h, EX_SOFTWARE). */
    public static final int FAILED = 70;

    /** As at an empty battery: the launcher starts the committed release, which arms this one anew once there are mains. */
    static final int PARKED = 75;

    private static final Logger LOG = Logger.getLogger(TrialJudge.class);

    /** Beyond the time of the gates: whoever judges has come round by then, or never will. */
    private static final Duration STUCK_AFTER = Duration.ofMinutes(1);

    /** Without a break: what keeps a release that passed its gates from being kept so long keeps it from that for ever. */
    private static final Duration KEPT_WITHIN = Duration.ofMinutes(10);

    /** Bytes; with fewer on the disk no release could be kept, and it is no fault of this one. */
    private static final long NO_ROOM = 1_000_000;

    private final Slots slots;
    private final Journal journal;
    private final ArmedEnd armedEnd;
    private final UpdateTeller teller;
    private final String trial;
    private final TrialTimes times;
    private final Supplier<Gates.Asked> gates;
    private final Visits visits;
    private final BooleanSupplier heard;
    private final BooleanSupplier onMains;
    private final UpdateNotice notice;
    private final KioskClock clock;
    private final IntConsumer end;
    private volatile boolean passed;
    private volatile boolean won;
    /** The mains were away while the gates were asked: what they feed needs a while to be there again. */
    private boolean wasOnBattery;
    /** What kept it from being kept, as it was logged last. */
    private Set<String> lacking = Set.of();
    /** Since when something keeps it from that, as far as this can be held against it; in uptime. */
    private Optional<Duration> stuckSince = Optional.empty();
    /** When the step began that is being taken, in uptime; empty between two. */
    private volatile Optional<Duration> step = Optional.empty();
    private final List<Runnable> afterTrial = new ArrayList<>();

    /**
     * @param trial the update that is on trial by this process; empty for a committed release
     * @param gates asks what holds now; may take seconds
     * @param heard whether the platform is heard
     * @param onMains whether the power is not the battery's: on that, devices fall silent by no fault of a release
     * @param end ends this process with an exit code; returns at once, and nothing more is asked of this after it
     */
    public TrialJudge(Slots slots, Journal journal, UpdateTeller teller, String trial, TrialTimes times, Supplier<Gates.Asked> gates, Visits visits,
            BooleanSupplier heard, BooleanSupplier onMains, UpdateNotice notice, KioskClock clock, IntConsumer end) {
        this.slots = slots;
        this.journal = journal;
        this.armedEnd = new ArmedEnd(slots, journal);
        this.teller = teller;
        this.trial = trial;
        this.times = times;
        this.gates = gates;
        this.visits = visits;
        this.heard = heard;
        this.onMains = onMains;
        this.notice = notice;
        this.clock = clock;
        this.end = end;
    }

    /** Takes nobody in where a release is on trial, until its gates have passed; called before the first page. */
    public void hold() {
        if (onTrial()) {
            visits.closeIfIdle();
            notice.holds(trial);
            // What asks the gates is the new release's own, and may never come back; its page goes on, so that the launcher sees nothing wrong.
            clock.after(times.gates().plus(STUCK_AFTER), this::endIfStuck);
            Duration last = times.away().compareTo(times.proof()) > 0 ? times.away() : times.proof();
            clock.after(last.plus(KEPT_WITHIN).plus(STUCK_AFTER), this::endIfHanging);
        }
    }

    /** Takes a step, of which this minds whether it comes back. */
    public void minds(Runnable taken) {
        step = Optional.of(clock.uptime());
        try {
            taken.run();
        } finally {
            step = Optional.empty();
        }
    }

    /** True while nobody is served because the gates have not passed. Any thread. */
    public boolean holds() {
        return onTrial() && !passed;
    }

    /** True until the release that runs is kept. Any thread. */
    public boolean onTrial() {
        return !trial.isEmpty() && !won;
    }

    /** Runs what may end the process, once the trial is won; at once where there is none. */
    public void whenKept(Runnable start) {
        if (onTrial()) {
            afterTrial.add(start);
        } else {
            start.run();
        }
    }

    /** What became of what was armed, by the pointers: the journal may be a step behind them. It may have this process end. */
    public void settle() throws SlotsException, IOException {
        Optional<Release> committed = armedEnd.committed();
        if (onTrial() || committed.isPresent()) {
            slots.finishCommit();
        }
        Optional<Trial> armed = slots.trial();
        if (onTrial() && armed.filter(one -> one.id().equals(trial)).isPresent()) {
            if (journal.state().phase() != Phase.ARMED || !journal.state().id().equals(trial)) {
                journal.become(journal.state().armed(armed.get()));
            }
            return;
        }
        if (journal.state().phase() == Phase.ARMED) {
            journal.become(armedEnd.of(armed, committed));
        }
        if (onTrial()) {
            if (journal.state().phase() == Phase.COMMITTED && journal.state().id().equals(trial)) {
                serve();
                win();
            } else {
                // Somebody took the trial away: what runs here is not what starts.
                end.accept(FAILED);
            }
        }
    }

    /** True while {@link #judge} is what is to be done. */
    public boolean isAsked() {
        return onTrial() && journal.state().phase() == Phase.ARMED;
    }

    /** Is the trial won or lost? Where it is lost, this process ends. */
    public void judge() throws SlotsException, IOException {
        if (!passed) {
            Gates.Asked asked = gates.get();
            Set<String> missing = asked.missing(journal.state().held());
            wasOnBattery |= !onMains.getAsBoolean();
            if (missing.isEmpty()) {
                LOG.infof("release %s passed its gates", journal.state().version());
                serve();
            } else if (isOver() && wasOnBattery && !asked.isHopeless(missing)) {
                // It counts as one of its trials, and says nothing of the release.
                makeWay(asked.detail(missing));
            } else if (isOver() || asked.isHopeless(missing)) {
                fail(asked.code(missing), asked.detail(missing));
            }
            return;
        }
        boolean proven = clock.uptime().compareTo(times.proof()) >= 0;
        if (!proven || !heard.getAsBoolean() && clock.uptime().compareTo(times.away()) < 0) {
            // Nobody looks what is lacking, and it may be there again meanwhile.
            stuckSince = Optional.empty();
        } else if (holdsStill()) {
            slots.commit();
            journal.become(journal.state().committed());
            LOG.infof("release %s is committed", journal.state().version());
            win();
            teller.tells(journal.state());
        }
    }

    /**
     * Asked once more before it counts for good: what broke since the gates passed has time to come back, and the release goes in the end where
     * it does not.
     */
    private boolean holdsStill() {
        Gates.Asked asked = gates.get();
        Set<String> missing = asked.missing(journal.state().held());
        if (missing.isEmpty()) {
            return true;
        }
        if (!missing.equals(lacking)) {
            LOG.warnf("release %s is not kept yet: %s", journal.state().version(), asked.detail(missing));
            lacking = missing;
        }
        if (isStuckServing()) {
            fail(asked.code(missing), asked.detail(missing));
        }
        return false;
    }

    private void endIfStuck() {
        if (holds()) {
            LOG.error("the gates were never answered: this release is given up");
            end.accept(FAILED);
        }
    }

    /** What hangs after the gates passed serves on, and is never kept: whoever is to judge it does not come back to say so. */
    private void endIfHanging() {
        if (!onTrial()) {
            return;
        }
        boolean hangs = step.filter(began -> clock.uptime().minus(began).compareTo(KEPT_WITHIN) >= 0).isPresent();
        if (hangs && visits.closeIfIdle()) {
            LOG.error("whoever is to judge this release does not come back: it is given up");
            end.accept(FAILED);
        } else {
            clock.after(STUCK_AFTER, this::endIfHanging);
        }
    }

    /** Where a fault of this program keeps the trial from being judged, or from being kept: it has its time to pass over, and no longer. */
    public void giveUpInTime(Throwable broken) {
        giveUpInTime("ota.broken", String.valueOf(broken));
    }

    /** Where the slots cannot be asked or written to: a trial that cannot be judged, or not be kept, must not stay for ever. */
    public void giveUpForSlotsInTime(Exception failed) {
        giveUpInTime("ota.slots", String.valueOf(failed.getMessage()));
    }

    private void giveUpInTime(String cause, String detail) {
        if (!onTrial() || !(passed ? isStuckServing() : isOver())) {
            return;
        }
        // Where the slots could not even be asked it was not judged, and the launcher's word has to do.
        if (isAsked() && (passed || !cause.equals("ota.slots"))) {
            fail(cause, detail);
        } else {
            end.accept(FAILED);
        }
    }

    /** To be asked as often as something keeps it from being kept. True where this process may end for it now: whoever is served goes first. */
    private boolean isStuckServing() {
        if (!onMains.getAsBoolean() || isWithoutRoom()) {
            stuckSince = Optional.empty();
            return false;
        }
        Duration since = stuckSince.orElseGet(clock::uptime);
        stuckSince = Optional.of(since);
        return clock.uptime().minus(since).compareTo(KEPT_WITHIN) >= 0 && visits.closeIfIdle();
    }

    private boolean isWithoutRoom() {
        try {
            return slots.disk().usable(slots.root()) < NO_ROOM;
        } catch (IOException unknown) {
            LOG.debugf("nobody says how much room there is: %s", unknown);
            return false;
        }
    }

    private boolean isOver() {
        return clock.uptime().compareTo(times.gates()) >= 0;
    }

    private void win() {
        won = true;
        afterTrial.forEach(Runnable::run);
        afterTrial.clear();
    }

    private void serve() {
        passed = true;
        visits.reopen();
        notice.serves();
    }

    /** What was lacking is noted: where it is so each time, it is the release that is bad, and not the power. */
    private void makeWay(String lacking) {
        LOG.warnf("release %s makes way, for the mains were away: %s", journal.state().version(), lacking);
        try {
            journal.become(journal.state().failing("", lacking));
        } catch (IOException untold) {
            LOG.errorf("what was lacking is not noted: %s", untold);
        } finally {
            end.accept(PARKED);
        }
    }

    private void fail(String cause, String detail) {
        LOG.errorf("this release is given up: %s %s", cause, detail);
        try {
            journal.become(journal.state().failing(cause, detail));
        } catch (IOException untold) {
            // Then the launcher's word for it has to do.
            LOG.errorf("why is not noted: %s", untold);
        } finally {
            end.accept(FAILED);
        }
    }
}
