package cn.ting.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.TestPen;
import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Verdict;
import cn.ting.link.Document;
import cn.ting.link.PlayedDocuments;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.WaitingLetter;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.BorrowedClock;
import cn.ting.time.SteppedClock;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the platform's commands, over restarts, repeats and lies. */
class CommandsTest {

    private static final PlaceSettings PLACE = new PlaceSettings("fengshui", "k1", "亭", "Kiosk");

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final TestPen pen = new TestPen();
    private final List<String> tested = new ArrayList<>();
    private Life life;

    /** One process of one kiosk, as far as it obeys. */
    private final class Life implements AutoCloseable {
        final Conditions conditions = new Conditions(clock);
        final PlayedDocuments link = new PlayedDocuments();
        final Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        final Outbox outbox = new Outbox(ledger, clock, PLACE);
        final VisitBook facts = new VisitBook(outbox, clock);
        final Visits visits = new Visits(
                new VisitSettings(Duration.ofMinutes(1), Duration.ofSeconds(20), 10, Duration.ofMinutes(3)), clock, ledger, facts);
        final Acts acts = new Acts(ledger, facts);
        final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        final Commands commands = new Commands(link.documents(), new TrustAnchor(pen.publicKey()), PLACE, outbox, visits,
                acts, this::test, new CommandBook(ledger, facts, outbox), conditions, clock);
        int restarts;

        Life() {
            clock.told(clock.instant());
        }

        private Optional<CompletableFuture<Verdict>> test(String device) {
            tested.add(device);
            return device.equals("printer") ? Optional.of(verdict) : Optional.empty();
        }

        /** Hears a list and looks at it; on the caller's thread, for the look of its own thread would be another one. */
        void hears(byte[] envelope) {
            commands.read(new Document("ting/1/fengshui/kiosk/k1/down/commands", envelope));
            commands.look();
        }

        String command(String id, String kind, String more) {
            return "{\"id\":\"" + id + "\",\"kind\":\"" + kind + "\",\"epoch\":\"" + outbox.epoch() + "\",\"notAfter\":\""
                    + clock.instant().plus(Duration.ofHours(1)) + "\"" + more + "}";
        }

        /** What was told of commands, oldest first: {@code began c1}, {@code c1 done …}. */
        List<String> told() {
            List<String> told = new ArrayList<>();
            for (WaitingLetter letter : outbox.after(Lane.RESULTS, 0, 100)) {
                JsonNode event = tree(outbox.envelopeOf(letter.posted()).orElseThrow());
                JsonNode fact = event.path("data");
                told.add(event.path("type").asText().equals("cn.ting.command.began")
                        ? "began " + fact.path("command").asText()
                        : (fact.path("command").asText() + " " + fact.path("outcome").asText() + " " + fact.path("detail").asText()).trim());
            }
            return told;
        }

        @Override
        public void close() {
            commands.stop();
            ledger.close();
        }
    }

    @BeforeEach
    void begin() {
        life = new Life();
        life.commands.start(() -> life.restarts++);
    }

    @AfterEach
    void end() {
        life.close();
    }

    @Test
    void aCommandIsDoneOnceHoweverOftenItsListComesAndAlsoByTheNextProcess() {
        byte[] list = list(1, life.command("c1", "self-test", ",\"device\":\"printer\""));
        life.hears(list);
        life.verdict.complete(Verdict.passed("a slip came out"));
        life.hears(list);
        startAnew();
        life.hears(list);

        assertEquals(List.of("printer"), tested);
        assertEquals(List.of("began c1", "c1 done a slip came out"), life.told());
    }

    @Test
    void whatWasCutShortIsAnsweredAsUnknownAndNotRepeated() {
        byte[] list = list(1, life.command("c1", "self-test", ",\"device\":\"printer\""));
        life.hears(list);
        assertEquals(List.of("began c1"), life.told(), "the intent is written before the verdict");

        startAnew();
        life.hears(list);

        assertEquals(List.of("printer"), tested);
        assertEquals(List.of("began c1", "c1 unknown the process ended meanwhile"), life.told());
    }

    @Test
    void anOlderListAStrangersAndAnotherKiosksHaveNoEffect() {
        life.hears(list(5));
        String order = life.command("c1", "requeue", "");
        byte[] older = list(4, order);
        byte[] strangers = new TestPen().sign(CommandList.PAYLOAD_TYPE, document("k1", 6, order));
        byte[] others = pen.sign(CommandList.PAYLOAD_TYPE, document("k2", 6, order));
        byte[] malformed = list(6, "{\"id\":\"c 1\"}");
        byte[] endless = list(6, Stream.generate(() -> order).limit(65).toArray(String[]::new));
        for (byte[] refused : List.of(older, strangers, others, malformed, endless)) {
            life.hears(refused);
            assertTrue(life.conditions.has(CommandFault.REFUSED));
            assertEquals(List.of(), life.told());
            life.hears(list(5));
            assertFalse(life.conditions.has(CommandFault.REFUSED));
        }
        startAnew();
        life.hears(older);
        assertEquals(List.of(), life.told(), "the next process knows the version too");
    }

    @Test
    void whatIsMeantForAnotherLifeOrUnknownIsRefusedAndWhatCameTooLateExpires() {
        String now = clock.instant().toString();
        life.hears(list(1,
                life.command("c1", "moved", ""),
                "{\"id\":\"c2\",\"kind\":\"requeue\",\"epoch\":\"another\",\"notAfter\":\"" + now + "\"}",
                life.command("c3", "requeue", ",\"boot\":\"another\""),
                life.command("c4", "requeue", ",\"boot\":\"" + life.outbox.boot() + "\""),
                "{\"id\":\"c5\",\"kind\":\"requeue\",\"epoch\":\"" + life.outbox.epoch() + "\",\"notAfter\":\"2026-01-01T00:00:00Z\"}"));

        assertEquals(List.of("c1 refused kind", "c2 refused epoch", "c3 refused boot", "began c4", "c4 done 0 letters", "c5 expired"),
                life.told());
    }

    @Test
    void nothingIsTestedOrRestartedDuringAVisitAndItIsDoneAfterwards() {
        life.visits.begin(new Milestone.Began("touch"));
        life.hears(list(1, life.command("c1", "self-test", ",\"device\":\"lamp\""), life.command("c2", "restart", "")));
        assertEquals(List.of(), life.told());
        assertEquals(0, life.restarts);

        life.visits.end(EndReason.BUTTON);
        life.commands.look();

        assertEquals(List.of("began c1", "c1 failed no such device", "began c2"), life.told());
        assertEquals(1, life.restarts);
        assertTrue(life.visits.begin(new Milestone.Began("touch")).isEmpty(), "nobody is taken in by a kiosk that ends");
    }

    @Test
    void nothingIsTestedWhileActsAreHeldBackAndItIsDoneAfterwards() {
        life.acts.hold(true);
        life.hears(list(1, life.command("c1", "self-test", ",\"device\":\"lamp\""), life.command("c2", "requeue", "")));
        assertEquals(List.of("began c2", "c2 done 0 letters"), life.told(), "what prints nothing goes on");
        assertEquals(List.of(), tested);

        life.acts.hold(false);
        life.commands.look();
        assertEquals(List.of("began c2", "c2 done 0 letters", "began c1", "c1 failed no such device"), life.told());
    }

    @Test
    void aRestartIsAnsweredByTheProcessThatCameUp() {
        byte[] list = list(1, life.command("c1", "restart", ""));
        life.hears(list);
        life.commands.look();
        startAnew();
        life.hears(list);

        assertEquals(0, life.restarts, "of this process");
        assertEquals(List.of("began c1", "c1 done started again"), life.told());
    }

    @Test
    void whileNobodyHasConfirmedTheClockACommandWaits() {
        clock.told(clock.instant().plus(Duration.ofDays(365)));
        life.hears(list(1, life.command("c1", "requeue", "")));
        assertEquals(List.of(), life.told());

        clock.told(clock.instant());
        life.commands.look();
        assertEquals(List.of("began c1", "c1 done 0 letters"), life.told());
    }

    @Test
    void byTheWordOfNtpAloneACommandHasNeitherExpiredNorMayItBegin() {
        Commands byNtp = new Commands(life.link.documents(), new TrustAnchor(pen.publicKey()), PLACE, life.outbox, life.visits, life.acts,
                life::test, new CommandBook(life.ledger, life.facts, life.outbox), life.conditions, new BorrowedClock(clock) {
                    @Override
                    public boolean confirmed() {
                        return false;
                    }
                });
        byNtp.start(() -> life.restarts++);
        Document told = new Document("ting/1/fengshui/kiosk/k1/down/commands", list(1, life.command("c1", "requeue", "")));
        byNtp.read(told);
        byNtp.look();
        clock.step(Duration.ofDays(30));
        byNtp.look();
        assertEquals(List.of(), life.told());
    }

    @Test
    void whatIsNoLongerOnTheListIsNotBegun() {
        life.visits.begin(new Milestone.Began("touch"));
        life.hears(list(1, life.command("c1", "restart", "")));
        life.hears(list(2));
        life.visits.end(EndReason.BUTTON);
        life.commands.look();

        assertEquals(List.of(), life.told());
        assertEquals(0, life.restarts);
    }

    @Test
    void withoutALedgerNothingIsBegunAndTheKioskStaysOpen() {
        byte[] list = list(1, life.command("c1", "restart", ""));
        life.ledger.close();
        life.hears(list);

        assertEquals(0, life.restarts);
        assertTrue(life.visits.admits());
    }

    private void startAnew() {
        life.close();
        life = new Life();
        life.commands.start(() -> life.restarts++);
    }

    private byte[] list(long version, String... commands) {
        return pen.sign(CommandList.PAYLOAD_TYPE, document("k1", version, commands));
    }

    private static byte[] document(String kiosk, long version, String... commands) {
        return ("{\"version\":" + version + ",\"area\":\"fengshui\",\"kiosk\":\"" + kiosk + "\",\"commands\":["
                + String.join(",", commands) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode tree(byte[] event) {
        try {
            return new ObjectMapper().readTree(event);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }
}
