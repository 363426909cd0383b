package cn.ting.health;

import cn.ting.device.inventory.Inventory;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether a device's thread is stuck beyond help, so that the kiosk has to be started again: at once, but not while somebody is being
 * served, for ten minutes at most, and not again and again, for a device that hangs after every start shall not take all others down with
 * it. After a restart for that it has to have run for an hour before the next, after two for two, and for four from then on; as long with
 * none that hangs, and they are forgotten. For the clock's thread.
 */
@Singleton
final class StuckDevices {

    private static final Duration LONGEST_WAIT_FOR_A_VISIT = Duration.ofMinutes(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    /** How long it has to have run, by how many restarts were for this. */
    private static final List<Duration> APART = List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4));

    private final BooleanSupplier hangs;
    private final KioskClock clock;
    private final HangRestarts restarts;
    /** Since it runs, or since what hung came round again; in uptime, as all here. */
    private Duration since = Duration.ZERO;
    private Optional<Duration> hungSince = Optional.empty();
    /** How many restarts there were when it began to hang. Keeping the count of the next one changes what is counted. */
    private int before;
    private boolean beyondHelp;
    private Duration nextTry = Duration.ZERO;

    @Inject
    StuckDevices(Inventory inventory, KioskClock clock, HangRestarts restarts) {
        this(() -> !inventory.hung().isEmpty(), clock, restarts);
    }

    /** @param hangs whether any device's thread is stuck now */
    StuckDevices(BooleanSupplier hangs, KioskClock clock, HangRestarts restarts) {
        this.hangs = hangs;
        this.clock = clock;
        this.restarts = restarts;
    }

    /**
     * To be asked again and again, at least every minute.
     *
     * @param serving whether a resident is being served now
     */
    boolean beyondHelp(BooleanSupplier serving) {
        Duration now = clock.uptime();
        if (!hangs.getAsBoolean()) {
            comesRound(now);
            return false;
        }
        if (hungSince.isEmpty()) {
            hungSince = Optional.of(now);
            before = restarts.count();
        }
        boolean inTheWay = serving.getAsBoolean() && now.minus(hungSince.get()).compareTo(LONGEST_WAIT_FOR_A_VISIT) < 0;
        if (!inTheWay && !beyondHelp) {
            beyondHelp = isDue(now);
        }
        return beyondHelp && !inTheWay;
    }

    /** The count of a restart that did not come stands until it is forgotten: also a kiosk that stops has none that hang. */
    private void comesRound(Duration now) {
        if (hungSince.isPresent()) {
            hungSince = Optional.empty();
            beyondHelp = false;
            since = now;
        } else if (hasRun(now, restarts.count())) {
            isKept(0, now);
        }
    }

    /** What is on the disk before it happens is counted wherever the power goes. A disk that keeps no count puts it off, and not for ever. */
    private boolean isDue(Duration now) {
        return hasRun(now, before) && (isKept(Math.min(before + 1, HangRestarts.MOST), now) || hasRun(now, HangRestarts.MOST));
    }

    private boolean hasRun(Duration now, int count) {
        return now.minus(since).compareTo(APART.get(count)) >= 0;
    }

    private boolean isKept(int count, Duration now) {
        if (!restarts.isKept(count) && now.compareTo(nextTry) >= 0) {
            nextTry = now.plus(BETWEEN_TRIES);
            restarts.keep(count);
        }
        if (!restarts.isKept(count)) {
            return false;
        }
        nextTry = now;
        return true;
    }
}
