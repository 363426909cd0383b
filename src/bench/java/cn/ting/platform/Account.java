package cn.ting.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the platform has of one epoch of one kiosk, and the receipt that says so. */
final class Account {

    /** The most refusals a receipt repeats beside those it answers; the newest. */
    private static final int MOST_REPEATED = 64;

    private record Refusal(String code, String retry) {}

    private final ObjectMapper json = new ObjectMapper();
    private final TreeSet<Long> beyond = new TreeSet<>();
    private final TreeMap<Long, Refusal> refused = new TreeMap<>();
    private long through;

    /** This number is stored, whatever was said of it before: what comes after a refusal is judged anew. */
    void stored(long number) {
        refused.remove(number);
        count(number);
    }

    boolean isRefused(long number) {
        return refused.containsKey(number);
    }

    /** This number is refused, {@code never} or {@code later}. */
    void refused(long number, String code, String retry) {
        refused.put(number, new Refusal(code, retry));
        if (retry.equals("never")) {
            count(number);
        }
    }

    private void count(long number) {
        if (number > through) {
            beyond.add(number);
        }
        while (beyond.remove(through + 1)) {
            through++;
        }
    }

    /** All up to this number are stored, or refused for good. */
    long through() {
        return through;
    }

    /** The highest number stored or refused. */
    long highest() {
        long beyondGap = beyond.isEmpty() ? through : beyond.last();
        return refused.isEmpty() ? beyondGap : Math.max(beyondGap, refused.lastKey());
    }

    /** How many are stored beyond a gap. */
    int beyond() {
        return beyond.size();
    }

    /** How many are refused now. */
    int refusals() {
        return refused.size();
    }

    /**
     * The receipt as of now. Of what it answers every refusal stands in it, or {@code through} would pass for its being stored; the newest of
     * the others are repeated.
     *
     * @param came the numbers that it answers; none when it answers a birth
     */
    byte[] receipt(String epoch, SortedSet<Long> came, String storeId, boolean rewound) {
        ObjectNode receipt = json.createObjectNode().put("epoch", epoch).put("through", through);
        if (rewound) {
            receipt.put("rewound", true);
        }
        ranges(receipt.putArray("also"), beyond);
        ranges(receipt.putArray("came"), came);
        ArrayNode refusals = receipt.putArray("refused");
        int repeated = 0;
        for (Map.Entry<Long, Refusal> entry : refused.descendingMap().entrySet()) {
            if (!came.contains(entry.getKey()) && ++repeated > MOST_REPEATED) {
                continue;
            }
            refusals.addObject()
                    .put("number", entry.getKey())
                    .put("code", entry.getValue().code)
                    .put("retry", entry.getValue().retry);
        }
        receipt.put("storeId", storeId);
        try {
            return json.writeValueAsBytes(receipt);
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }

    private static void ranges(ArrayNode ranges, SortedSet<Long> numbers) {
        Iterator<Long> each = numbers.iterator();
        Long next = each.hasNext() ? each.next() : null;
        while (next != null) {
            long from = next;
            long to = from;
            next = each.hasNext() ? each.next() : null;
            while (next != null && next == to + 1) {
                to++;
                next = each.hasNext() ? each.next() : null;
            }
            if (to == from) {
                ranges.add(from);
            } else {
                ranges.addArray().add(from).add(to);
            }
        }
    }
}
