package cn.ting.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.faults.HandPage.Shown;
import cn.ting.visit.VerifyBook;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What must be true of the numbers of one hall once everything has come to rest, whatever was cut or killed on the way:
 * every promise is kept, and none twice.
 */
final class Reckoning {

    private static final int SLIPS_KEPT_BY_THE_BENCH = 100;

    private final LaunchedBench bench;
    private final Map<String, LaunchedKiosk> kiosks;
    private final List<JsonNode> issued;
    private final List<JsonNode> outcomes;

    private Reckoning(LaunchedBench bench, Map<String, LaunchedKiosk> kiosks) throws IOException {
        this.bench = bench;
        this.kiosks = kiosks;
        List<JsonNode> facts = new ArrayList<>();
        bench.get("platform/facts").forEach(facts::add);
        this.issued = ofType(facts, "queue.ticket-issued");
        this.outcomes = ofType(facts, "queue.slip");
    }

    /**
     * Waits until every kiosk has told everything, and reckons.
     *
     * @param shown every number a resident saw
     * @param kiosks running, by name
     */
    static void holds(LaunchedBench bench, List<Shown> shown, Map<String, LaunchedKiosk> kiosks) throws IOException {
        Patience patience = new Patience();
        for (LaunchedKiosk kiosk : kiosks.values()) {
            patience.until("all letters receipted", new LedgerRows(kiosk)::atRest);
        }
        Reckoning reckoning = new Reckoning(bench, kiosks);
        reckoning.whatWasShownIsStored(shown);
        reckoning.whatIsStoredWasCommitted();
        reckoning.noNumberIsGivenTwice();
        reckoning.everySlipHasOneOutcome();
        reckoning.noSlipComesTwice();
        for (LaunchedKiosk kiosk : kiosks.values()) {
            theBookIsWhole(kiosk);
        }
    }

    private void whatWasShownIsStored(List<Shown> shown) {
        List<Shown> stored = issued.stream()
                .map(fact -> new Shown(fact.path("service").asText(), fact.path("number").asText())).toList();
        for (Shown number : shown) {
            assertEquals(1, stored.stream().filter(number::equals).count(), number + " was shown; stored are " + stored);
        }
    }

    private void whatIsStoredWasCommitted() throws IOException {
        List<String> committed = new ArrayList<>();
        for (LaunchedKiosk kiosk : kiosks.values()) {
            committed.addAll(new LedgerRows(kiosk).tickets());
        }
        assertEquals(committed.stream().sorted().toList(), tickets(issued).sorted().toList(),
                "the tickets in the ledgers, and those at the platform");
    }

    private void noNumberIsGivenTwice() {
        Set<String> given = new HashSet<>();
        for (JsonNode fact : issued) {
            String number = fact.path("service").asText() + " " + fact.path("businessDate").asText() + " "
                    + fact.path("number").asText();
            assertTrue(given.add(number), number + " was given twice");
        }
    }

    /** Nobody asked for a second slip here, so every ticket had one act of printing. */
    private void everySlipHasOneOutcome() {
        assertEquals(tickets(issued).sorted().toList(), tickets(outcomes).sorted().toList(),
                "the tickets, and those with an outcome of their slip");
    }

    private void noSlipComesTwice() throws IOException {
        for (String kiosk : kiosks.keySet()) {
            JsonNode slips = bench.get("cabinets/" + kiosk + "/printer/slips");
            Map<String, Integer> seen = new TreeMap<>();
            for (JsonNode slip : slips) {
                List<String> numbers = numbers(slip);
                assertTrue(numbers.size() <= 1, "two people's numbers on one piece of paper: " + slip);
                numbers.forEach(number -> seen.merge(number, 1, Integer::sum));
            }
            seen.forEach((number, times) -> assertEquals(1, times, number + " came out more than once"));
            if (kiosks.size() == 1 && slips.size() < SLIPS_KEPT_BY_THE_BENCH) {
                printedNumbers().forEach(number -> assertTrue(seen.containsKey(number), number + " is said to be printed"));
            }
        }
    }

    private Stream<String> printedNumbers() {
        Set<String> printed = new HashSet<>(outcomes.stream()
                .filter(fact -> fact.path("outcome").asText().equals("printed"))
                .map(fact -> fact.path("ticket").asText()).toList());
        return issued.stream()
                .filter(fact -> printed.contains(fact.path("ticket").asText()))
                .map(fact -> fact.path("number").asText());
    }

    private static void theBookIsWhole(LaunchedKiosk kiosk) throws IOException {
        Process command = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"), "-cp", System.getProperty("java.class.path"),
                VerifyBook.class.getName(), kiosk.data().resolve("ledger.db").toString()).redirectErrorStream(true).start();
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(said.contains("the chain is whole"), said);
    }

    /** The lines of a slip that are numbers. */
    static List<String> numbers(JsonNode slip) {
        List<String> numbers = new ArrayList<>();
        slip.forEach(line -> {
            if (line.asText().matches("[A-Z]\\d{3}")) {
                numbers.add(line.asText());
            }
        });
        return numbers;
    }

    private static Stream<String> tickets(List<JsonNode> facts) {
        return facts.stream().map(fact -> fact.path("ticket").asText());
    }

    private static List<JsonNode> ofType(List<JsonNode> facts, String type) {
        return facts.stream().filter(fact -> fact.path("type").asText().equals(type)).map(fact -> fact.path("data")).toList();
    }
}
