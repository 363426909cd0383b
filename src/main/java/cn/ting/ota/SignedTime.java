package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.time.KioskClock;
import cn.ting.trial.Journal;
import cn.ting.trial.UpdateState;
import cn.ting.tuf.Signers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What time it is at least, by what the platform's repository and sticks of it were signed at: the newest such moment, kept in the journal, so that
 * a clock that is set back has nothing old pass for young. One wrong date of whoever publishes must not shut a kiosk out until that day: what was
 * noted while the platform had told no time binds only until its time contradicts it, and nothing binds once the root has exchanged keys. For one
 * thread.
 */
final class SignedTime {

    /** How far what was signed may be ahead of the time that the platform tells. */
    private static final Duration SKEW = Duration.ofDays(1);

    private final Journal journal;
    private final Supplier<Optional<Signers>> signers;
    private final Conditions conditions;
    private final KioskClock clock;

    /** @param signers who speaks for the platform's repository now; reads a file */
    SignedTime(Journal journal, Supplier<Optional<Signers>> signers, Conditions conditions, KioskClock clock) {
        this.journal = journal;
        this.signers = signers;
        this.conditions = conditions;
        this.clock = clock;
    }

    /** The newest moment that binds now. */
    Instant newest() {
        return Instant.ofEpochMilli(judged(rooted(journal.state())).newestSigned());
    }

    /** Lets go of what the platform's time contradicts, and tells that; to be called at each look. */
    void judge() throws IOException {
        UpdateState now = journal.state();
        // A release before this one noted no root, and what it noted of time may keep everything from being looked at.
        become(judged(now.rootVersion() == 0 ? rooted(now) : now));
    }

    /** Notes when something was signed, for every process from now on. */
    void at(Instant moment) throws IOException {
        UpdateState now = judged(rooted(journal.state()));
        Optional<Instant> told = clock.platformTime();
        if (told.filter(time -> isAhead(moment, time)).isPresent()) {
            become(now);
            tell(moment, told.get());
            return;
        }
        long signed = moment.toEpochMilli();
        become(now.measured(Math.max(now.newestSigned(), signed), told.isPresent() ? Math.max(now.provenSigned(), signed) : now.provenSigned()));
        if (told.isPresent()) {
            conditions.clear(OtaFault.SIGNED_AHEAD, "");
        }
    }

    /** By a root that is newer, and has other keys, whoever had the wrong date does not count any more. A disk that lost the root shows an older one. */
    private UpdateState rooted(UpdateState state) {
        Optional<Signers> now = signers.get().filter(root -> root.version() > state.rootVersion());
        if (now.isEmpty()) {
            return state;
        }
        boolean exchanged = !state.rootKeys().isEmpty() && !state.rootKeys().equals(now.get().keys());
        return (exchanged ? state.measured(0, 0) : state).under(now.get().version(), now.get().keys());
    }

    private UpdateState judged(UpdateState state) {
        Optional<Instant> told = clock.platformTime();
        if (told.isEmpty() || state.newestSigned() == state.provenSigned()) {
            return state;
        }
        long newest = isAhead(Instant.ofEpochMilli(state.newestSigned()), told.get()) ? state.provenSigned() : state.newestSigned();
        return state.measured(newest, newest);
    }

    private void become(UpdateState next) throws IOException {
        UpdateState before = journal.state();
        if (!next.equals(before)) {
            journal.become(next);
            clock.platformTime().filter(told -> isAhead(Instant.ofEpochMilli(before.newestSigned()), told) && next.newestSigned() < before.newestSigned())
                    .ifPresent(told -> tell(Instant.ofEpochMilli(before.newestSigned()), told));
        }
    }

    private static boolean isAhead(Instant moment, Instant told) {
        return moment.isAfter(told.plus(SKEW));
    }

    private void tell(Instant moment, Instant told) {
        conditions.raise(OtaFault.SIGNED_AHEAD, "", "signed at " + moment + ", and the platform says " + told);
    }
}
