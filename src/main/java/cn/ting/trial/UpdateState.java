package cn.ting.trial;

import cn.ting.slots.Manifest;
import cn.ting.slots.Release;
import cn.ting.slots.SlotsException;
import cn.ting.slots.Trial;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where an update stands, as it is noted on the disk. Another release reads it too: what it does not know it leaves out.
 *
 * @param phase what was reached
 * @param id of the update; empty before the first
 * @param way it came, {@link #STICK}, {@link #PLATFORM} or {@link #HAWKBIT}
 * @param version of the release; empty while it is not known
 * @param counter of the release; 0 while it is not known
 * @param manifest SHA-256 of its manifest
 * @param slot it is in; empty before it is
 * @param cause a stable code, why it was refused or taken back; of a release on trial why it is about to be
 * @param detail one line for staff
 * @param armed how often it was armed
 * @param held what held before the switch and has to hold after it
 * @param outcomes the number of the launcher's last outcome that was told
 * @param newestSigned milliseconds since 1970: the newest signed moment that was seen, whoever answered for the time then
 * @param stick the name of the stick that was looked at last, to the end
 * @param instruction the version of the platform's instruction that was followed last, to the end
 * @param action of hawkBit's, that the last release of that way was brought or refused for; empty before the first
 * @param newestInstruction the highest version of an instruction of the platform's that was heard, whatever became of it; 0 before the first
 * @param takenBack up to which version they were taken back; 0 before that happened
 * @param provenSigned milliseconds since 1970: the newest signed moment that the platform's own time did not contradict; 0 before the first, and by
 *     a release that noted none
 * @param rootVersion of the root of the platform's repository that was looked at last; 0 before the first
 * @param rootKeys who signs by that root; empty before the first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UpdateState(Phase phase, String id, String way, String version, long counter, String manifest, String slot, String cause, String detail,
        int armed, Set<String> held, long outcomes, long newestSigned, String stick, long instruction, String action,
        long newestInstruction, long takenBack, long provenSigned, long rootVersion, String rootKeys) {

    public static final String STICK = "stick";
    public static final String PLATFORM = "platform";
    public static final String HAWKBIT = "hawkbit";

    /** Nothing is wrong with it, and nobody need do anything: another came first. */
    public static final String SUPERSEDED = "ota.superseded";

    /** A release that is never tried though it is armed, for a reason nobody told, is given up. */
    static final int MOST_ARMED = 3;

    private static final int LONGEST_DETAIL = 300;

    public enum Phase {
        /** Nothing is under way, and nothing was. */
        NONE,
        /** It was verified and is being brought here. */
        OFFERED,
        /** It stands whole in its slot and waits for a moment in which nobody is served. */
        FETCHED,
        /** The launcher has it in hand. */
        ARMED,
        /** It is committed. */
        COMMITTED,
        /** It was tried and taken back. */
        REVERTED,
        /** It was not tried. */
        REFUSED
    }

    public static final UpdateState FIRST = new UpdateState(Phase.NONE, "", "", "", 0, "", "", "", "", 0, Set.of(), 0, 0, "", 0, "", 0, 0, 0, 0, "");

    public UpdateState {
        Objects.requireNonNull(phase);
        Objects.requireNonNull(id);
        Objects.requireNonNull(way);
        Objects.requireNonNull(version);
        Objects.requireNonNull(manifest);
        Objects.requireNonNull(slot);
        Objects.requireNonNull(cause);
        Objects.requireNonNull(stick);
        // A release before this one noted none.
        action = Objects.requireNonNullElse(action, "");
        rootKeys = Objects.requireNonNullElse(rootKeys, "");
        detail = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
        held = new TreeSet<>(held);
    }

    /** A stick is looked at that has not been. */
    public UpdateState looked(String stick) {
        return new UpdateState(phase, id, way, version, counter, manifest, slot, cause, detail, armed, held, outcomes,
                newestSigned, stick, instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** An instruction was followed to its end. */
    public UpdateState followed(long instruction) {
        return new UpdateState(phase, id, way, version, counter, manifest, slot, cause, detail, armed, held, outcomes, newestSigned, stick,
                instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** Which instructions were heard, and taken back. */
    public UpdateState seen(long newestInstruction, long takenBack) {
        return new UpdateState(phase, id, way, version, counter, manifest, slot, cause, detail, armed, held, outcomes, newestSigned, stick,
                instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** By what time is measured: moments in milliseconds since 1970. */
    public UpdateState measured(long newestSigned, long provenSigned) {
        return new UpdateState(phase, id, way, version, counter, manifest, slot, cause, detail, armed, held, outcomes, newestSigned, stick,
                instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** By which root of the platform's repository. */
    public UpdateState under(long rootVersion, String rootKeys) {
        return new UpdateState(phase, id, way, version, counter, manifest, slot, cause, detail, armed, held, outcomes, newestSigned, stick,
                instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** What hawkBit assigned was brought or refused. */
    public UpdateState assigned(String action) {
        return new UpdateState(phase, id, way, version, counter, manifest, slot, cause, detail, armed, held, outcomes, newestSigned, stick,
                instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    public UpdateState offered(String id, String way, Manifest release) {
        return new UpdateState(Phase.OFFERED, id, way, release.version(), release.counter(), release.sha256(), "", "", "", 0, Set.of(), outcomes,
                newestSigned, stick, instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** What was brought before its version was known, and is refused. */
    public UpdateState refusedUnseen(String id, String way, String cause, String detail) {
        return new UpdateState(Phase.REFUSED, id, way, "", 0, "", "", cause, detail, 0, Set.of(), outcomes,
                newestSigned, stick, instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    public UpdateState fetched(String slot) {
        return new UpdateState(Phase.FETCHED, id, way, version, counter, manifest, slot, "", "", armed, Set.of(), outcomes,
                newestSigned, stick, instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    public UpdateState armed(Set<String> held) {
        return new UpdateState(Phase.ARMED, id, way, version, counter, manifest, slot, "", "", armed + 1, held, outcomes,
                newestSigned, stick, instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** What is on trial, where the note of it was lost. */
    public UpdateState armed(Trial trial) {
        Release release = trial.release();
        return new UpdateState(Phase.ARMED, trial.id(), "", release.version(), release.counter(), release.manifest(), release.slot(), "", "", 1,
                Set.of(), outcomes, newestSigned, stick, instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** It is about to be taken back, for this reason; with no cause it only makes way. */
    public UpdateState failing(String cause, String detail) {
        return ended(Phase.ARMED, cause, detail);
    }

    public UpdateState committed() {
        return ended(Phase.COMMITTED, "", "");
    }

    public UpdateState reverted(String cause, String detail) {
        return ended(Phase.REVERTED, cause, detail);
    }

    public UpdateState refused(String cause, String detail) {
        return ended(Phase.REFUSED, cause, detail);
    }

    private UpdateState ended(Phase phase, String cause, String detail) {
        return new UpdateState(phase, id, way, version, counter, manifest, slot, cause, detail, armed, held, outcomes,
                newestSigned, stick, instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** Refused because whoever named it wants it no more. */
    public boolean isCalledOff() {
        return phase == Phase.REFUSED && cause.equals(SlotsException.Why.CALLED_OFF.code());
    }

    public UpdateState heardOf(long outcome) {
        return new UpdateState(phase, id, way, version, counter, manifest, slot, cause, detail, armed, held, outcome,
                newestSigned, stick, instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    public Release release() {
        return new Release(slot, manifest, counter, version);
    }

    /** The release on its way, or waiting for its moment, comes by another one now. */
    public UpdateState by(String way) {
        return new UpdateState(Phase.OFFERED, id, way, version, counter, manifest, "", "", "", armed, Set.of(), outcomes, newestSigned, stick,
                instruction, action, newestInstruction, takenBack, provenSigned, rootVersion, rootKeys);
    }

    /** What the last instruction brought made way before it was tried: that one is to be followed once more. */
    public UpdateState unfollowed() {
        return followed(Math.max(0, instruction - 1));
    }

    /**
     * True while a release may be taken up by this way. What came over a network waits for its hours, or for hawkBit's word, which may never
     * come: whoever stands before the kiosk does not wait behind it, nor does what the platform names after it. What came by a stick waits for
     * minutes, and no network takes its place.
     */
    public boolean mayBeFollowed(String by) {
        return switch (phase) {
            case ARMED -> false;
            case FETCHED -> by.equals(STICK) || by.equals(PLATFORM) && !way.equals(STICK);
            case NONE, OFFERED, COMMITTED, REVERTED, REFUSED -> true;
        };
    }
}
