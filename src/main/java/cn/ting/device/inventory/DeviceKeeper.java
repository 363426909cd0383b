package cn.ting.device.inventory;

import cn.ting.condition.Conditions;
import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Keeps one device going: opens its line, lets the driver serve it, waits and opens it again. One thread. */
final class DeviceKeeper {

    private static final Logger LOG = Logger.getLogger(DeviceKeeper.class);

    private final Device device;
    private final DeviceStatus status;
    private final DeviceSettings settings;
    private final InventorySettings patience;
    private final Lines lines;
    private final KioskClock clock;
    private final Absence absence;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile Line line;
    private Duration wait;
    private boolean bugLogged;

    DeviceKeeper(
            Driver driver,
            DeviceSettings settings,
            InventorySettings patience,
            Lines lines,
            KioskClock clock,
            Conditions conditions,
            Runnable changed) {
        this.settings = settings;
        this.patience = patience;
        this.lines = lines;
        this.clock = clock;
        this.absence = new Absence(settings, patience.absentGrace(), clock, conditions);
        this.wait = patience.reopenFirst();
        this.status = new DeviceStatus(settings.name(), clock, () -> {
            stateChanged();
            changed.run();
        });
        this.device = driver.attach(new DevicePlace(settings.name(), settings.profile(), clock, status, conditions));
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
        thread.start();
    }

    void stop() {
        stopping = true;
        absence.callOff();
        closeLine();
        thread.interrupt();
    }

    void awaitEnd(Duration longest) {
        try {
            thread.join(Math.max(1, longest.toMillis()));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** A device counts as back when it answers, not when its line opens: a line may open and break for ever. */
    private void stateChanged() {
        switch (status.now().state()) {
            case ABSENT -> absence.begin();
            case PRESENT -> { }
            case READY, FAULTY -> absence.end();
        }
    }

    private void keep() {
        try {
            while (!stopping) {
                serveOnce();
                clock.pause(wait);
                wait = shorter(wait.multipliedBy(2), patience.reopenMost());
            }
        } catch (InterruptedException stopped) {
            LOG.debugf("%s stopped", settings.name());
        } finally {
            closeLine();
        }
    }

    private void serveOnce() throws InterruptedException {
        try {
            Line opened = patience.loopbackLines() ? lines.open(settings.line()) : lines.openAbroad(settings.line());
            line = opened;
            // Asked only now: a stop between opening and keeping the line has found nothing to close.
            if (!stopping) {
                status.is(DeviceState.PRESENT);
                device.serve(opened);
            }
            lineEnded();
        } catch (IOException broken) {
            LOG.debugf("%s: %s", settings.name(), broken.getMessage());
            lineEnded();
        } catch (RuntimeException bug) {
            logOnce(bug);
        } finally {
            closeLine();
            status.is(DeviceState.ABSENT);
        }
    }

    /** A device that did its work until its line broke has earned a quick first try; a failing driver never does. */
    private void lineEnded() {
        DeviceState state = status.now().state();
        if (state == DeviceState.READY || state == DeviceState.FAULTY) {
            wait = patience.reopenFirst();
            bugLogged = false;
        }
    }

    private void logOnce(RuntimeException bug) {
        if (!bugLogged) {
            LOG.errorf(bug, "the driver of %s failed; from here it is started again in silence", settings.name());
            bugLogged = true;
        }
    }

    private void closeLine() {
        Line closing = line;
        line = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException already) {
                LOG.debugf("%s: %s", settings.name(), already.getMessage());
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
