package cn.ting.link;

import cn.ting.link.Signals.Bell;
import cn.ting.machine.NetworkWatch;
import cn.ting.time.KioskClock;
import java.time.Duration;

/** When the link's worker does what by itself: each hour is a bell rung for it. For that worker only. */
final class Timetable {

    /** The platform says every 20 s that it is there: three of these missing, and the connection only seems to stand. */
    static final Duration PULSE = Duration.ofSeconds(70);

    /** While the platform itself is away nobody's pulse is heard; the connection is still not believed for ever. */
    static final Duration PULSE_OF_NOBODY = Duration.ofMinutes(10);

    private static final Duration LOOK = Duration.ofMinutes(1);

    /** How long this kiosk keeps out of the way of one that has its name, at least; at most twice as long. */
    static final Duration OUT_OF_THE_WAY = Duration.ofMinutes(10);

    /** Not thrown off for so long while it was connected, it is alone again: one of its name comes back within half of that. */
    static final Duration ALONE_AFTER = Duration.ofMinutes(45);

    /** A connection that held for so long was no accident: the next is tried for soon, and not so often that it harms. */
    static final Duration HELD = Duration.ofSeconds(10);

    /** A broker that has answered an attempt has come to those before it within this. */
    static final Duration BEHIND = Duration.ofMinutes(1);

    /** An attempt that was given up so long before one that was answered is no broker's to take any more. */
    static final Duration LATELY = Duration.ofMinutes(5);

    private final KioskClock clock;
    private final Signals signals;
    private final Backoff backoff;
    private final NetworkWatch network;
    private final Duration answerWithin;
    private KioskClock.Alarm ledger = () -> {};
    private KioskClock.Alarm quiet = () -> {};
    private KioskClock.Alarm pulse = () -> {};
    private KioskClock.Alarm connect = () -> {};
    private KioskClock.Alarm networkUp = () -> {};
    private KioskClock.Alarm alone = () -> {};
    private KioskClock.Alarm certificate = () -> {};
    private boolean watching;
    private boolean shared;
    private int failures;
    /** When an attempt last came to nothing since this kiosk was last thrown off, in uptime; null when none did. */
    private Duration givenUpAt;
    /** When a connection was made that is not known to be lost, in uptime; null while there is none. */
    private Duration connectedAt;

    Timetable(KioskClock clock, Signals signals, Backoff backoff, NetworkWatch network, Duration answerWithin) {
        this.clock = clock;
        this.signals = signals;
        this.backoff = backoff;
        this.network = network;
        this.answerWithin = answerWithin;
    }

    /**
     * The connection is gone: another is made soon where one has held, else after a wait that grows; or at once when the network comes up.
     */
    void connectLater() {
        if (connectedAt == null) {
            givenUpAt = clock.uptime();
        }
        boolean held = failures == 0 && connectedAt != null && clock.uptime().minus(connectedAt).compareTo(HELD) >= 0;
        disconnected();
        if (held) {
            connect = ring(backoff.soon(), Bell.CONNECT);
        } else {
            failures++;
            connect = ring(backoff.after(failures), Bell.CONNECT);
        }
        watch();
    }

    /** Until a connection stands: what comes up while one is tried in vain is not overlooked. */
    private void watch() {
        if (!watching) {
            networkUp = network.onUp(() -> signals.ring(Bell.NETWORK));
            watching = true;
        }
    }

    private void watchNoMore() {
        networkUp.cancel();
        watching = false;
    }

    /** Somebody else has this kiosk's name: another connection is made after ten to twenty minutes, whatever the network does. */
    void keepOutOfTheWay() {
        disconnected();
        watchNoMore();
        shared();
        connect = ring(new Backoff(OUT_OF_THE_WAY, OUT_OF_THE_WAY.multipliedBy(2), backoff.random()).after(1), Bell.CONNECT);
    }

    /** Another may have this kiosk's name. Only a connection on which nobody throws it off, from now on, shows that it has not. */
    void shared() {
        shared = true;
        if (connectedAt != null) {
            expectToBeAlone();
        }
    }

    private void expectToBeAlone() {
        alone.cancel();
        alone = ring(ALONE_AFTER, Bell.ALONE);
    }

    /** Nobody else has this kiosk's name; where the ledger could not note that, it is asked again soon. To be called while connected. */
    void alone(boolean noted) {
        shared = !noted;
        if (shared) {
            alone.cancel();
            alone = ring(answerWithin, Bell.ALONE);
        }
    }

    /**
     * True when this kiosk, which was just thrown off by one of its name, may have been so by itself: a broker that was slow to answer, as
     * when all kiosks come at once after an outage, may take an attempt that was given up behind the one that it answered. Asked for each
     * time, and never true twice for the same attempts.
     */
    boolean mayHaveBeenItself() {
        boolean itself = givenUpAt != null && connectedAt != null && connectedAt.minus(givenUpAt).compareTo(LATELY) < 0
                && clock.uptime().minus(connectedAt).compareTo(BEHIND) < 0;
        givenUpAt = null;
        return itself;
    }

    /** A connection is being made. */
    void connecting() {
        connect.cancel();
    }

    /** A connection stands: the platform is to be heard on it. */
    void connected() {
        connectedAt = clock.uptime();
        watchNoMore();
        quiet = ring(answerWithin, Bell.QUIET);
        lookForCertificate();
        expectPulse(false);
        if (shared) {
            expectToBeAlone();
        }
    }

    private void disconnected() {
        connectedAt = null;
        connecting();
        quiet.cancel();
        pulse.cancel();
        certificate.cancel();
        alone.cancel();
    }

    /** The platform was heard; it is to be heard again, soon while it is at work. */
    void expectPulse(boolean storing) {
        pulse.cancel();
        pulse = ring(storing ? PULSE : PULSE_OF_NOBODY, Bell.PULSELESS);
    }

    /** All is well: the next wait is the shortest again. */
    void well() {
        failures = 0;
    }

    /** A renewed certificate is noticed within a minute. */
    void lookForCertificate() {
        certificate.cancel();
        certificate = ring(LOOK, Bell.CERTIFICATE);
    }

    /** The ledger did not answer and is asked again. */
    void askLedgerLater() {
        ledger.cancel();
        ledger = ring(answerWithin, Bell.DUE);
    }

    private KioskClock.Alarm ring(Duration after, Bell bell) {
        return clock.after(after, () -> signals.ring(bell));
    }
}
