package cn.ting.link;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Letter;
import cn.ting.outbox.Outbox;
import cn.ting.platform.Platform;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.store.Ledger;
import cn.ting.time.BorrowedClock;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two kiosks of one name, at a real mosquitto, which only hangs up on whom another throws off; and what looks like that and is not. */
@Timeout(300)
class NamesakesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_TURNS = 9;

    @TempDir
    Path directory;

    private final KioskClock clock = new SystemClock();
    private final List<Kiosk> kiosks = new ArrayList<>();
    private Mosquitto broker;
    private Platform platform;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        broker = new Mosquitto(directory);
        platform = new Platform(broker.plainly(), "demo", directory.resolve("platform.db"), List.of(LinkRig.HALL), clock);
        platform.start();
    }

    @AfterEach
    void end() {
        kiosks.forEach(Kiosk::close);
        platform.close();
        broker.close();
    }

    @Test
    void a_clone_and_its_original_notice_each_other_give_no_numbers_and_take_turns() throws IOException {
        Kiosk before = new Kiosk("original");
        before.sendLetter();
        before.close();
        Files.copy(directory.resolve("original.db"), directory.resolve("clone.db"));
        Kiosk original = new Kiosk("original");
        await("the original is linked", original.link::up);
        Kiosk clone = new Kiosk("clone");
        assertEquals(original.outbox.epoch(), clone.outbox.epoch(), "they hold the same numbers");

        await("one of them has noticed and makes way", () -> original.away() || clone.away());
        assertTrue((original.away() ? original : clone).noticed());
        takeTurns("both have noticed", () -> original.noticed() && clone.noticed());
        await("one makes way for the other", () -> original.away() && clone.link.up() || clone.away() && original.link.up());

        Kiosk there = original.away() ? clone : original;
        takeTurns("the other one's turn comes", there::away);
        await("it is linked", (there == clone ? original : clone).link::up);
    }

    /** Its birth is the last that the broker has kept, and its own, too, on the next connection. */
    @Test
    void a_kiosk_is_not_its_own_predecessor_s_namesake_whatever_the_broker_remembers() throws IOException, InterruptedException {
        Kiosk first = new Kiosk("kiosk");
        first.sendLetter();
        broker.stop();
        broker.start();
        first.sendLetter();
        first.close();
        Kiosk second = new Kiosk("kiosk");
        second.sendLetter();
        broker.kill();
        broker.start();
        second.sendLetter();
        broker.kill();
        broker.start();
        second.sendLetter();

        assertFalse(second.noticed(), "the broker has gone back to the first one's birth twice");
    }

    @Test
    void a_life_that_is_born_again_is_another_s_and_one_whose_birth_is_only_repeated_is_none() throws MqttException {
        Kiosk kiosk = new Kiosk("kiosk");
        kiosk.sendLetter();
        // A broker that was restored, or copies from another, tells of past lives as if they were now.
        for (String harmless : List.of("{", "", "[7]", "{\"boot\":7}", born(kiosk.outbox.boot(), 900), born("before", 8), born("before", 8),
                born("before", 7), born("another", 1))) {
            publish(harmless);
        }
        kiosk.sendLetter();
        assertFalse(kiosk.noticed());

        publish(born("another", 2));

        await("it is noticed", kiosk::noticed);
        assertTrue(kiosk.link.up(), "whoever is there stays until it is thrown off");
    }

    private static String born(String boot, int session) {
        return "{\"session\":{\"epoch\":\"e\",\"n\":" + session + "},\"boot\":\"" + boot + "\"}";
    }

    private void publish(String birth) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(broker.plainly().toString(), "anybody", new MemoryPersistence());
        client.connect().waitForCompletion(PATIENCE.toMillis());
        client.publish(Topics.of(LinkRig.PLACE).up(Topics.BIRTH), birth.getBytes(StandardCharsets.UTF_8), 1, true)
                .waitForCompletion(PATIENCE.toMillis());
        client.disconnect().waitForCompletion(PATIENCE.toMillis());
        client.close();
    }

    /** Lets whoever makes way come back after its time, again and again. */
    private void takeTurns(String what, BooleanSupplier until) {
        for (int turn = 0; !until.getAsBoolean(); turn++) {
            assertTrue(turn < MOST_TURNS, "not after so many turns: " + what);
            await(what, () -> until.getAsBoolean() || kiosks.stream().anyMatch(Kiosk::away));
            if (!until.getAsBoolean()) {
                kiosks.stream().filter(Kiosk::away).findFirst().ifPresent(Kiosk::comeBack);
            }
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        eventually(() -> what, condition::getAsBoolean);
    }

    /** A kiosk's process. When it makes way, only the test lets it come back. */
    private final class Kiosk {

        final Queue<Runnable> waits = new ConcurrentLinkedQueue<>();
        final KioskClock patient = new BorrowedClock(clock) {
            @Override
            public Alarm after(Duration delay, Runnable task) {
                boolean makesWay = delay.compareTo(Timetable.OUT_OF_THE_WAY) > 0 && delay.compareTo(Timetable.ALONE_AFTER) < 0;
                if (makesWay) {
                    waits.add(task);
                    return () -> waits.remove(task);
                }
                return super.after(delay, task);
            }
        };
        final Conditions conditions = new Conditions(patient);
        final Ledger ledger;
        final Outbox outbox;
        final Link link;
        private boolean closed;

        Kiosk(String name) {
            ledger = new Ledger(directory.resolve(name + ".db"), conditions, patient);
            outbox = new Outbox(ledger, patient, LinkRig.PLACE);
            Duration first = Duration.ofMillis(100);
            Duration most = Duration.ofMillis(400);
            link = new Link(
                    new LinkSettings(broker.plainly(), Duration.ofSeconds(60), Duration.ofSeconds(5), 16, first, most, first, most),
                    new TlsSettings("none", "none", "none"), LinkRig.PLACE, outbox, new Documents(), conditions, patient,
                    new DeviceKeyFile(Optional.empty(), directory, conditions));
            link.start();
            kiosks.add(this);
        }

        boolean noticed() {
            return conditions.has(LinkFault.TAKEN_OVER) && outbox.epochs().isShared();
        }

        boolean away() {
            return !waits.isEmpty();
        }

        void comeBack() {
            waits.remove().run();
        }

        void sendLetter() {
            ledger.write(tx -> outbox.post(tx, new Letter("visit.began", "v" + outbox.nextId(tx), "{}".getBytes(StandardCharsets.UTF_8))));
            await("a letter is receipted", () -> outbox.waiting() == 0);
        }

        void close() {
            if (!closed) {
                closed = true;
                link.stop();
                ledger.close();
            }
        }
    }
}
