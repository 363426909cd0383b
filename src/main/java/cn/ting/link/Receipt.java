package cn.ting.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the platform says it has stored, or refused, of one epoch.
 *
 * @param through all numbers up to it are stored or refused for good; 0 for none
 * @param also further ranges beyond it that are stored, in their order, none within another
 * @param refused numbers it does not take as they are
 * @param came numbers it answers: those that came since the receipt before, again or for the first time; none in the answer to a birth.
 *     Empty when the platform does not say
 * @param storeId names the platform's store; another one has lost what it had
 * @param rewound true in the answer to a birth whose ledger knows less of its epoch than the platform does
 */
record Receipt(String epoch, long through, List<Range> also, List<Refusal> refused, Optional<List<Range>> came, String storeId, boolean rewound) {

    private static final int MOST_BYTES = 128 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Numbers from and to, both included. */
    record Range(long from, long to) {}

    /**
     * One refused letter.
     *
     * @param code why, in the platform's words
     * @param forGood true for {@code never}, false for {@code later}
     */
    record Refusal(long number, String code, boolean forGood) {}

    /** @throws IllegalArgumentException when it is no receipt */
    static Receipt parse(byte[] payload) {
        if (payload.length > MOST_BYTES) {
            throw new IllegalArgumentException("a receipt of " + payload.length + " bytes is too large");
        }
        try {
            JsonNode node = JSON.readTree(payload);
            String epoch = text(node, "epoch");
            List<Refusal> refused = new ArrayList<>();
            for (JsonNode item : node.path("refused")) {
                boolean forGood = text(item, "retry").equals("never");
                refused.add(new Refusal(number(item.path("number")), text(item, "code"), forGood));
            }
            long through = number(node.path("through"));
            boolean rewound = node.path("rewound").asBoolean();
            Optional<List<Range>> came = node.has("came") ? Optional.of(ranges(node.path("came"))) : Optional.empty();
            return new Receipt(epoch, through, ranges(node.path("also")), List.copyOf(refused), came, text(node, "storeId"), rewound);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not JSON", malformed);
        }
    }

    private static List<Range> ranges(JsonNode items) {
        List<Range> ranges = new ArrayList<>();
        for (JsonNode item : items) {
            long from = number(item.isArray() ? item.path(0) : item);
            long to = number(item.isArray() ? item.path(1) : item);
            if (to < from) {
                throw new IllegalArgumentException("a range that ends before it begins");
            }
            ranges.add(new Range(from, to));
        }
        return ordered(ranges);
    }

    /** As a platform may tell them in any order, and one over the other. */
    private static List<Range> ordered(List<Range> told) {
        List<Range> ordered = new ArrayList<>(told.size());
        for (Range range : told.stream().sorted(Comparator.comparingLong(Range::from)).toList()) {
            Range before = ordered.isEmpty() ? null : ordered.get(ordered.size() - 1);
            if (before != null && range.from <= before.to) {
                ordered.set(ordered.size() - 1, new Range(before.from, Math.max(before.to, range.to)));
            } else {
                ordered.add(range);
            }
        }
        return List.copyOf(ordered);
    }

    /** Stored or refused for good, whenever it came. */
    boolean names(long number) {
        return number <= through || within(also, number);
    }

    /** True when it says of a number what became of it as it came; false when that came long ago, perhaps with another content. */
    boolean answers(long number) {
        return came.isEmpty() || within(came.get(), number);
    }

    /** Asked for every letter in the air with every receipt, of which each may tell of hundreds of ranges. */
    private static boolean within(List<Range> ranges, long number) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).to < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ranges.size() && ranges.get(low).from <= number;
    }

    Optional<Refusal> refusal(long number) {
        for (Refusal refusal : refused) {
            if (refusal.number == number) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** The highest number it speaks of. */
    long highest() {
        long highest = through;
        for (Range range : also) {
            highest = Math.max(highest, range.to);
        }
        for (Range range : came.orElse(List.of())) {
            highest = Math.max(highest, range.to);
        }
        for (Refusal refusal : refused) {
            highest = Math.max(highest, refusal.number);
        }
        return highest;
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("no text " + name);
        }
        return value.textValue();
    }

    private static long number(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new IllegalArgumentException("no number where one belongs");
        }
        return value.longValue();
    }
}
