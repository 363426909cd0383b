package cn.ting.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.bench.Broker;
import cn.ting.time.SteppedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the platform says by itself, and how often. */
class AnnouncementsTest {

    private static final long PATIENCE_MS = 60_000;

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();

    @Test
    void however_many_are_born_at_once_the_state_is_said_once_a_second_at_most_and_also_to_one_whose_ledger_was_put_back() throws Exception {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        Mouth mouth = word -> {
            said.add(word.topic().replaceFirst("^ting/1/demo/", ""));
            return List.of(word);
        };
        try (Broker broker = new Broker(0, clock);
                Platform platform = new Platform(broker.platformAddress(), "demo", directory.resolve("by-itself.db"), List.of(), clock, mouth)) {
            broker.start();
            platform.start();
            clock.step(Duration.ofSeconds(1));
            MqttAsyncClient kiosks = new MqttAsyncClient(broker.address().toString(), "kiosks", new MemoryPersistence());
            kiosks.connect().waitForCompletion(PATIENCE_MS);
            try {
                born(kiosks, "k1", "1", 2);
                born(kiosks, "k2", "1", 2);
                born(kiosks, "k3", "1", 2);
                assertEquals(2, statesUntil(said, "kiosk/k3/down/naming"), "the first of the process, and one");
                clock.step(Duration.ofSeconds(1));
                assertEquals(1, statesUntil(said, "platform/state"), "a second later");

                String stored = "{\"specversion\":\"1.0\",\"id\":\"k3/e1/1\",\"type\":\"cn.ting.visit.began\",\"data\":{}}";
                kiosks.publish("ting/1/demo/kiosk/k3/up/fact", stored.getBytes(StandardCharsets.UTF_8), 1, false).waitForCompletion(PATIENCE_MS);
                clock.step(Duration.ofSeconds(1));
                born(kiosks, "k3", "2", 1);
                assertEquals(1, statesUntil(said, "platform/state"), "to whom it says as well that it was rewound");
            } finally {
                kiosks.disconnectForcibly(0, 100, false);
                kiosks.close(true);
            }
        }
    }

    private static void born(MqttAsyncClient kiosks, String kiosk, String boot, long nextNumber) throws MqttException {
        byte[] birth = ("{'session': {'epoch': 'e1', 'n': 1}, 'nextNumber': " + nextNumber + ", 'boot': '" + boot + "'}").replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
        kiosks.publish("ting/1/demo/kiosk/" + kiosk + "/up/birth", birth, 1, false).waitForCompletion(PATIENCE_MS);
    }

    /** How often the state was said until that. */
    private static int statesUntil(BlockingQueue<String> said, String last) throws InterruptedException {
        int states = 0;
        String topic;
        do {
            topic = said.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
            states += "platform/state".equals(topic) ? 1 : 0;
        } while (topic != null && !topic.equals(last));
        assertEquals(last, topic);
        return states;
    }
}
