package cn.ting.telemetry;

import cn.ting.condition.Condition;
import cn.ting.condition.Conditions;
import cn.ting.link.Link;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.store.Transaction;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/**
 * Keeps each change of what is wrong, and each warning of the log, until the platform's broker has taken it. Events go when no letter
 * waits to be sent. They are written every five seconds, so a power cut costs those of the last few; what a lane has no room for is let
 * go of, oldest first, and counted. Safe for use by any thread.
 */
@Singleton
public final class Telemetry implements Link.Spare {

    private static final Duration WRITE_EVERY = Duration.ofSeconds(5);
    /** Of a lane, between two writes. */
    private static final int MOST_UNWRITTEN = 500;
    private static final int MOST_AT_ONCE = 40;
    private static final int LONGEST_SUBJECT = 100;

    /** How a lane stands. */
    public record Standing(long waiting, long dropped) {}

    private final Link link;
    private final Ledger ledger;
    private final Conditions conditions;
    private final KioskClock clock;
    private final TelemetrySettings settings;
    private final TelemetryTable table = new TelemetryTable();
    private final ObjectMapper json = new ObjectMapper();
    private final LogEar ear = new LogEar(this::logged);
    private final Map<String, Condition> wrong = new HashMap<>();
    private final Map<TelemetryLane, Deque<byte[]>> unwritten = new EnumMap<>(TelemetryLane.class);
    private final Map<TelemetryLane, Long> uncounted = new EnumMap<>(TelemetryLane.class);
    /** On its way to the broker. */
    private volatile Set<Long> carried = Set.of();
    private volatile boolean waiting = true;
    private final ThreadPoolExecutor writing = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), task -> new Thread(task, "ting-telemetry"),
            new ThreadPoolExecutor.DiscardPolicy());

    public Telemetry(Link link, Ledger ledger, Conditions conditions, KioskClock clock, TelemetrySettings settings) {
        this.link = link;
        this.ledger = ledger;
        this.conditions = conditions;
        this.clock = clock;
        this.settings = settings;
        for (TelemetryLane lane : TelemetryLane.values()) {
            unwritten.put(lane, new ArrayDeque<>());
            uncounted.put(lane, 0L);
        }
    }

    /** Begins to listen, and to hand over to the link; called once, before the link starts. */
    public void start() {
        conditions.onChange(this::changed);
        changed();
        Logger.getLogger("").addHandler(ear);
        clock.every(WRITE_EVERY, () -> writing.execute(this::write));
        link.carry("telemetry", this);
    }

    /** How a lane stands; empty while the ledger cannot be read. */
    public Optional<Standing> standing(TelemetryLane lane) {
        try {
            Standing written = ledger.read(tx -> new Standing(table.waiting(tx, lane), table.dropped(tx, lane)));
            synchronized (this) {
                return Optional.of(new Standing(
                        written.waiting + unwritten.get(lane).size(), written.dropped + uncounted.get(lane)));
            }
        } catch (LedgerException told) {
            return Optional.empty();
        }
    }

    /** What is wrong was compared with what was: what came and went in between was not seen by anybody. */
    private synchronized void changed() {
        Map<String, Condition> now = new HashMap<>();
        for (Condition condition : conditions.present()) {
            String key = condition.fault().code() + " " + condition.subject();
            now.put(key, condition);
            if (!wrong.containsKey(key)) {
                note(TelemetryLane.HEALTH, about(condition, condition.since(), true).put("detail", condition.detail()));
            }
        }
        wrong.forEach((key, condition) -> {
            if (!now.containsKey(key)) {
                note(TelemetryLane.HEALTH, about(condition, clock.instant(), false));
            }
        });
        wrong.clear();
        wrong.putAll(now);
    }

    private ObjectNode about(Condition condition, Instant at, boolean raised) {
        String subject = condition.subject();
        return event(at)
                .put("code", condition.fault().code())
                .put("severity", condition.fault().severity().name().toLowerCase(Locale.ROOT))
                .put("subject", subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)))
                .put("raised", raised);
    }

    private synchronized void logged(LogEar.Line line) {
        note(TelemetryLane.LOGS, event(clock.instant()).put("level", line.level()).put("logger", line.logger()).put("message", line.message()));
    }

    private ObjectNode event(Instant at) {
        return json.createObjectNode()
                .put("at", at.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("clocktrusted", clock.trusted())
                .put("uptime", clock.uptime().toSeconds());
    }

    private void note(TelemetryLane lane, ObjectNode event) {
        Deque<byte[]> queue = unwritten.get(lane);
        if (queue.size() >= MOST_UNWRITTEN) {
            queue.removeFirst();
            uncounted.merge(lane, 1L, Long::sum);
        }
        queue.addLast(bytes(event));
    }

    private byte[] bytes(ObjectNode event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }

    /** Writes what came since; what a ledger refuses is there for the next call. */
    void write() {
        Map<TelemetryLane, List<byte[]>> fresh = new EnumMap<>(TelemetryLane.class);
        Map<TelemetryLane, Long> lost = new EnumMap<>(TelemetryLane.class);
        synchronized (this) {
            for (TelemetryLane lane : TelemetryLane.values()) {
                fresh.put(lane, new ArrayList<>(unwritten.get(lane)));
                unwritten.get(lane).clear();
                lost.put(lane, uncounted.put(lane, 0L));
            }
        }
        boolean none = fresh.values().stream().allMatch(List::isEmpty) && lost.values().stream().allMatch(count -> count == 0);
        if (none) {
            return;
        }
        try {
            ledger.spare(tx -> {
                for (TelemetryLane lane : TelemetryLane.values()) {
                    write(tx, lane, fresh.get(lane), lost.get(lane));
                }
                return null;
            });
            waiting = true;
            link.spareWaits();
        } catch (LedgerException told) {
            putBack(fresh, lost);
        }
    }

    private void write(Transaction tx, TelemetryLane lane, List<byte[]> events, long lost) throws SQLException {
        for (byte[] event : events) {
            table.add(tx, lane, event);
        }
        long gone = lost + table.trim(tx, lane, settings.bytes(lane), carried);
        if (gone > 0) {
            table.dropped(tx, lane, gone);
        }
    }

    private synchronized void putBack(Map<TelemetryLane, List<byte[]>> fresh, Map<TelemetryLane, Long> lost) {
        fresh.forEach((lane, events) -> {
            Deque<byte[]> queue = unwritten.get(lane);
            int room = MOST_UNWRITTEN - queue.size();
            int over = Math.max(0, events.size() - room);
            for (int i = events.size() - 1; i >= over; i--) {
                queue.addFirst(events.get(i));
            }
            uncounted.merge(lane, lost.get(lane) + over, Long::sum);
        });
    }

    @Override
    public Optional<byte[]> next() {
        if (!waiting) {
            return Optional.empty();
        }
        try {
            // Before the question: what is written after it sets it again.
            waiting = false;
            Optional<byte[]> message = ledger.read(tx -> {
                List<TelemetryTable.Row> rows = table.first(tx, MOST_AT_ONCE);
                Set<Long> numbers = new TreeSet<>();
                rows.forEach(row -> numbers.add(row.number()));
                carried = numbers;
                long[] dropped = new long[TelemetryLane.values().length];
                for (TelemetryLane lane : TelemetryLane.values()) {
                    dropped[lane.ordinal()] = table.dropped(tx, lane);
                }
                return rows.isEmpty() ? Optional.<byte[]>empty() : Optional.of(message(tx.life(), rows, dropped));
            });
            if (message.isPresent()) {
                waiting = true;
            }
            return message;
        } catch (LedgerException told) {
            waiting = true;
            return Optional.empty();
        }
    }

    private static byte[] message(String life, List<TelemetryTable.Row> rows, long[] dropped) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(rows.size() * 300);
        StringBuilder head = new StringBuilder("{\"ledger\":\"").append(life).append("\",\"dropped\":{");
        for (TelemetryLane lane : TelemetryLane.values()) {
            head.append(lane.ordinal() == 0 ? "" : ",").append('"').append(lane.label()).append("\":").append(dropped[lane.ordinal()]);
        }
        out.writeBytes(head.append("},\"events\":[").toString().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < rows.size(); i++) {
            TelemetryTable.Row row = rows.get(i);
            String begin = (i == 0 ? "" : ",") + "{\"n\":" + row.number() + ",\"lane\":\"" + row.lane().label() + "\",";
            out.writeBytes(begin.getBytes(StandardCharsets.UTF_8));
            // Each was made here as an object with fields.
            out.write(row.event(), 1, row.event().length - 1);
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    @Override
    public void taken() {
        Set<Long> arrived = carried;
        try {
            ledger.spare(tx -> {
                table.remove(tx, arrived);
                return null;
            });
            carried = Set.of();
        } catch (LedgerException told) {
            // They go once more, with what is written next.
            waiting = false;
        }
    }

    @PreDestroy
    void stop() {
        Logger.getLogger("").removeHandler(ear);
        writing.shutdownNow();
    }
}
