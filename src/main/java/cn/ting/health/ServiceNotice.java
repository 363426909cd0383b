package cn.ting.health;

import cn.ting.condition.Condition;
import cn.ting.condition.Conditions;
import cn.ting.condition.Fault.Severity;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * What systemd is told of this kiosk: that it is ready, how it is, and while its threads come round that it lives (systemd.service(5),
 * {@code Type=notify}, {@code WatchdogSec=}). Does nothing where systemd did not start it.
 *
 * <p>The sign of life is given from the clock's thread, so that a stuck clock gives none, and withheld while a device is stuck beyond help
 * ({@link StuckDevices}): the kiosk is started again then, in two seconds.
 */
@Singleton
public final class ServiceNotice {

    private static final Logger LOG = Logger.getLogger(ServiceNotice.class);
    private static final int LONGEST_STATUS = 1_000;

    private final StuckDevices stuck;
    private final Conditions conditions;
    private final KioskClock clock;
    private final Map<String, String> environment;
    private Optional<SystemdSocket> socket = Optional.empty();
    private boolean unheard;

    @Inject
    ServiceNotice(StuckDevices stuck, Conditions conditions, KioskClock clock) {
        this(stuck, conditions, clock, System.getenv());
    }

    ServiceNotice(StuckDevices stuck, Conditions conditions, KioskClock clock, Map<String, String> environment) {
        this.stuck = stuck;
        this.conditions = conditions;
        this.clock = clock;
        this.environment = environment;
    }

    /**
     * Says that the kiosk is ready, and from now on how it is; called once, when it serves.
     *
     * @param serving whether a resident is being served now; asked on the clock's thread
     */
    public void start(BooleanSupplier serving) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (!name.startsWith("/") && !name.startsWith("@")) {
            return;
        }
        try {
            socket = Optional.of(new SystemdSocket(name));
        } catch (Error missing) {
            // Then systemd ends this start in the end: nothing can be told to it otherwise.
            LOG.error("systemd cannot be told that this kiosk is ready", missing);
            return;
        }
        // Alone: a message too long for systemd is dropped whole.
        send("READY=1");
        send("STATUS=" + status());
        conditions.onChange(() -> clock.after(Duration.ZERO, () -> send("STATUS=" + status())));
        watchdogPeriod().ifPresent(period -> clock.every(period, () -> giveSign(serving)));
    }

    /** Says that the kiosk is about to end. */
    public void stop() {
        send("STOPPING=1");
    }

    /** Half of what systemd waits for; empty when it does not wait, or for another process. */
    private Optional<Duration> watchdogPeriod() {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (!pid.isEmpty() && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            return Optional.empty();
        }
        try {
            long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return micros > 0 ? Optional.of(Duration.ofNanos(micros * 1_000 / 2)) : Optional.empty();
        } catch (NumberFormatException odd) {
            return Optional.empty();
        }
    }

    private void giveSign(BooleanSupplier serving) {
        if (!stuck.beyondHelp(serving)) {
            send("WATCHDOG=1");
        }
    }

    private String status() {
        List<String> wrong = conditions.present().stream()
                .filter(condition -> condition.fault().severity() != Severity.NOTICE)
                .map(ServiceNotice::told)
                .toList();
        String told = wrong.isEmpty() ? "serving" : "serving; " + String.join(", ", wrong);
        return told.substring(0, Math.min(told.length(), LONGEST_STATUS));
    }

    private static String told(Condition condition) {
        return (condition.fault().code() + " " + condition.subject()).strip();
    }

    private void send(String message) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            socket.get().send(message);
            unheard = false;
        } catch (IOException refused) {
            if (!unheard) {
                LOG.warn(refused.getMessage());
            }
            unheard = true;
        }
    }
}
