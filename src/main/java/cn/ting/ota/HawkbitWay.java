package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.hawkbit.Assignment;
import cn.ting.hawkbit.Deployment;
import cn.ting.hawkbit.Hawkbit;
import cn.ting.hawkbit.Polled;
import cn.ting.hawkbit.Refusal;
import cn.ting.hawkbit.Stage;
import cn.ting.http.ServerTrust;
import cn.ting.store.LedgerException;
import cn.ting.trial.Journal;
import cn.ting.trial.UpdateState;
import cn.ting.trial.UpdateState.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The way of a release that hawkBit assigned, from the repository into the free slot. An action can be called off up to the switch. What is
 * told of it back is {@link HawkbitWord}'s. For one thread, which may wait for the network.
 */
final class HawkbitWay {

    /** Staff are told after so many failures in a row, which take about two hours. */
    private static final int TOLD_AFTER = 9;
    private static final Logger LOG = Logger.getLogger(HawkbitWay.class);

    private final OtaKit kit;
    private final Journal journal;
    private final Hawkbit hawkbit;
    private final HawkbitWord word;
    private final Conditions conditions;
    private final RandomGenerator random;
    private final WebRoad road;
    private final Takings takings = new Takings();
    /** What hawkBit last said of the action that is open, and under which link. */
    private Optional<Deployment> current = Optional.empty();
    private String link = "";
    /** What was confirmed or called off by the last answer; empty where nothing was. */
    private String answered = "";
    /** The action of which it was told that it is about to be tried; empty where none was. */
    private String aboutToTry = "";
    private Duration next;
    private Duration again = Duration.ZERO;
    private int failures;

    HawkbitWay(OtaKit kit, Hawkbit hawkbit, Conditions conditions, BooleanSupplier first, RandomGenerator random) {
        this.kit = kit;
        this.journal = kit.journal();
        this.hawkbit = hawkbit;
        this.word = new HawkbitWord(kit, hawkbit);
        this.conditions = conditions;
        this.random = random;
        this.road = new WebRoad(kit, UpdateState.HAWKBIT, conditions, first, () -> {}, random);
        // After a blackout of a district all its kiosks start at once.
        this.next = kit.clock().uptime().plusMillis(random.nextLong(kit.settings().spread().toMillis() + 1));
    }

    /** Keeps what became of what hawkBit assigned, as long as the journal says it; called before any way goes on. */
    void note() throws IOException {
        word.note();
    }

    /** Tells what is to be told, asks when it is time to, and follows what was assigned. */
    void look() throws IOException {
        word.note();
        talk();
        Optional<Assignment> open = hawkbit.open();
        if (open.isPresent() && open.get().stage() == Stage.TAKEN && isOffered(open.get()) && current.get().mayFetch()
                && journal.state().mayBeFollowed(UpdateState.HAWKBIT) && kit.clock().trusted() && road.isDue()) {
            follow(open.get());
            word.note();
            talk();
        }
    }

    /**
     * Hears hawkBit while another way's release is fetched, which may take hours: what it calls off is called off, what it wants confirmed is
     * confirmed, what it assigns is taken up, and fetched after the other. Nothing is done before it is time to ask.
     */
    void hear() {
        if (!isReached(next) || !isReached(again)) {
            return;
        }
        try {
            talk();
        } catch (LedgerException waits) {
            // The fetch needs no ledger for now, and is not broken off for it.
            LOG.debugf("hawkBit waits for the ledger: %s", waits.fault().code());
        }
    }

    /** True when hawkBit lets the release that stands in the free slot be switched to at this hour. */
    boolean maySwitch(boolean siteHours) {
        return isReached(again)
                && current.filter(one -> one.action().equals(journal.state().action()))
                        .filter(one -> one.maySwitch() && (one.inWindow() || siteHours))
                        .isPresent();
    }

    /** Asks once more, just before the switch, whether the release is wanted still, and tells that it is about to be tried: a visit may yet come first. */
    boolean isWantedStill() throws IOException {
        next = Duration.ZERO;
        talk();
        Optional<Assignment> open = hawkbit.open();
        if (journal.state().phase() != Phase.FETCHED || open.isEmpty() || !isOffered(open.get()) || !current.get().maySwitch()
                || !isReached(again)) {
            return false;
        }
        if (aboutToTry.equals(open.get().action())) {
            // As often as it comes to nothing: hawkBit takes no more than so many words of one action.
            return true;
        }
        aboutToTry = open.get().action();
        try {
            hawkbit.ddi().tellOfTrial(open.get());
        } catch (IOException untold) {
            LOG.debugf("hawkBit does not hear of the trial: %s", untold);
        }
        return true;
    }

    private void talk() {
        if (!isReached(again)) {
            return;
        }
        try {
            List<Assignment> untold = hawkbit.untold();
            if (untold.stream().anyMatch(one -> one.stage().isEnd())) {
                // It may have been called off too late meanwhile, and shall hear that too.
                next = Duration.ZERO;
            }
            boolean asked = isReached(next) || !untold.isEmpty();
            // What was answered or taken up may uncover more at once; but never without end.
            for (int i = 0; i < 3 && isReached(next); i++) {
                poll();
            }
            word.report();
            if (asked) {
                failures = 0;
                conditions.clear(OtaFault.HAWKBIT, "");
            }
        } catch (IOException weather) {
            wait(weather);
        } catch (LedgerException waits) {
            throw waits;
        } catch (RuntimeException broken) {
            wait(odd(broken));
        }
    }

    /** A library broke on an answer, or a fault of this program's: neither ends a fetch that is under way, nor is it asked for again at once. */
    private static IOException odd(RuntimeException broken) {
        LOG.error("hawkBit was not understood", broken);
        return new IOException("not understood: " + broken, broken);
    }

    /** As for ever as the kiosk stands there, but seldom: whoever took it off the list may put it on again. */
    private void wait(IOException failed) {
        again = kit.clock().uptime().plus(WebRoad.later(++failures, random));
        boolean ofPerson = ServerTrust.isWanting(failed) || failed instanceof Refusal refused && refused.isOfToken();
        if (failures >= TOLD_AFTER || ofPerson) {
            conditions.raise(OtaFault.HAWKBIT, "", String.valueOf(failed.getMessage()));
        }
        LOG.infof("hawkBit waits: %s", failed.getMessage());
    }

    private void poll() throws IOException {
        Polled wanted = hawkbit.ddi().poll();
        double share = 0.8 + 0.4 * random.nextDouble();
        next = kit.clock().uptime().plusMillis((long) (wanted.sleep().toMillis() * share));
        word.introduce(wanted);
        if (wanted.confirmation().isPresent()) {
            hawkbit.ddi().confirm(wanted.confirmation().get());
            goOn("confirm " + wanted.confirmation().get());
        } else if (wanted.cancel().isPresent()) {
            cancel(hawkbit.ddi().toCancel(wanted.cancel().get()));
            goOn("cancel " + wanted.cancel().get());
        } else if (wanted.deployment().isPresent()) {
            answered = "";
            // Its link changes with what is behind it; asking is an entry in a list that hawkBit bounds.
            if (!wanted.deployment().get().equals(link)) {
                current = Optional.of(hawkbit.ddi().deployment(wanted.deployment().get()));
                link = wanted.deployment().get();
            }
            takeUp(current.orElseThrow());
        } else {
            answered = "";
            forget();
            Optional<Assignment> open = hawkbit.open();
            if (open.isPresent()) {
                callOff(open.get(), "hawkBit offers it no more");
            }
        }
    }

    /** What was answered may uncover more at once; a server that shows the same after the answer is asked when it wants to be. */
    private void goOn(String what) {
        if (!what.equals(answered)) {
            next = Duration.ZERO;
        }
        answered = what;
    }

    private void forget() {
        current = Optional.empty();
        link = "";
    }

    private void takeUp(Deployment offered) throws IOException {
        Optional<Assignment> open = hawkbit.open();
        if (open.isPresent() && !isOffered(open.get())) {
            callOff(open.get(), "hawkBit offers another");
        }
        Optional<Assignment> known = hawkbit.find(offered.action()).filter(one -> one.version().equals(offered.version()));
        if (known.isEmpty() || known.get().stage() == Stage.CALLED_OFF) {
            if (known.isPresent()) {
                // What the journal says of it was said of the first time.
                journal.become(journal.state().assigned(""));
            }
            Assignment taken = Assignment.takenUp(offered);
            if (!offered.version().matches("[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}")) {
                taken = taken.at(Stage.FAILURE, "ota.assignment: one software module of the kiosk's type was expected, with a release's version");
            } else if (!takings.mayTake(offered.action(), kit.clock().uptime())) {
                taken = taken.at(Stage.FAILURE, "ota.too-often: assigned and called off too often within a day");
            }
            hawkbit.keep(taken);
            road.begin(Duration.ZERO);
            word.report();
        } else if (known.get().stage().isEnd()) {
            // Its end was told and is not known there: a server that was set back to an older state.
            word.tell(known.get());
        }
    }

    private boolean isOffered(Assignment assignment) {
        return current.filter(one -> one.action().equals(assignment.action()) && one.version().equals(assignment.version())).isPresent();
    }

    private void cancel(String action) throws IOException {
        forget();
        Optional<Assignment> known = hawkbit.find(action);
        if (known.filter(one -> one.stage() == Stage.SUCCESS || one.stage() == Stage.FAILURE).isPresent()) {
            hawkbit.ddi().answerCancel(action, false, "too late: " + known.get().detail());
            word.tell(known.get());
            return;
        }
        if (known.isPresent() && !known.get().stage().isEnd()) {
            callOff(known.get(), "hawkBit called it off");
        }
        hawkbit.ddi().answerCancel(action, true, "called off before the switch");
    }

    /** First here, so that it is not switched to, and then there. */
    private void callOff(Assignment assignment, String why) throws IOException {
        UpdateState now = journal.state();
        boolean ours = now.way().equals(UpdateState.HAWKBIT)
                && (now.phase() == Phase.OFFERED || now.phase() == Phase.FETCHED && now.action().equals(assignment.action()));
        if (ours) {
            journal.become(now.refused(HawkbitWord.CALLED_OFF, why).assigned(assignment.action()));
            kit.teller().tell(journal.state());
        }
        road.rest(false);
        hawkbit.keep(assignment.at(Stage.CALLED_OFF, why));
    }

    private void follow(Assignment open) throws IOException {
        WebRoad.End end = road.follow(new Origin(hawkbit.repository(), hawkbit.ownRoot(), hawkbit.trust()), kit.cabinet().target(open.version()), () -> isStill(open), state -> state.assigned(open.action()));
        if (end == WebRoad.End.HERE) {
            hawkbit.keep(open.at(Stage.SUCCESS, open.version() + " is in force already"));
        } else if (end == WebRoad.End.REFUSED) {
            word.note(road.refused().orElseThrow());
        }
    }

    /** Asks hawkBit in the middle of a fetch, as often as at other times; what it wants then is done after it. */
    private boolean isStill(Assignment open) {
        if (!isReached(next) || !isReached(again)) {
            return true;
        }
        try {
            Polled wanted = hawkbit.ddi().poll();
            next = kit.clock().uptime().plus(wanted.sleep());
            boolean same = wanted.cancel().isEmpty() && wanted.deployment().isPresent()
                    && (wanted.deployment().get().equals(link)
                            || hawkbit.ddi().deployment(wanted.deployment().get()).action().equals(open.action()));
            if (!same) {
                next = Duration.ZERO;
            }
            return same;
        } catch (IOException weather) {
            wait(weather);
            return true;
        } catch (RuntimeException broken) {
            wait(odd(broken));
            return true;
        }
    }

    private boolean isReached(Duration moment) {
        return kit.clock().uptime().compareTo(moment) >= 0;
    }
}
