package cn.ting.supply;

import cn.ting.condition.Conditions;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Every supply of this cabinet. What is left is kept every five minutes and at a clean stop: a kiosk that is killed forgets what
 * was used since, which is less than the estimate is wrong by. That something has come to its end is kept at once, and so is what a
 * device may hold of a slip; whatever is kept takes along what is left of all else. So where a printer does not say that it has forgotten each slip
 * saves once or twice. Safe for use by any thread.
 */
@Singleton
public final class Supplies {

    private static final Duration SAVING = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final KioskClock clock;
    private final Conditions conditions;
    private final PowerCycles cycles;
    private final SupplyTable table = new SupplyTable();
    private final LeftoverTable held = new LeftoverTable();
    private final Map<String, Supply> supplies = new ConcurrentSkipListMap<>();
    private final Map<String, Leftover> leftovers = new ConcurrentSkipListMap<>();
    private final ThreadPoolExecutor saving = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2), task -> new Thread(task, "ting-supply"),
            new ThreadPoolExecutor.DiscardPolicy());
    private volatile boolean started;
    private KioskClock.Alarm alarm = () -> {};

    public Supplies(Ledger ledger, KioskClock clock, Conditions conditions) {
        this.ledger = ledger;
        this.cycles = new PowerCycles(ledger);
        this.clock = clock;
        this.conditions = conditions;
    }

    /**
     * The supply of this name, made at the first call. Does not touch the disk.
     *
     * @param device the device's name in {@code device-config}
     * @param what lower-case words with dashes, such as {@code paper} or {@code toner-black}
     * @param full how much there is when it is new, more than zero
     * @param unit what it is counted in
     * @param lowAt from how much on downwards somebody should bring more
     */
    public Supply of(String device, String what, double full, String unit, double lowAt) {
        return made(device, what, full, unit, lowAt, true);
    }

    /** As {@link #of}, of what is not counted here but {@linkplain Supply#measured measured} by the device: unknown until it tells. */
    public Supply measured(String device, String what, double full, String unit, double lowAt) {
        return made(device, what, full, unit, lowAt, false);
    }

    private Supply made(String device, String what, double full, String unit, double lowAt, boolean counted) {
        return supplies.computeIfAbsent(subject(device, what), subject ->
                new Supply(device, what, full, unit, lowAt, counted, () -> look(subject), this::saveSoon));
    }

    /**
     * What this device may hold of slips, made at the first call. Does not touch the disk, and neither does what it is told or asked
     * before the kiosk's start.
     *
     * @param device the device's name in {@code device-config}
     */
    public Leftover leftover(String device) {
        return leftovers.computeIfAbsent(device, name -> new Leftover(name, () -> left(name), this::saveSoon));
    }

    private Leftover.Kept left(String device) {
        try {
            return started ? ledger.read(tx -> held.of(tx, device)) : Leftover.Kept.NOTHING;
        } catch (LedgerException told) {
            return null;
        }
    }

    private void saveSoon() {
        if (started) {
            saving.execute(this::save);
        }
    }

    /** Remembers what earlier lives left, and keeps what is left from now on; called once at the kiosk's start. */
    public void start() {
        saving.execute(this::remember);
        started = true;
        alarm = clock.every(SAVING, () -> saving.execute(this::save));
    }

    /** Keeps what is left; called at a clean stop. Waits for the disk. */
    public void stop() {
        alarm.cancel();
        saving.shutdown();
        save();
    }

    /** What is known of relays, which bear only so many strokes. */
    public PowerCycles powerCycles() {
        return cycles;
    }

    /** What there is as far as it is known, ordered by device and name: nobody is told a number that nobody knows. */
    public List<Supply> all() {
        return supplies.values().stream().filter(Supply::known).toList();
    }

    /**
     * A technician has filled up everything this device uses, or one thing of it.
     *
     * @param what the supply's name; empty for all
     * @return false when the device has no such supply
     */
    public boolean replenished(String device, String what) {
        List<Supply> filled = supplies.values().stream()
                .filter(supply -> supply.device().equals(device) && (what.isEmpty() || supply.what().equals(what)))
                .toList();
        filled.forEach(Supply::replenished);
        saving.execute(this::save);
        return !filled.isEmpty();
    }

    private void remember() {
        try {
            ledger.read(table::all).forEach((subject, kept) -> {
                Supply supply = supplies.get(subject);
                if (supply != null) {
                    supply.remember(kept.left(), kept.ended());
                    look(subject);
                }
            });
        } catch (LedgerException told) {
            // What is left counts from full then; why stands among the conditions.
        }
    }

    /** One at a time: whoever finds no news must not go on before the news that another has taken is on the disk. */
    private synchronized void save() {
        List<Supply> news = new ArrayList<>(supplies.values());
        news.removeIf(supply -> !supply.news().take());
        List<Leftover> heard = new ArrayList<>(leftovers.values());
        heard.removeIf(leftover -> !leftover.news().take());
        if (news.isEmpty() && heard.isEmpty()) {
            return;
        }
        try {
            ledger.write(tx -> {
                for (Supply supply : news) {
                    table.put(tx, subject(supply.device(), supply.what()), new SupplyTable.Kept(supply.left(), supply.hasEnded()), clock.instant());
                }
                for (Leftover leftover : heard) {
                    held.put(tx, leftover.device(), leftover.told(), clock.instant());
                }
                return null;
            });
        } catch (LedgerException told) {
            // Kept at the next time of saving, changed or not; why stands among the conditions.
            news.forEach(supply -> supply.news().tell());
            heard.forEach(leftover -> leftover.news().tell());
        }
    }

    private void look(String subject) {
        Supply supply = supplies.get(subject);
        if (supply != null) {
            conditions.set(supply.low(), SupplyFault.LOW, subject, supply.toString());
        }
    }

    private static String subject(String device, String what) {
        return device + " " + what;
    }
}
