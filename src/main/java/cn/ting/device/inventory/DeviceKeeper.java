package cn.ting.device.inventory;

import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Keeps one device going: opens its line, lets the driver serve it, waits and opens it again. One thread. */
final class DeviceKeeper {

    private static final Logger LOG = Logger.getLogger(DeviceKeeper.class);

    /** A thread that has not come round for so long is beyond what closing its line could free. */
    private static final Duration HUNG_AFTER = Duration.ofMinutes(1);

    private static final Duration ROUND = Duration.ofSeconds(20);

    /** A plug that is put in and pulled so often within moments is no plug any more. */
    private static final int MOST_SHORT_SERVICES = 8;

    private final Device device;
    private final DeviceStatus status;
    private final DeviceSettings settings;
    private final InventorySettings patience;
    private final Lines lines;
    private final KioskClock clock;
    private final Conditions conditions;
    private final Absence absence;
    private final DevicePower power;
    private final boolean connectsItself;
    private final Optional<Path> path;
    private final boolean servedHere;
    private final Semaphore nudged = new Semaphore(0);
    private final Thread thread;
    private volatile boolean started;
    private volatile boolean stopping;
    private volatile TimedLine line;
    /** What closes its line as the kiosk stops. */
    private Optional<Thread> closing = Optional.empty();
    private volatile Duration wait;
    private volatile int shortServices;
    private boolean bugLogged;

    DeviceKeeper(
            Driver driver,
            DeviceSettings settings,
            InventorySettings patience,
            Lines lines,
            KioskClock clock,
            Conditions conditions,
            DevicePower power,
            Runnable changed) {
        this.settings = settings;
        this.patience = patience;
        this.lines = lines;
        this.clock = clock;
        this.conditions = conditions;
        this.power = power;
        this.connectsItself = driver.connectsItself();
        this.path = driver.deviceFile(settings.line());
        this.servedHere = driver.servedHere();
        this.absence = new Absence(settings, patience.absentGrace(), clock, conditions);
        this.wait = patience.reopenFirst();
        this.status = new DeviceStatus(settings.name(), driver.kind(), clock, () -> {
            stateChanged();
            changed.run();
        });
        this.device = driver.attach(new DevicePlace(
                settings.name(), settings.line(), settings.profile(), clock, status, conditions, power));
        this.thread = new Thread(this::keep, "device-" + settings.name());
        this.thread.setDaemon(true);
    }

    Device device() {
        return device;
    }

    DeviceStatus status() {
        return status;
    }

    void start() {
        absence.begin();
        resortLater();
        thread.start();
        started = true;
    }

    void stop() {
        stopping = true;
        absence.callOff();
        power.callOff();
        closing = closeAside();
        thread.interrupt();
    }

    /** Waits for the end of its thread and of its line, until this uptime at the longest. */
    void awaitEnd(Duration deadline) {
        try {
            thread.join(left(deadline));
            if (closing.isPresent()) {
                closing.get().join(left(deadline));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private long left(Duration deadline) {
        return Math.max(1, deadline.minus(clock.uptime()).toMillis());
    }

    /** Where its file stands; empty when it has none. */
    Optional<Path> path() {
        return path;
    }

    /** Its file came or went: what went is given up at once; what comes is opened at once, but for what has broken too often within moments. */
    void plugged(boolean there) {
        if (!there && connectsItself) {
            device.unplugged();
        } else if (!there) {
            closeAside();
        } else if (shortServices <= MOST_SHORT_SERVICES) {
            wait = patience.reopenFirst();
            nudged.release();
        }
    }

    /** Looks whether the device's thread still comes round; called every second. A call that hangs is ended by closing its line. */
    void checkRound() {
        TimedLine served = line;
        if (served != null && served.overdue() && !served.givenUp()) {
            status.note("a call on its line hung and was ended");
            served.giveUp();
            closeAside();
        }
        boolean hung = hung();
        if (hung) {
            status.hangs(this::hung);
        }
        conditions.set(hung, InventoryFault.HUNG, settings.name(), "its thread has not come round for "
                + HUNG_AFTER.toSeconds() + " s");
    }

    private Optional<Thread> closeAside() {
        return Optional.ofNullable(line).map(TimedLine::closeAside);
    }

    /** True when the thread is stuck beyond help from here, or is no more. */
    boolean hung() {
        return started && !stopping && (!thread.isAlive() || status.sinceRound().compareTo(HUNG_AFTER) > 0);
    }

    /**
     * A device counts as back when it answers, not when its line opens: a line may open and break for ever. One after another, whichever
     * thread it is told on: what is read last is what has come last.
     */
    private synchronized void stateChanged() {
        conditions.set(status.unsteady(), InventoryFault.UNSTEADY, settings.name(), status.steadiness());
        switch (status.now().state()) {
            case ABSENT -> {
                forgetReadings();
                absence.begin();
                resortLater();
            }
            case PRESENT -> { }
            case READY, DEGRADED, FAULTY -> {
                absence.end();
                if (answers()) {
                    power.callOff();
                } else {
                    resortLater();
                }
            }
        }
    }

    /** A kiosk that stops takes nothing back: what it knew last is what is known of it. */
    private void forgetReadings() {
        if (!stopping) {
            device.readings().forEach(fault -> conditions.clear(fault, settings.name()));
        }
    }

    private void resortLater() {
        if (!stopping) {
            power.resortUnless(this::answers, patience.powerAfter(), () -> status.note("switched off and on by its relay"));
        }
    }

    private boolean answers() {
        return status.now().answers();
    }

    private void keep() {
        try {
            while (!stopping) {
                // Before the line is tried: what comes from here on is news.
                nudged.drainPermits();
                serveOnce();
                status.comesRound();
                pause();
                wait = shorter(wait.multipliedBy(2), patience.reopenMost());
            }
        } catch (InterruptedException stopped) {
            LOG.debugf("%s stopped", settings.name());
        } finally {
            closeLine();
        }
    }

    private void pause() throws InterruptedException {
        Duration whole = wait;
        while (!whole.isZero() && !whole.isNegative()) {
            Duration part = shorter(whole, ROUND);
            if (clock.pause(part, nudged)) {
                return;
            }
            status.comesRound();
            whole = whole.minus(part);
        }
    }

    private void serveOnce() throws InterruptedException {
        Optional<Fault> why = Optional.empty();
        try {
            TimedLine opened = new TimedLine(opened(), status);
            line = opened;
            // Asked only now: a stop between opening and keeping the line has found nothing to close.
            if (!stopping) {
                status.isTried();
                device.serve(connectsItself ? Line.NONE : opened);
                why = Optional.of(InventoryFault.MUTE);
            }
            lineEnded();
        } catch (IOException broken) {
            LOG.debugf("%s: %s", settings.name(), broken.getMessage());
            LineClosedException.programEnded(broken).ifPresent(status::note);
            why = Optional.of(InventoryFault.why(broken));
            lineEnded();
        } catch (RuntimeException | Error bug) {
            // A native library that is missing or does not fit takes down its device and no other.
            why = Optional.of(InventoryFault.DRIVER_FAILED);
            logOnce(bug);
        } finally {
            closeLine();
            gone(why);
        }
    }

    /** Whoever is told of it and stumbles does not end this device's thread. */
    private void gone(Optional<Fault> why) {
        try {
            status.isAbsent(why);
        } catch (RuntimeException bug) {
            logOnce(bug);
        }
    }

    private Line opened() throws IOException {
        if (connectsItself) {
            return Line.NONE;
        }
        try {
            return patience.loopbackLines() || servedHere ? lines.open(settings.line()) : lines.openAbroad(settings.line());
        } catch (IOException refused) {
            device.unreached();
            throw new Device.GoneException(InventoryFault.REFUSED, refused.getMessage(), refused);
        }
    }

    /**
     * A device that did its work until its line broke has earned a quick first try; a failing driver never does, nor one that
     * does so again and again after moments.
     */
    private void lineEnded() {
        DeviceStatus.Now now = status.now();
        if (!now.state().answers()) {
            return;
        }
        boolean lasted = Duration.between(now.since(), clock.instant()).compareTo(patience.reopenMost()) >= 0;
        shortServices = lasted ? 0 : shortServices + 1;
        if (shortServices <= MOST_SHORT_SERVICES) {
            wait = patience.reopenFirst();
            bugLogged = false;
        }
    }

    private void logOnce(Throwable bug) {
        if (!bugLogged) {
            LOG.errorf(bug, "the driver of %s failed; from here it is started again in silence", settings.name());
            bugLogged = true;
        }
    }

    private void closeLine() {
        TimedLine closed = line;
        line = null;
        if (closed != null) {
            closed.close();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
