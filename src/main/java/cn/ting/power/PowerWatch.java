package cn.ting.power;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.ups.PowerNow;
import cn.ting.device.ups.Supply;
import cn.ting.device.ups.Ups;
import cn.ting.time.KioskClock;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visits;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * Follows the kiosk's UPS. Mains lost: nobody is taken in any more and nothing is printed anew; the visit in progress is given its last
 * minute. Battery nearly empty: the visit ends at once, and where the settings say so the kiosk does ten seconds later, unless mains are told
 * to be back by then. Mains back and steady: all as before. What nobody tells changes nothing.
 *
 * <p>Everything that changes does so on the clock's thread, one thing after another; what is asked may be asked by any thread.
 */
@Singleton
public final class PowerWatch {

    private static final Logger LOG = Logger.getLogger(PowerWatch.class);

    /** A slip that is underway when the battery is nearly empty comes out whole within this. */
    private static final Duration PARKED_AFTER = Duration.ofSeconds(10);

    /** Longer than any battery of a kiosk lasts: who still runs after so long a silence has mains. */
    private static final Duration UNTOLD = Duration.ofMinutes(30);

    private static final KioskClock.Alarm NONE = () -> {};

    private final Inventory inventory;
    private final PowerSettings settings;
    private final Visits visits;
    private final Acts acts;
    private final Conditions conditions;
    private final KioskClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Runnable park = () -> {};
    private KioskClock.Alarm lastCall = NONE;
    private KioskClock.Alarm steady = NONE;
    private KioskClock.Alarm parking = NONE;
    /** When the visit in progress ends, by the kiosk's uptime; empty while there are mains, or while they are not missed yet. */
    private volatile Optional<Duration> deadline = Optional.empty();

    PowerWatch(Inventory inventory, PowerSettings settings, Visits visits, Acts acts, Conditions conditions, KioskClock clock) {
        this.inventory = inventory;
        this.settings = settings;
        this.visits = visits;
        this.acts = acts;
        this.conditions = conditions;
        this.clock = clock;
    }

    /**
     * Begins to follow the UPS, where there is one; called once at the kiosk's start, before the devices'.
     *
     * @param parking ends the kiosk in good order; run at most once, on the clock's thread
     */
    public void start(Runnable parking) {
        park = parking;
        inventory.find(Ups.class).ifPresent(ups -> ups.onChange(() -> clock.after(Duration.ZERO, this::look)));
    }

    /** Registers for the loss of mains and for the resumption of service. Listeners run on the clock's thread, so they may only enqueue. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** How long the visit in progress has left; empty when nothing hurries it. */
    public Optional<Duration> left() {
        Optional<Duration> end = deadline.filter(known -> visits.current().isPresent());
        return end.map(at -> at.minus(clock.uptime())).map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    private Supply supply() {
        return inventory.find(Ups.class).map(Ups::now).map(PowerNow::supply).orElse(Supply.UNKNOWN);
    }

    private void look() {
        Supply now = supply();
        steady.cancel();
        steady = NONE;
        switch (now) {
            case MAINS -> {
                parking.cancel();
                parking = NONE;
                if (deadline.isPresent()) {
                    steady = clock.after(settings.steadyFor(), this::resume);
                }
            }
            case BATTERY -> lost();
            case BATTERY_LOW -> {
                lost();
                visits.end(EndReason.POWER);
                // Counted from the first time: a battery that is now low, now not, as its load comes and goes, would put it off until it is empty.
                if (settings.shutdown() && parking == NONE) {
                    parking = clock.after(PARKED_AFTER, this::park);
                }
            }
            case UNKNOWN -> {
                // Parking goes on. No battery fills in those ten seconds, a UPS may fall silent because it is nearly empty, and upsmon takes one
                // that was last heard of on battery for empty too (its DEADTIME) and halts the machine. The visit has ended by then, so that
                // waiting serves nobody, and the kiosk would be cut off instead of closing its books.
                // Before the battery is low, the UPS may have been taken away: nobody is shut out for ever on a last word.
                if (deadline.isPresent()) {
                    steady = clock.after(UNTOLD, this::resume);
                }
            }
        }
    }

    private void lost() {
        if (deadline.isPresent()) {
            // Lost again before they were steady: the last minute is still the first one.
            endIfOver();
            return;
        }
        LOG.info("mains lost: nobody is taken in, the visit in progress has its last minute");
        visits.admit(false);
        acts.hold(true);
        deadline = Optional.of(clock.uptime().plus(settings.finishWithin()));
        lastCall = clock.after(settings.finishWithin(), this::endIfOver);
        conditions.raise(PowerFault.OUT_OF_SERVICE, "", "");
        listeners.forEach(Runnable::run);
    }

    /** Mains that came back just now may be there to stay: the visit is not ended before it is known. */
    private void endIfOver() {
        boolean over = deadline.filter(at -> at.compareTo(clock.uptime()) <= 0).isPresent();
        if (over && supply() != Supply.MAINS) {
            visits.end(EndReason.POWER);
        }
    }

    private void resume() {
        LOG.info("mains are back, or not heard of for long: service is resumed");
        lastCall.cancel();
        deadline = Optional.empty();
        acts.hold(false);
        visits.admit(true);
        conditions.clear(PowerFault.OUT_OF_SERVICE, "");
        listeners.forEach(Runnable::run);
    }

    private void park() {
        LOG.warn("the battery is nearly empty: the kiosk ends before the machine does");
        park.run();
    }
}
