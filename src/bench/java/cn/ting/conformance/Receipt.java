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
record Receipt(String epoch, long through, List<Range> also, Map<Long, Refusal> refused, String storeId, boolean rewound) {

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
            List<Range> also = new ArrayList<>();
            for (JsonNode range : tree.path("also")) {
                also.add(range.isArray() ? new Range(range.path(0).asLong(), range.path(1).asLong()) : new Range(range.asLong(), range.asLong()));
            }
            Map<Long, Refusal> refused = new HashMap<>();
            for (JsonNode one : tree.path("refused")) {
                refused.put(one.path("number").asLong(), new Refusal(one.path("code").asText(), one.path("retry").asText()));
            }
            return Optional.of(new Receipt(tree.path("epoch").asText(), tree.path("through").asLong(), also, refused,
                    tree.path("storeId").asText(), tree.path("rewound").asBoolean()));
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** Stored, or refused for good or for now. */
    boolean names(long number) {
        return settles(number) || refused.containsKey(number);
    }

    /** Stored, or refused for good. */
    boolean settles(long number) {
        return number <= through || also.stream().anyMatch(range -> range.from <= number && number <= range.to);
    }

    boolean stored(long number) {
        return settles(number) && !refused.containsKey(number);
    }
}
