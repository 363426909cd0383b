package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.trial.UpdateState;
import java.util.Optional;

/**
 * The platform's instructions as they are heard, and which of them is none: whoever holds the broker can publish again what was sealed once, so
 * one that is older than the newest that was seen, or that was taken back, is told as {@link OtaFault#REPLAYED} and not followed, for good. What
 * was seen is kept in the journal. Safe for use by any thread.
 */
final class Instructions {

    private final Conditions conditions;
    private Optional<ReleaseDocument> latest = Optional.empty();
    /** The last word was that none is named. */
    private boolean emptied;
    private long newest;
    private long takenBack;
    /** What the process before saw is known. */
    private boolean known;
    /** None was named before that was known. */
    private boolean emptiedEarly;

    Instructions(Conditions conditions) {
        this.conditions = conditions;
    }

    /** Hears an instruction, whose seal was verified; one that is sent once more is no news. */
    synchronized void hear(ReleaseDocument document) {
        if (isReplayed(document)) {
            refuse(document);
            return;
        }
        newest = document.version();
        latest = Optional.of(document);
        emptied = false;
        conditions.clear(OtaFault.REPLAYED, "");
    }

    /** Hears that no release is named any more. */
    synchronized void hearNone() {
        takenBack = newest;
        latest = Optional.empty();
        emptied = true;
        emptiedEarly |= !known;
        // Whoever empties it has looked at what was published.
        conditions.clear(OtaFault.REPLAYED, "");
    }

    /** The newest one that is in force; empty where none was heard, or none is any more. */
    synchronized Optional<ReleaseDocument> latest() {
        return latest;
    }

    /** True while the platform's last word, in this process, is that it names none any more. */
    synchronized boolean isTakenBack() {
        return emptied;
    }

    /** Learns what was seen before, and says what is to be noted now. */
    synchronized UpdateState note(UpdateState state) {
        if (!known) {
            known = true;
            long before = Math.max(state.newestInstruction(), state.instruction());
            takenBack = Math.max(Math.max(takenBack, state.takenBack()), emptiedEarly ? before : 0);
            newest = Math.max(newest, before);
            latest.filter(this::isReplayed).ifPresent(replayed -> {
                latest = Optional.empty();
                emptied = emptiedEarly;
                refuse(replayed);
            });
        }
        return state.seen(newest, takenBack);
    }

    private boolean isReplayed(ReleaseDocument document) {
        return document.version() < newest || document.version() <= takenBack;
    }

    private void refuse(ReleaseDocument replayed) {
        conditions.raise(OtaFault.REPLAYED, "", "instruction " + replayed.version() + " after " + newest
                + (replayed.version() <= takenBack ? ", of which all up to " + takenBack + " were taken back" : ""));
    }
}
