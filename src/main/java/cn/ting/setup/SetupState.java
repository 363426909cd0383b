package cn.ting.setup;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of wishes, as it is on the disk.
 *
 * @param newest the newest version taken up; 0 before the first
 * @param tries how often it was tried
 * @param phase what became of it
 * @param cause why, for staff; empty where there is nothing to say
 * @param kept the version in force; 0 while the technician's file is
 * @param beside the digest of the technician's file that it was kept beside
 * @param revertedAt the kiosk's wall time when it was first seen to have been taken back; empty before, and in any other phase
 */
record SetupState(long newest, int tries, Phase phase, String cause, long kept, String beside, Optional<LocalDateTime> revertedAt) {

    /** A wish is tried once when it comes, and once more in the hours for it. */
    static final int MOST_TRIES = 2;

    private static final int LONGEST_CAUSE = 300;

    enum Phase {
        /** Nothing was wished for yet. */
        NONE,
        /** It cannot be in force here. */
        REFUSED,
        /** It waits for a moment in which nobody is served. */
        WAITING,
        /** The next process tries it. */
        CHOSEN,
        /** A process tries it; if another one finds this, the trial was cut short. */
        RUNNING,
        /** It was taken back. */
        REVERTED,
        /** The platform was heard from under it. */
        KEPT,
        /** It was kept, and is in force no more, as the technician's file was changed or this release cannot read it. */
        DROPPED
    }

    static final SetupState FIRST = new SetupState(0, 0, Phase.NONE, "", 0, "");

    SetupState(long newest, int tries, Phase phase, String cause, long kept, String beside) {
        this(newest, tries, phase, cause, kept, beside, Optional.empty());
    }

    SetupState {
        Objects.requireNonNull(phase);
        Objects.requireNonNull(beside);
        cause = cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE));
    }

    SetupState wished(long version) {
        return new SetupState(version, 0, Phase.WAITING, "", kept, beside);
    }

    SetupState refused(long version, String why) {
        return new SetupState(version, 0, Phase.REFUSED, why, kept, beside);
    }

    SetupState chosen() {
        return new SetupState(newest, tries + 1, Phase.CHOSEN, "", kept, beside);
    }

    SetupState running() {
        return new SetupState(newest, tries, Phase.RUNNING, "", kept, beside);
    }

    SetupState reverted(String why) {
        return new SetupState(newest, tries, Phase.REVERTED, why, kept, beside);
    }

    SetupState kept(String file) {
        return new SetupState(newest, tries, Phase.KEPT, "", newest, file);
    }

    /** What was kept is in force no more. A newer wish that is on its way stays so. */
    SetupState dropped(String why) {
        return kept == newest
                ? new SetupState(newest, tries, Phase.DROPPED, why, 0, "")
                : new SetupState(newest, tries, phase, cause, 0, "", revertedAt);
    }

    /** It was taken back by then. */
    SetupState seenReverted(LocalDateTime at) {
        return new SetupState(newest, tries, phase, cause, kept, beside, Optional.of(at));
    }

    /** True while it is being tried. */
    boolean underTrial() {
        return phase == Phase.CHOSEN || phase == Phase.RUNNING;
    }

    boolean mayBeTriedAgain() {
        return phase == Phase.REVERTED && tries < MOST_TRIES;
    }
}
