package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.platform.StoredFact;
import cn.ting.wire.Passage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters up, documents down, over a real broker that is cut and killed. */
class LinkTest {

    @TempDir
    Path directory;

    private LinkRig rig;

    private Set<Thread> before;

    @BeforeEach
    void begin() {
        before = Thread.getAllStackTraces().keySet();
        rig = new LinkRig(directory);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void a_letter_posted_online_is_stored_and_leaves_the_outbox() {
        rig.linked().post("v1", 1);

        rig.await("it is receipted", rig::drained);

        StoredFact fact = rig.platform.facts().get(0);
        assertEquals("kiosk-1/" + rig.outbox.epoch() + "/1", fact.id());
        assertEquals("visit.began", fact.type());
        assertEquals(1, fact.data().path("n").asInt());
    }

    @Test
    void letters_posted_without_a_link_arrive_once_when_it_is_back() {
        rig.linked();
        rig.broker.cut();
        rig.await("the cut is seen", () -> !rig.link.up());
        for (int n = 1; n <= 30; n++) {
            rig.post("v" + n % 7, n);
        }
        assertTrue(rig.conditions.has(LinkFault.DOWN));
        assertEquals(0, rig.platform.facts().size());

        rig.broker.restore();
        rig.await("all are receipted", rig::drained);

        assertEquals(30, rig.platform.facts().size());
        assertFalse(rig.conditions.has(LinkFault.DOWN));
    }

    @Test
    void a_broker_killed_while_draining_loses_nothing_and_doubles_nothing() {
        for (int n = 1; n <= 600; n++) {
            rig.post("v" + n % 40, n);
        }
        rig.linked();
        rig.await("some are stored", () -> rig.platform.facts().size() > 50);

        rig.broker.kill();
        rig.post("v1", 601);
        rig.broker.start();
        rig.await("all are receipted", rig::drained);

        assertEquals(601, rig.platform.facts().size());
    }

    @Test
    void a_line_that_crawls_or_loses_half_or_swallows_all_costs_time_and_nothing_else() throws InterruptedException {
        Passage line = rig.linked().broker.passage();
        int n = 0;
        for (int loss : new int[] {0, 50, 100}) {
            line.bytesPerSecond(loss == 0 ? 1 : 0);
            line.delay(Duration.ofSeconds(loss == 50 ? 2 : 0));
            line.lossPercent(loss);
            for (int i = 0; i < 20; i++) {
                rig.post("v" + ++n % 7, n);
            }
            rig.clock.pause(Duration.ofMillis(500));
            assertTrue(rig.outbox.waiting() > 10, "nothing bad came of it");

            line.bytesPerSecond(0);
            line.delay(Duration.ZERO);
            line.lossPercent(0);
            rig.await("all are receipted", rig::drained);
        }
        assertEquals(n, rig.platform.facts().size());
        assertInOrder();
    }

    @Test
    void letters_of_one_key_arrive_in_the_order_in_which_they_were_posted() {
        for (int n = 1; n <= 200; n++) {
            rig.post("v" + n % 9, n);
        }
        rig.linked();
        rig.await("all are receipted", rig::drained);

        assertInOrder();
    }

    private void assertInOrder() {
        Map<String, Integer> last = new HashMap<>();
        for (StoredFact fact : rig.platform.facts()) {
            int n = fact.data().path("n").asInt();
            assertTrue(n > last.getOrDefault(fact.data().path("visit").asText(), 0), "out of order: " + n);
            last.put(fact.data().path("visit").asText(), n);
        }
    }

    @Test
    void a_letter_whose_receipts_are_lost_is_sent_again_and_receipted_again() {
        rig.linked().platform.receipts(false);
        rig.post("v1", 1);
        rig.await("it came twice", () -> rig.platform.ledger().duplicates() >= 1);
        assertEquals(1, rig.outbox.waiting());

        rig.platform.receipts(true);
        rig.await("it is receipted", rig::drained);

        assertEquals(1, rig.platform.facts().size());
    }

    @Test
    void a_letter_refused_for_good_is_parked_and_holds_nobody_back() {
        rig.linked().platform.refuse("visit.odd", "schema", "never");
        rig.post("visit.odd", "v1", 1);
        rig.post("v1", 2);

        rig.await("the next is receipted", rig::drained);

        assertEquals(1, rig.outbox.parked().size());
        assertTrue(rig.conditions.has(LinkFault.PARKED));
        assertEquals(List.of(2L), rig.platform.facts().stream().map(StoredFact::number).toList());
    }

    @Test
    void a_letter_refused_for_now_is_kept_and_taken_later() {
        rig.linked().platform.refuse("visit.began", "busy", "later");
        rig.post("v1", 1);
        rig.post("visit.ended", "v2", 2);
        rig.await("another is receipted", () -> rig.outbox.waiting() == 1);

        rig.platform.refuse("visit.began", "", "");
        rig.platform.storing(false);
        rig.platform.storing(true);
        rig.await("it is receipted", rig::drained);

        assertEquals(2, rig.platform.facts().size());
        assertEquals(0, rig.outbox.parked().size());
    }

    @Test
    void a_receipt_for_what_was_never_sent_is_ignored_and_alarmed() {
        rig.linked().platform.receipts(false);
        rig.post("v1", 1);
        String receipt = "{\"epoch\":\"" + rig.outbox.epoch() + "\",\"through\":99,\"storeId\":\"s\"}";

        rig.platform.publishRetained("kiosk/kiosk-1/down/receipt", receipt.getBytes(StandardCharsets.UTF_8));

        rig.await("it is alarmed", () -> rig.conditions.has(LinkFault.RECEIPT_ODD));
        assertEquals(1, rig.outbox.waiting());
    }

    @Test
    void a_malformed_receipt_is_ignored() {
        rig.linked().platform.publishRetained("kiosk/kiosk-1/down/receipt", "{\"epoch\":7}".getBytes(StandardCharsets.UTF_8));

        rig.post("v1", 1);

        rig.await("letters go on", rig::drained);
    }

    @Test
    void a_document_is_read_on_every_connection_anew() throws InterruptedException {
        BlockingQueue<String> read = new LinkedBlockingQueue<>();
        rig.documents.subscribe("hall/+/notice", document -> read.add(new String(document.payload(), StandardCharsets.UTF_8)));
        rig.platform.publishRetained("hall/h/notice", "one".getBytes(StandardCharsets.UTF_8));
        rig.linked();
        assertEquals("one", read.poll(60, TimeUnit.SECONDS));

        rig.broker.cut();
        rig.platform.publishRetained("hall/h/notice", "two".getBytes(StandardCharsets.UTF_8));
        rig.broker.restore();

        assertEquals("two", read.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void a_document_asked_for_again_comes_again_and_a_throwing_reader_harms_nobody() throws InterruptedException {
        BlockingQueue<String> read = new LinkedBlockingQueue<>();
        rig.platform.publishRetained("catalogue/head", "head".getBytes(StandardCharsets.UTF_8));
        rig.documents.subscribe("catalogue/head", document -> {
            read.add("thrown");
            throw new IllegalStateException("a reader's bug, as the test wants it");
        });
        rig.linked();
        assertEquals("thrown", read.poll(60, TimeUnit.SECONDS));

        rig.documents.subscribe("catalogue/head", document -> read.add("read"));

        assertEquals("read", read.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void birth_and_gone_are_retained_and_the_session_rises() throws MqttException {
        rig.linked();
        rig.await("the birth is seen", () -> rig.seen().present());
        long first = rig.seen().birth().path("session").path("n").asLong();

        rig.broker.cut();
        rig.await("the will is seen", () -> !rig.seen().present());
        assertEquals("lost", rig.seen().gone().path("reason").asText());
        rig.broker.restore();
        rig.await("it is back", () -> rig.seen().present());
        assertTrue(rig.seen().birth().path("session").path("n").asLong() > first);
        assertEquals("reconnect", rig.seen().birth().path("cause").asText());

        try (ContractEar ear = new ContractEar(rig.broker.platformAddress().toString())) {
            rig.link.stop();
            rig.await("the good-bye is seen", () -> !rig.seen().present());
            // This broker may see the connection close before it has read the DISCONNECT, and add the will.
            rig.await("the good-bye is heard",
                    () -> ear.heard("up/gone").stream().anyMatch(gone -> gone.path("reason").asText().equals("stopped")));
        }
    }

    @Test
    void a_retained_state_is_told_once_changed_and_again_on_the_next_connection() throws MqttException {
        rig.linked().link.publishState("health", "{\"ok\":true}".getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(3));
        rig.await("health is seen", () -> rig.seen().health().path("ok").asBoolean());

        // With the broker goes all that it retained.
        rig.broker.kill();
        rig.broker.start();

        try (ContractEar ear = new ContractEar(rig.broker.platformAddress().toString())) {
            rig.await("health is told again", () -> ear.kinds().contains("up/health"));
        }
    }

    @Test
    void a_restarted_kiosk_sends_what_its_predecessor_left() {
        rig.linked().platform.receipts(false);
        rig.post("v1", 1);
        rig.await("it is stored", () -> rig.platform.facts().size() == 1);

        rig.restartKiosk();
        rig.platform.receipts(true);
        rig.await("it is receipted", rig::drained);

        assertEquals(1, rig.platform.facts().size());
    }

    @Test
    void a_platform_that_stores_nothing_is_probed_and_said_to_be_silent() {
        rig.linked().platform.storing(false);
        rig.await("the kiosk knows", () -> !rig.link.up());
        assertTrue(rig.conditions.has(LinkFault.PLATFORM_SILENT));
        for (int n = 1; n <= 20; n++) {
            rig.post("v" + n, n);
        }

        rig.platform.storing(true);
        rig.await("all are receipted", rig::drained);

        assertEquals(20, rig.platform.facts().size());
    }

    @Test
    void the_clock_is_trusted_once_the_platform_told_its_time() {
        assertFalse(rig.clock.trusted());

        rig.linked();

        rig.await("the platform says anew what time it is", rig.clock::trusted);
    }

    @Test
    void a_stopped_link_leaves_no_thread() {
        rig.linked().link.stop();

        rig.await("its threads have ended", () -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .noneMatch(name -> name.equals("ting-link") || name.contains("ting-demo-kiosk-1")));
    }
}
