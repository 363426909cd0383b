package cn.ting.ota;

import cn.ting.hawkbit.Assignment;
import cn.ting.hawkbit.Hawkbit;
import cn.ting.hawkbit.Introduction;
import cn.ting.hawkbit.Polled;
import cn.ting.hawkbit.Refusal;
import cn.ting.hawkbit.Stage;
import cn.ting.slots.Release;
import cn.ting.slots.SlotsException;
import cn.ting.trial.UpdateState;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What hawkBit is told: how far its actions came, once that is true and until it has it, and what this kiosk is. For one thread, which may wait
 * for the network.
 */
final class HawkbitWord {

    /** What hawkBit is not asked to be told again after so many refusals in a row; an answer that may still come is waited for without end. */
    private static final int MOST_REFUSALS = WebRoad.MOST_TRIES;
    static final String CALLED_OFF = SlotsException.Why.CALLED_OFF.code();
    private static final Logger LOG = Logger.getLogger(HawkbitWord.class);

    private final OtaKit kit;
    private final Hawkbit hawkbit;
    private int refusals;
    private Optional<Introduction> introduction = Optional.empty();

    HawkbitWord(OtaKit kit, Hawkbit hawkbit) {
        this.kit = kit;
        this.hawkbit = hawkbit;
    }

    /** Keeps how far the open action came, by the journal. */
    void note() throws IOException {
        note(kit.journal().state());
    }

    /** Keeps how far the open action came, by what is known of it. */
    void note(UpdateState now) throws IOException {
        Optional<Assignment> open = hawkbit.open();
        if (open.isEmpty()) {
            return;
        }
        Assignment action = open.get();
        if (!isAbout(now, action)) {
            if (action.stage() == Stage.FETCHED) {
                // The journal was lost, or another way took it over: the pointers say what counts. Else it is looked at anew, and not fetched again.
                hawkbit.keep(isInForce(action) ? action.at(Stage.SUCCESS, action.version() + " is in force") : action.at(Stage.TAKEN, action.detail()));
            }
            return;
        }
        Assignment reached = switch (now.phase()) {
            case FETCHED -> action.at(Stage.FETCHED, now.version() + " waits for its moment");
            case COMMITTED -> action.at(Stage.SUCCESS, now.version() + " is in force");
            case REVERTED -> action.at(Stage.FAILURE, now.cause() + ": taken back: " + now.detail());
            case REFUSED -> refused(action, now);
            case NONE, OFFERED, ARMED -> action;
        };
        if (reached.stage().compareTo(action.stage()) > 0) {
            hawkbit.keep(reached);
        }
    }

    private boolean isInForce(Assignment action) throws IOException {
        try {
            Optional<Release> committed = kit.slots().committed();
            return committed.filter(release -> release.version().equals(action.version())).isPresent() && kit.slots().serving().equals(committed);
        } catch (SlotsException damaged) {
            return false;
        }
    }

    private Assignment refused(Assignment action, UpdateState now) throws IOException {
        if (now.cause().equals(UpdateState.SUPERSEDED)) {
            try {
                // With the kiosk stopped, by whoever stood before it: what was assigned is in force all the same.
                if (kit.slots().committed().filter(release -> release.manifest().equals(now.manifest())).isPresent()) {
                    return action.at(Stage.SUCCESS, now.version() + " is in force: it was installed by hand");
                }
            } catch (SlotsException damaged) {
                // Nobody can say yet what is in force.
                return action;
            }
        }
        return action.at(now.cause().equals(CALLED_OFF) ? Stage.CALLED_OFF : Stage.FAILURE, now.cause() + ": " + now.detail());
    }

    /** Ids of actions may begin anew with a server, so a version that is known counts too. */
    private static boolean isAbout(UpdateState state, Assignment action) {
        return state.way().equals(UpdateState.HAWKBIT) && state.action().equals(action.action())
                && (state.version().equals(action.version()) || state.version().isEmpty());
    }

    /** Tells what it does not know yet. */
    void report() throws IOException {
        for (Assignment untold : hawkbit.untold()) {
            tell(untold);
        }
    }

    void tell(Assignment assignment) throws IOException {
        try {
            hawkbit.ddi().tell(assignment);
        } catch (Refusal refused) {
            boolean mayChange = refused.isPassing() || refused.isOfToken();
            if (mayChange && (!isCounted(refused) || ++refusals < MOST_REFUSALS)) {
                throw refused;
            }
            LOG.warnf("hawkBit is not told that %s: %s", assignment.detail(), refused.getMessage());
        }
        refusals = 0;
        hawkbit.keep(assignment.told(assignment.stage()));
    }

    /** A server that is busy or broken will be whole one day; one that does not know the action may never know it again. */
    private static boolean isCounted(Refusal refused) {
        return refused.isOfMissing() || refused.isOfToken();
    }

    /** Tells what this kiosk is, where that has not been told or is asked for. */
    void introduce(Polled wanted) throws IOException {
        if (introduction.isEmpty()) {
            try {
                introduction = kit.slots().serving().map(running -> new Introduction(hawkbit.ddi(), Map.of("version", running.version(), "counter",
                        String.valueOf(running.counter()), "model", kit.cabinet().model(), "arch", kit.cabinet().arch(), "area",
                        hawkbit.place().area(), "kiosk", hawkbit.place().kiosk()), running.version()));
            } catch (SlotsException damaged) {
                return;
            }
        }
        if (introduction.isPresent()) {
            introduction.get().make(wanted);
        }
    }
}
