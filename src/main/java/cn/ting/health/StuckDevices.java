package cn.ting.health;

import cn.ting.device.inventory.Inventory;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether a device's thread is stuck beyond help, so that the kiosk has to be started again. Not while somebody is being served, for ten
 * minutes at most, and not in the first hour: a device that hangs at once after every start shall not take all others down with it again
 * and again. For the clock's thread.
 */
final class StuckDevices {

    private static final Duration SETTLED = Duration.ofHours(1);
    private static final Duration LONGEST_WAIT_FOR_A_VISIT = Duration.ofMinutes(10);

    private final Inventory inventory;
    private final KioskClock clock;
    private Optional<Duration> hungSince = Optional.empty();

    StuckDevices(Inventory inventory, KioskClock clock) {
        this.inventory = inventory;
        this.clock = clock;
    }

    boolean beyondHelp(BooleanSupplier serving) {
        if (inventory.hung().isEmpty()) {
            hungSince = Optional.empty();
            return false;
        }
        Duration now = clock.uptime();
        Duration since = hungSince.orElse(now);
        hungSince = Optional.of(since);
        boolean inTheWay = serving.getAsBoolean() && now.minus(since).compareTo(LONGEST_WAIT_FOR_A_VISIT) < 0;
        return !inTheWay && now.compareTo(SETTLED) >= 0;
    }
}
