package cn.ting.health;

import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Inventory;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long of each day residents could have what a kind of device is for: at least one device of the kind was ready, degraded or
 * not. Counted by the monotonic clock and given to the days the wall clock shows; what a dead kiosk did not serve is not counted.
 *
 * <p>Safe for use by any thread. Kept every five minutes and at a clean stop, for 62 days.
 */
@Singleton
public final class InService {

    private static final int DAYS_KEPT = 62;

    private final Inventory inventory;
    private final Ledger ledger;
    private final KioskClock clock;
    private final InServiceTable table = new InServiceTable();
    /** Two who save at once would write the same seconds twice. */
    private final Object saving = new Object();
    /** Not yet on disk. */
    private final Map<LocalDate, Map<String, Duration>> counted = new TreeMap<>();
    private Set<String> serving = Set.of();
    private Duration since;

    public InService(Inventory inventory, Ledger ledger, KioskClock clock) {
        this.inventory = inventory;
        this.ledger = ledger;
        this.clock = clock;
        this.since = clock.uptime();
    }

    /** Begins to count; called once at the kiosk's start, before the devices begin. */
    public void start() {
        inventory.onChange(this::count);
        count();
    }

    synchronized void count() {
        Duration now = clock.uptime();
        LocalDateTime end = clock.local();
        LocalDateTime from = end.minus(now.minus(since));
        while (from.isBefore(end)) {
            LocalDateTime midnight = from.toLocalDate().plusDays(1).atStartOfDay();
            LocalDateTime to = midnight.isBefore(end) ? midnight : end;
            give(from.toLocalDate(), Duration.between(from, to));
            from = to;
        }
        since = now;
        serving = inventory.statuses().stream()
                .filter(device -> device.now().state().inService())
                .map(DeviceStatus::kind)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void give(LocalDate day, Duration time) {
        Map<String, Duration> kinds = counted.computeIfAbsent(day, first -> new TreeMap<>());
        serving.forEach(kind -> kinds.merge(kind, time, Duration::plus));
    }

    /** Puts whole seconds on disk; the rest counts with the next. Waits for the disk, and lets nobody wait for it who counts. */
    public void save() {
        synchronized (saving) {
            saveNews();
        }
    }

    private void saveNews() {
        Map<LocalDate, Map<String, Duration>> news = news();
        LocalDate today = clock.local().toLocalDate();
        try {
            ledger.write(tx -> {
                for (Map.Entry<LocalDate, Map<String, Duration>> day : news.entrySet()) {
                    for (Map.Entry<String, Duration> kind : day.getValue().entrySet()) {
                        table.add(tx, day.getKey(), kind.getKey(), kind.getValue().toSeconds());
                    }
                }
                if (clock.trusted()) {
                    table.keep(tx, today.minusDays(DAYS_KEPT), today.plusDays(1));
                }
                return null;
            });
        } catch (LedgerException told) {
            // Counted on in memory; why stands among the conditions.
            return;
        }
        written(news);
    }

    private synchronized Map<LocalDate, Map<String, Duration>> news() {
        count();
        Map<LocalDate, Map<String, Duration>> news = new TreeMap<>();
        counted.forEach((day, kinds) -> news.put(day, new TreeMap<>(kinds)));
        return news;
    }

    private synchronized void written(Map<LocalDate, Map<String, Duration>> news) {
        news.forEach((day, kinds) -> kinds.forEach((kind, time) -> counted.get(day)
                .computeIfPresent(kind, (same, whole) -> whole.minusSeconds(time.toSeconds()))));
        counted.keySet().removeIf(day -> day.isBefore(clock.local().toLocalDate()));
    }

    /** Seconds in service by kind on one day, what is not on disk yet with it; without what cannot be read. */
    Map<String, Long> seconds(LocalDate day) {
        Map<String, Long> seconds = new TreeMap<>();
        inventory.statuses().forEach(device -> seconds.put(device.kind(), 0L));
        try {
            seconds.putAll(ledger.read(tx -> table.of(tx, day)));
        } catch (LedgerException told) {
            // As above.
        }
        news().getOrDefault(day, Map.of()).forEach((kind, time) -> seconds.merge(kind, time.toSeconds(), Long::sum));
        return seconds;
    }
}
