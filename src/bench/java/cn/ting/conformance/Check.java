package cn.ting.conformance;

import cn.ting.conformance.PlayedKiosk.Fact;
import cn.ting.conformance.Verdicts.Unmet;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the trials share.
 *
 * @param strangersEpoch of facts that are sent in another kiosk's name
 */
record Check(CheckPlan plan, KioskClock clock, Journal journal, Verdicts verdicts, Shapes shapes, PlayedKiosk kiosk, Hands hands,
        String strangersEpoch) {

    LocalDate today() {
        return clock.local().toLocalDate();
    }

    /** A day for a trial of its own: facts of its noon are tallied by themselves. */
    LocalDate day(int daysAgo) {
        return today().minusDays(daysAgo);
    }

    static JsonNode tree(byte[] payload) {
        try {
            JsonNode tree = new ObjectMapper().readTree(payload);
            return tree == null ? new ObjectMapper().nullNode() : tree;
        } catch (IOException malformed) {
            return new ObjectMapper().nullNode();
        }
    }

    /** The first that is there twice. */
    static Optional<String> twice(List<String> those) {
        Set<String> seen = new HashSet<>();
        return those.stream().filter(one -> !seen.add(one)).findFirst();
    }

    /** A tally of some facts of one epoch and day, as the kiosk would send it; takes a number. */
    Fact tallyOf(LocalDate day, List<Fact> facts) {
        ObjectNode tally = new ObjectMapper().createObjectNode().put("day", day.toString());
        ArrayNode epochs = tally.putArray("epochs");
        long first = facts.stream().mapToLong(Fact::number).min().orElseThrow();
        long last = facts.stream().mapToLong(Fact::number).max().orElseThrow();
        epochs.addObject().put("epoch", facts.get(0).epoch()).put("first", first).put("last", last).put("facts", facts.size());
        Map<String, Long> counts = new TreeMap<>();
        facts.forEach(fact -> counts.merge(fact.type(), 1L, Long::sum));
        ObjectNode told = tally.putObject("counts");
        counts.forEach(told::put);
        tally.put("head", Keys.sha256(tally.toString().getBytes(StandardCharsets.UTF_8)));
        return kiosk.fact("upkeep.tally", "kiosk", today(), tally);
    }

    /** The platform's word on a day from a place in the journal on. */
    JsonNode tallied(int from, LocalDate day, Predicate<JsonNode> wanted) throws Unmet {
        return kiosk.heard(from, "down/tally", heard -> {
                    JsonNode told = tree(heard.payload());
                    return told.path("day").asText().equals(day.toString()) && wanted.test(told);
                })
                .map(heard -> tree(heard.payload()))
                .orElseThrow(() -> Unmet.untried("no word on the tally came"));
    }

    /** Tallies facts and hears what the platform has of them. */
    JsonNode tally(LocalDate day, List<Fact> facts) throws Unmet {
        int from = journal.now();
        kiosk.settle(tallyOf(day, facts));
        return tallied(from, day, told -> true);
    }

    /** The facts are stored, each once. A platform whose tallies do not say what is missing does not show that. */
    void balances(LocalDate day, List<Fact> facts) throws Unmet {
        JsonNode told = tally(day, facts);
        Unmet.unless(told.path("balanced").asBoolean(), "the tally of " + facts.size() + " facts says " + told);
        if (verdicts.with(Verdicts.Outcome.FAIL).contains(Rule.TALLY_MISSING)) {
            throw Unmet.untried("its tallies do not say what is missing");
        }
    }
}
