package cn.ting.wire;

import cn.ting.time.KioskClock;
import cn.ting.wire.Meaning.Message;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What passed on the lines of one cabinet, message by message with its meaning, the newest {@value #MOST_KEPT}. A polling that
 * goes on saying the same is one burst that counts. Safe for use by any thread; watching a line takes microseconds.
 */
public final class WireScroll {

    private static final Logger LOG = Logger.getLogger(WireScroll.class);
    private static final int MOST_KEPT = 500;
    private static final int MOST_TOLD = 200;
    private static final int MOST_BYTES = 64;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /**
     * One message.
     *
     * @param id stays the same while a repeated message is counted
     * @param n grows with every message, so that a counted one comes again under a higher {@code n}
     * @param at time of day, the last one of a counted message
     * @param direction {@code to-device} or {@code from-device}
     * @param hex at most 64 bytes, then {@code …}
     * @param bytes how many there were
     * @param times how often in a row
     */
    public record Burst(
            long id, long n, String at, String device, String direction, String hex, int bytes, String says, int times) {}

    /**
     * An answer to {@link #after}.
     *
     * @param next what to ask for after this
     */
    public record Told(long next, List<Burst> bursts) {}

    private final KioskClock clock;
    /** By id, the one that passed last at the end. */
    private final Map<Long, Burst> kept = new LinkedHashMap<>();
    private long last;

    public WireScroll(KioskClock clock) {
        this.clock = clock;
    }

    /** A watcher for the line of one device. */
    public Traffic watch(String device, Meaning meaning) {
        Map<String, Burst> polling = new HashMap<>();
        return (direction, bytes) -> {
            synchronized (this) {
                for (Message message : understood(meaning, direction, bytes)) {
                    add(device, direction, message, polling);
                }
            }
        };
    }

    /** A meaning that fails must not break the line it listens to. */
    private static List<Message> understood(Meaning meaning, Traffic.Direction direction, byte[] bytes) {
        try {
            return meaning.of(direction, bytes);
        } catch (RuntimeException bug) {
            LOG.error("bytes were not understood", bug);
            return List.of(new Message(bytes, "not understood"));
        }
    }

    private void add(String device, Traffic.Direction direction, Message message, Map<String, Burst> polling) {
        if (message.poll().isEmpty()) {
            polling.clear();
        }
        String way = direction == Traffic.Direction.TO_DEVICE ? "to-device" : "from-device";
        String question = way + " " + message.poll();
        String hex = hex(message.bytes());
        Burst before = polling.get(question);
        last++;
        boolean again = before != null && before.hex.equals(hex) && kept.containsKey(before.id);
        Burst burst = new Burst(again ? before.id : last, last, TIME.format(clock.local()), device, way, hex,
                message.bytes().length, message.says(), again ? before.times + 1 : 1);
        kept.remove(burst.id);
        kept.put(burst.id, burst);
        if (!message.poll().isEmpty()) {
            polling.put(question, burst);
        }
        Iterator<Long> oldest = kept.keySet().iterator();
        while (kept.size() > MOST_KEPT) {
            oldest.next();
            oldest.remove();
        }
    }

    /**
     * What passed or was counted after an {@code n}, in the order of {@code n}; the newest {@value #MOST_TOLD}. An {@code n} that
     * was never reached is one of another life of this bench, and everything is after it.
     */
    public synchronized Told after(long n) {
        long from = n > last ? 0 : n;
        List<Burst> newer = kept.values().stream().filter(burst -> burst.n > from).toList();
        return new Told(last, List.copyOf(newer.subList(Math.max(0, newer.size() - MOST_TOLD), newer.size())));
    }

    private static String hex(byte[] bytes) {
        return bytes.length <= MOST_BYTES ? HEX.formatHex(bytes) : HEX.formatHex(Arrays.copyOf(bytes, MOST_BYTES)) + " …";
    }
}
