package cn.ting.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The letters read from the outbox and not yet settled: of each ordering key only the oldest may fly, that is, wait for
 * its receipt; the rest queue behind it. For the link's worker only.
 *
 * <p>Known limit: a single key with more letters than {@link #MOST} holds back the keys behind it until it drains.
 */
final class Flights {

    /** The most letters looked at ahead; their envelopes stay in the ledger, so this costs little memory. */
    static final int MOST = 4096;

    /** One letter on its way. */
    static final class Flight {
        final OutboxTable.Row row;
        /** How often it was sent since the link last came up. */
        int tries;
        /** True once this process has sent it: only such a letter can have a receipt. */
        boolean sent;
        /** When it is sent again, in uptime. */
        Duration due = Duration.ZERO;

        Flight(OutboxTable.Row row) {
            this.row = row;
        }
    }

    private final Map<String, Deque<Flight>> byKey = new HashMap<>();
    private final TreeMap<Long, Flight> ready = new TreeMap<>();
    private final TreeMap<Long, Flight> flying = new TreeMap<>();
    private int size;

    void add(List<OutboxTable.Row> rows) {
        for (OutboxTable.Row row : rows) {
            Flight flight = new Flight(row);
            Deque<Flight> queue = byKey.computeIfAbsent(row.key(), key -> new ArrayDeque<>(2));
            if (queue.isEmpty()) {
                ready.put(row.posted(), flight);
            }
            queue.add(flight);
            size++;
        }
    }

    int size() {
        return size;
    }

    int flying() {
        return flying.size();
    }

    /** The oldest letter that may be sent now, or null. */
    Flight nextReady() {
        return ready.isEmpty() ? null : ready.firstEntry().getValue();
    }

    /** It was sent. */
    void takeOff(Flight flight) {
        ready.remove(flight.row.posted());
        flying.put(flight.row.posted(), flight);
    }

    /** It needs no more sending: the next letter of its key may. */
    void settle(Flight flight) {
        ready.remove(flight.row.posted());
        flying.remove(flight.row.posted());
        Deque<Flight> queue = byKey.get(flight.row.key());
        queue.remove();
        size--;
        if (queue.isEmpty()) {
            byKey.remove(flight.row.key());
        } else {
            ready.put(queue.peek().row.posted(), queue.peek());
        }
    }

    /** The connection is gone: what flew is sent again on the next one, at once. */
    void landAll() {
        flying.values().forEach(flight -> flight.tries = 0);
        ready.putAll(flying);
        flying.clear();
    }

    /** Letters that wait for a receipt, oldest first. */
    Collection<Flight> inTheAir() {
        return flying.values();
    }

    /** Letters that this process has sent and no receipt has settled, whatever the connection did since. */
    List<Flight> unsettled() {
        List<Flight> sent = new ArrayList<>(flying.values());
        ready.values().stream().filter(flight -> flight.sent).forEach(sent::add);
        return sent;
    }
}
