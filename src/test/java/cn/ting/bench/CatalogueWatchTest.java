package cn.ting.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.catalogue.CatalogueTravel.Leg;
import cn.ting.time.SteppedClock;
import cn.ting.wire.BrokerEars;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench sees which kiosk asks for what of the catalogue, and what it is sent. */
class CatalogueWatchTest {

    private static final long PATIENCE_MS = 60_000;

    @Test
    void aKioskThatAsksForAPageIsSeenAskingAndSentIt(@TempDir Path directory) throws Exception {
        try (Bench bench = new Bench(BenchPlan.free(List.of("k1"), directory).with(5), new SteppedClock())) {
            bench.start();
            String id = bench.desk().find("", 1).get(0).id();
            bench.desk().edit(id, Map.of("promiseDay", "9"));
            List<Leg> published = bench.travel().after(0).legs();
            Leg page = published.get(published.size() - 3);
            assertEquals("page " + id, page.what() + " " + page.id());

            CountDownLatch came = new CountDownLatch(1);
            MqttAsyncClient kiosk = new MqttAsyncClient(bench.broker().address().toString(), "ting-fengshui-k1", new MemoryPersistence());
            kiosk.setCallback((BrokerEars) (topic, message) -> came.countDown());
            kiosk.connect().waitForCompletion(PATIENCE_MS);
            kiosk.subscribe("ting/1/fengshui/catalogue/blob/" + page.hash(), 1).waitForCompletion(PATIENCE_MS);
            came.await(60, TimeUnit.SECONDS);
            kiosk.disconnectForcibly(0, 100, false);
            kiosk.close(true);

            List<Leg> seen = bench.travel().after(published.get(published.size() - 1).n()).legs();
            assertEquals(
                    List.of("asked " + id + " page 0 k1", "sent " + id + " page " + page.bytes() + " k1"),
                    seen.stream().map(leg -> leg.what() + " " + leg.id() + " " + leg.kind() + " " + leg.bytes() + " " + leg.kiosk()).toList());
            assertEquals(page.hash(), seen.get(0).hash());
        }
    }
}
