package cn.ting.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A receipt as it was heard. */
record Receipt(String epoch, long through, List<Range> also, Optional<List<Range>> came, Map<Long, Refusal> refused, String storeId,
        boolean rewound) {

    /** Both ends are in it. */
    record Range(long from, long to) {}

    /** Why a number was refused. */
    record Refusal(String code, String retry) {

        boolean forGood() {
            return retry.equals("never");
        }
    }

    /** Empty for what cannot be read as one. */
    static Optional<Receipt> read(byte[] payload) {
        try {
            JsonNode tree = new ObjectMapper().readTree(payload);
            Map<Long, Refusal> refused = new HashMap<>();
            for (JsonNode one : tree.path("refused")) {
                refused.put(one.path("number").asLong(), new Refusal(one.path("code").asText(), one.path("retry").asText()));
            }
            return Optional.of(new Receipt(tree.path("epoch").asText(), tree.path("through").asLong(), ranges(tree.path("also")),
                    tree.has("came") ? Optional.of(ranges(tree.path("came"))) : Optional.empty(), refused,
                    tree.path("storeId").asText(), tree.path("rewound").asBoolean()));
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private static List<Range> ranges(JsonNode tree) {
        List<Range> ranges = new ArrayList<>();
        for (JsonNode range : tree) {
            ranges.add(range.isArray() ? new Range(range.path(0).asLong(), range.path(1).asLong()) : new Range(range.asLong(), range.asLong()));
        }
        return ranges;
    }

    /** True for the answer to a birth, which answers no fact; of a platform that does not say, every receipt may be one. */
    boolean ofBirth() {
        return came.orElse(List.of()).isEmpty();
    }

    /** Says what became of a number as it came just now. Of a platform that says of none which came, every receipt does. */
    boolean answers(long number) {
        return names(number) && (came.isEmpty() || within(came.get(), number));
    }

    private static boolean within(List<Range> ranges, long number) {
        return ranges.stream().anyMatch(range -> range.from <= number && number <= range.to);
    }

    /** Stored, or refused for good or for now. */
    boolean names(long number) {
        return settles(number) || refused.containsKey(number);
    }

    /** Stored, or refused for good. */
    boolean settles(long number) {
        return number <= through || within(also, number);
    }

    boolean stored(long number) {
        return settles(number) && !refused.containsKey(number);
    }
}
