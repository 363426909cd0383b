package cn.ting.trial;

import cn.ting.slots.Outcome;
import cn.ting.slots.Release;
import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import cn.ting.slots.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What became of a release that was armed, as a later process finds it: by the pointers, and by what the launcher says. For one thread. */
final class ArmedEnd {

    private static final Logger LOG = Logger.getLogger(ArmedEnd.class);

    private final Slots slots;
    private final Journal journal;

    ArmedEnd(Slots slots, Journal journal) {
        this.slots = slots;
        this.journal = journal;
    }

    /** Empty too where that is torn: what became of what was armed is told all the same, and not only once somebody has mended it. */
    Optional<Release> committed() throws IOException {
        try {
            return slots.committed();
        } catch (SlotsException torn) {
            return Optional.empty();
        }
    }

    /** Where it stands now; what is over is taken out of the launcher's way. */
    UpdateState of(Optional<Trial> armed, Optional<Release> committed) throws SlotsException, IOException {
        UpdateState now = journal.state();
        // Brought again after a fallback it was committed all along, and counts once it serves.
        if (committed.filter(release -> release.manifest().equals(now.manifest())).isPresent() && slots.serving().equals(committed)) {
            LOG.infof("release %s is committed", now.version());
            return now.committed();
        }
        List<Outcome> outcomes = slots.outcomes();
        Optional<Outcome> outcome = outcomes.stream().filter(one -> one.id().equals(now.id())).reduce((one, later) -> later);
        if (outcome.isPresent()) {
            slots.disarm();
            boolean told = !now.cause().isEmpty();
            // What the launcher did before that, and nobody has heard of, is heard of yet.
            boolean alone = outcomes.stream().noneMatch(one -> one.number() > now.outcomes() && one.number() < outcome.get().number() && !one.id().equals(now.id()));
            return now.reverted(told ? now.cause() : outcome.get().code(), told ? now.detail() : "the launcher took it back")
                    .heardOf(alone ? Math.max(now.outcomes(), outcome.get().number()) : now.outcomes());
        }
        if (!now.cause().isEmpty()) {
            slots.disarm();
            return now.reverted(now.cause(), now.detail());
        }
        if (armed.isPresent()) {
            slots.disarm();
        }
        if (now.armed() < UpdateState.MOST_ARMED) {
            return now.fetched(now.slot());
        }
        // Of what it tried, the launcher leaves only that one armed, with a try gone.
        boolean parked = armed.filter(one -> one.tries() < Trial.MOST_TRIES).isPresent();
        return now.reverted(parked ? "ota.parked" : "ota.not-tried", (parked ? "it ended as at an empty battery, " : "") + "armed " + now.armed() + " times"
                + (now.detail().isEmpty() ? "" : "; lacking the last time: " + now.detail()));
    }
}
