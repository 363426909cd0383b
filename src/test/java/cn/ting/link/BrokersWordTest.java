package cn.ting.link;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Letter;
import cn.ting.outbox.Outbox;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.time.SteppedClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a broker says at a connection is kept to: how many publishes it takes before it has answered one, and that another has come. */
@Timeout(300)
class BrokersWordTest {

    private static final int LETTERS = 9;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] YESTERDAY = json("{\"storing\":true,\"boot\":\"b\",\"time\":\"2026-11-22T01:30:00Z\"}");

    @TempDir
    Path directory;

    private final KioskClock clock = new SystemClock();
    private final Conditions conditions = new Conditions(clock);

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void lettersAndStatesTogetherKeepToWhatTheBrokerTakes(int receiveMaximum) throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(receiveMaximum);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            Outbox outbox = new Outbox(ledger, clock, LinkRig.PLACE);
            Link link = link(settings(broker, LONG), outbox);
            for (int i = 0; i < LETTERS; i++) {
                String key = "visit-" + i;
                ledger.write(tx -> outbox.post(tx, new Letter("visit.began", key, json("{}"))));
            }
            link.publishState("health", json("{\"n\":1}"), LONG);
            link.start();
            eventually(() -> broker.unanswered() == receiveMaximum);
            link.publishState("health", json("{\"n\":2}"), LONG);

            eventually(() -> {
                broker.answer();
                return count(broker, "/up/fact") == LETTERS && count(broker, "/up/health") > 0;
            });
            assertEquals(1, count(broker, "/up/birth"));
            assertEquals(receiveMaximum, broker.mostUnanswered());
            assertEquals(1, broker.connections(), "the connection was not lost over it");
            broker.answerAll();
            link.stop();
        }
    }

    /** One that is let in and dies before it has written its number down would come again under it. */
    @Test
    void theNumberOfASessionIsInTheLedgerBeforeTheBrokerHasLetItIn() throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(64);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            broker.deaf(true);
            Link link = link(settings(broker, Duration.ofSeconds(1)), new Outbox(ledger, clock, LinkRig.PLACE));
            link.start();
            for (int tries = 1; tries <= 2; tries++) {
                int seen = tries;
                eventually(() -> broker.steps().size() >= seen && broker.steps().get(seen - 1).contains("connect"));
                long next = new Outbox(ledger, clock, LinkRig.PLACE).epochs().nextSession().number();
                assertTrue(next > tries, "after " + tries + " attempts the next is " + next);
            }
            link.stop();
        }
    }

    @Test
    void onEachConnectionItSubscribesIsBornTellsItsHealthAndThenSendsWhatWaits() throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(64);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            broker.answerAll();
            Outbox outbox = new Outbox(ledger, clock, LinkRig.PLACE);
            ledger.write(tx -> outbox.post(tx, new Letter("visit.began", "visit", json("{}"))));
            Link link = link(settings(broker, LONG), outbox);
            link.publishState("health", json("{}"), LONG);
            link.start();
            eventually(() -> broker.steps().size() == 1 && broker.steps().get(0).toString().endsWith("/up/fact]"));

            broker.hangUp();

            eventually(() -> broker.steps().size() == 2 && broker.steps().get(1).toString().endsWith("/up/fact]"));
            for (List<String> steps : broker.steps()) {
                assertEquals(List.of("connect", "subscribe", "up/birth", "up/health", "up/fact"),
                        steps.stream().map(step -> step.replaceFirst(".*/(up/[a-z]+)$", "$1")).distinct().toList());
            }
            link.stop();
        }
    }

    /** A broker that was restarted without its platform, or another one that has an old word of it. */
    @Test
    void whatTheBrokerKeptOfThePlatformIsNotThePlatformItself() throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(64);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            broker.alone(true);
            broker.answerAll();
            Outbox outbox = new Outbox(ledger, clock, LinkRig.PLACE);
            for (int i = 0; i < LETTERS; i++) {
                String key = "visit-" + i;
                ledger.write(tx -> outbox.post(tx, new Letter("visit.began", key, json("{}"))));
            }
            clock.told(clock.instant());
            Link link = link(settings(broker, Duration.ofSeconds(1)), outbox);
            link.start();
            eventually(() -> conditions.has(LinkFault.PLATFORM_SILENT) && count(broker, "/up/fact") > 0);
            assertEquals(1, count(broker, "/up/fact"), "one probes");
            assertFalse(link.up());
            assertTrue(clock.trusted(), "an old time says nothing");

            broker.alone(false);
            eventually(() -> link.up() && count(broker, "/up/fact") >= LETTERS);
            assertFalse(clock.trusted());
            assertFalse(conditions.has(LinkFault.PLATFORM_SILENT));
            link.stop();
        }
    }

    /** A platform that hung for a day answers a birth before it says anew what time it is. */
    @Test
    void aReceiptShowsThatThePlatformIsThereAndNotWhenItSaidWhatTheBrokerKept() {
        SteppedClock kept = new SteppedClock();
        PlatformWord said = new PlatformWord(kept);
        assertFalse(said.takes(YESTERDAY, true));
        assertTrue(said.receipted());
        assertTrue(said.storing());
        assertTrue(kept.confirmed(), "the time that was kept is a day old");
        said.takes(YESTERDAY, true);
        assertTrue(kept.confirmed(), "and so it is when the broker hands it over again");
    }

    @Test
    void aTimeThatComesAsItIsSaidCounts() {
        SteppedClock kept = new SteppedClock();
        PlatformWord said = new PlatformWord(kept);
        assertTrue(said.takes(YESTERDAY, false));
        assertFalse(kept.confirmed());
        assertEquals(Instant.parse("2026-11-22T01:30:00Z"), kept.best());
    }

    /** Without room for a good-bye the connection is dropped, so that the will is published. */
    @Test
    void aStopWithoutCreditSaysNoGoodBye() throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(1);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            Link link = link(settings(broker, LONG), new Outbox(ledger, clock, LinkRig.PLACE));
            link.start();
            eventually(() -> broker.unanswered() == 1);
            link.stop();
            assertEquals(0, count(broker, "/up/gone"));
            assertEquals(1, broker.connections());
        }
    }

    /** An attempt that was given up may still reach a slow broker, behind the one that was answered. */
    @Test
    void whoWasThrownOffByAnEarlierAttemptOfItsOwnComesBackAndByAnotherKeepsOutOfTheWay() throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(64);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            broker.deaf(true);
            Link link = link(settings(broker, Duration.ofSeconds(1)), new Outbox(ledger, clock, LinkRig.PLACE));
            link.start();
            eventually(() -> broker.connections() >= 2);
            broker.deaf(false);
            eventually(link::up);

            int before = broker.connections();
            broker.throwOff();
            eventually(() -> broker.connections() > before && link.up());
            assertFalse(conditions.has(LinkFault.TAKEN_OVER));

            eventually(() -> {
                if (link.up()) {
                    broker.throwOff();
                }
                return conditions.has(LinkFault.TAKEN_OVER);
            });
            link.stop();

            Outbox outbox = new Outbox(ledger, clock, LinkRig.PLACE);
            assertTrue(outbox.epochs().isShared());
            conditions.clear(LinkFault.TAKEN_OVER, "");
            Link next = link(settings(broker, Duration.ofSeconds(1)), outbox);
            next.start();
            eventually(next::up);
            assertTrue(conditions.has(LinkFault.TAKEN_OVER), "a restart does not make it forget");
            next.stop();
        }
    }

    /** A retained document of 100 MB would end a kiosk of 96, and the next one again. */
    @Test
    void whatIsLargerThanTheContractsMessagesIsNotToBeSent() throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(64);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            Link link = link(settings(broker, LONG), new Outbox(ledger, clock, LinkRig.PLACE));
            link.start();
            eventually(link::up);
            assertEquals(256 * 1024, broker.largest());
            broker.answerAll();
            link.stop();
        }
    }

    /** A million receipts that nobody paces: what waits to be read is bounded, and what is more costs the connection. */
    @Test
    void aStormOfAMillionIsHungUpOnAndWhatWaitsIsSentOnTheNextConnection() throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(64);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            Outbox outbox = new Outbox(ledger, clock, LinkRig.PLACE);
            Link link = link(settings(broker, LONG), outbox);
            link.start();
            eventually(link::up);

            int passed = broker.storm();
            assertTrue(passed < 1_000_000, "nobody hung up");
            ledger.write(tx -> outbox.post(tx, new Letter("visit.began", "v", json("{}"))));

            eventually(() -> broker.connections() == 2 && link.up() && count(broker, "/up/fact") == 1);
            assertEquals(1, outbox.waiting());
            broker.answerAll();
            link.stop();
        }
    }

    /** Some brokers answer a subscription that their access list forbids by hanging up. */
    @Test
    void aBrokerThatHangsUpOnWhoAsksForItsOwnBirthIsNotAskedAgainAndKeepsNobodyAway() throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(64);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            broker.hangUpOn("/up/birth");
            broker.answerAll();
            Link link = link(settings(broker, LONG), new Outbox(ledger, clock, LinkRig.PLACE));
            link.start();

            eventually(link::up);
            assertEquals(3, broker.connections(), "a line may be lost just then once, and not twice");
            assertTrue(conditions.has(LinkFault.REFUSED));
            link.stop();
        }
    }

    /** The library's thread that reads ends over it and nobody is told; receipts would be waited for until the platform's pulse is missed. */
    @Test
    void whatTheLibraryCannotReadCostsTheConnectionAtOnceAndNoMore() throws IOException, InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker(64);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            Link link = link(settings(broker, LONG), new Outbox(ledger, clock, LinkRig.PLACE));
            link.start();
            eventually(link::up);

            broker.sendUnreadable();
            eventually(() -> broker.connections() == 2 && link.up());

            assertFalse(conditions.has(LinkFault.DOWN));
            broker.answerAll();
            link.stop();
        }
    }

    private Link link(LinkSettings settings, Outbox outbox) {
        return new Link(settings, new TlsSettings("none", "none", "none"), LinkRig.PLACE, outbox, new Documents(), conditions, clock,
                new DeviceKeyFile(Optional.empty(), directory, conditions));
    }

    private static LinkSettings settings(ScriptedBroker broker, Duration answerWithin) {
        Duration first = Duration.ofMillis(100);
        return new LinkSettings(broker.address(), Duration.ofMinutes(10), answerWithin, 64, LONG, LONG, first, first);
    }

    private static long count(ScriptedBroker broker, String topic) {
        return broker.heard().stream().filter(heard -> heard.endsWith(topic)).count();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
