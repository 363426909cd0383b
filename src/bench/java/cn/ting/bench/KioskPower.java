package cn.ting.bench;

import java.io.IOException;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * The power switch of a kiosk that is a child of this bench. Cutting it kills the process, so that what was not on disk is
 * gone; its data stay for the next start. The kiosk ends with the bench. Safe for use by any thread.
 */
final class KioskPower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KioskPower.class);

    private final LaunchedKiosk kiosk;
    private boolean on;
    private OptionalInt port = OptionalInt.empty();

    /** The switch of a kiosk that is off. */
    KioskPower(LaunchedKiosk kiosk) {
        this.kiosk = kiosk;
    }

    /** Starts the kiosk; returns at once, {@link #port} tells when it is ready. Harmless while it is on. */
    synchronized void on() throws IOException {
        if (isOn()) {
            return;
        }
        kiosk.launch();
        Launched process = kiosk.process();
        on = true;
        port = OptionalInt.empty();
        Thread thread = new Thread(() -> awaitReady(process), "kiosk-power");
        thread.setDaemon(true);
        thread.start();
    }

    /** SIGKILL; returns when it is dead. Harmless while it is off. */
    synchronized void cut() {
        if (isOn()) {
            kiosk.kill();
        }
        on = false;
        port = OptionalInt.empty();
    }

    /** True from a start until it is cut, or until the kiosk has ended by itself. */
    synchronized boolean isOn() {
        on = on && kiosk.isAlive();
        return on;
    }

    /** Where the kiosk's page answers on 127.0.0.1; empty while it is off or not ready. */
    synchronized OptionalInt port() {
        return isOn() ? port : OptionalInt.empty();
    }

    private void awaitReady(Launched process) {
        try {
            ready(process, process.port());
        } catch (IOException notReady) {
            LOG.infof("the kiosk did not become ready, see %s: %s", kiosk.log(), notReady.getMessage());
        }
    }

    /** The word of a process that was killed meanwhile counts no more. */
    private synchronized void ready(Launched process, int told) {
        if (kiosk.process() == process) {
            port = OptionalInt.of(told);
        }
    }

    @Override
    public void close() {
        kiosk.close();
    }
}
