package cn.ting.visit;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.Broker;
import cn.ting.condition.Conditions;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.link.LinkSettings;
import cn.ting.outbox.Outbox;
import cn.ting.naming.Naming;
import cn.ting.platform.Dsse;
import cn.ting.platform.HallPlan;
import cn.ting.platform.Platform;
import cn.ting.platform.StoredFact;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.stories.Traces;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.vault.Person;
import cn.ting.wire.BrokerEars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One resident on the disk, on the wire and at the platform, with everything real but the devices and the pages. */
class NamedFactsTest {

    private static final Resident ZHANG = new Resident("张小三", "999901195001010019");
    private static final Traces TRACES = new Traces("张小三", "张*三", "999901195001010019", "195001010019");
    private static final PlaceSettings PLACE = new PlaceSettings("demo", "k1", "亭", "Kiosk");
    private static final HallPlan HALL = new HallPlan("hall-1", List.of(new HallPlan.Service("social", "A")), List.of("1"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final KioskClock clock = new SystemClock();
    private final Conditions conditions = new Conditions(clock);
    private final ConcurrentLinkedQueue<byte[]> heard = new ConcurrentLinkedQueue<>();

    @Test
    void nobody_but_the_platform_can_tell_who_it_was() throws IOException, MqttException {
        Path file = directory.resolve("ledger.db");
        try (Broker broker = new Broker(0, clock);
                Ledger ledger = new Ledger(file, conditions, clock)) {
            broker.start();
            MqttAsyncClient ear = ear(broker);
            try (Platform platform = new Platform(
                    broker.platformAddress(), "demo", directory.resolve("platform.db"), List.of(HALL), clock)) {
                platform.start();
                visitWith(broker, platform, ledger, file);
                await("everyone has heard what was sent", () -> !new Traces("queue.ticket-issued").in(wire()).isEmpty());
            } finally {
                ear.disconnectForcibly(0, 100, false);
                ear.close(true);
            }
        }
        byte[] wire = wire();
        assertEquals(List.of(), TRACES.in(wire));
        assertEquals(List.of("queue.ticket-issued"), new Traces("queue.ticket-issued").in(wire), "what was sent is found there");
    }

    private void visitWith(Broker broker, Platform platform, Ledger ledger, Path file) throws IOException {
        Outbox outbox = new Outbox(ledger, clock, PLACE);
        Documents documents = new Documents();
        DeviceKeyFile device = new DeviceKeyFile(Optional.empty(), directory, conditions);
        Naming naming = new Naming(documents, new TrustAnchor(Dsse.PUBLIC), device, PLACE, ledger, conditions, clock);
        VisitBook book = new VisitBook(outbox, clock, naming);
        Link link = new Link(settings(broker), new TlsSettings("none", "none", "none"), PLACE, outbox, documents, conditions, clock, device);
        naming.start();
        link.start();
        try {
            await("the platform has said how to name", () -> naming.pseudonym(ZHANG.number()).isPresent());
            broker.cut();
            Visits visits = new Visits(
                    new VisitSettings(PATIENCE, PATIENCE, 1, Duration.ofSeconds(8)), clock, ledger, book);
            Visit visit = visits.begin(new Milestone.Began("card")).orElseThrow();
            visits.identify(visit, ZHANG, Proof.ID_CARD);
            ledger.write(tx -> {
                book.record(tx, visit, new Milestone.TicketIssued(
                        "t1", "hall-1", "social", "A001", "l1", LocalDate.of(2026, 11, 26), Instant.parse("2026-11-26T01:30:00Z"), null));
                return null;
            });
            visits.end(EndReason.BUTTON);
            assertEquals(4, outbox.waiting());
            assertEquals(List.of(), TRACES.below(directory), "in the ledger, its WAL and the letters that wait");

            platform.newSealingKey();
            broker.restore();
            await("all is receipted", () -> outbox.waiting() == 0);
            assertEquals(List.of(), TRACES.below(directory), "nor in the platform's file");
            assertEquals(List.of(Optional.empty(), Optional.of("BY_PSEUDONYM "),
                            Optional.of("IN_FULL 张**, 9****************9"), Optional.empty()),
                    platform.facts().stream().map(fact -> fact.person().map(Person::toString)).toList());
            assertEquals(1, platform.facts().stream().map(StoredFact::person).flatMap(Optional::stream)
                    .map(Person::pseudonym).distinct().count());
            await("the newer key is sealed to", () -> naming.person("k1/e/9", "t", ZHANG.name(), ZHANG.number())
                    .orElseThrow().sealed().kid().equals("demo-2"));
            assertTrue(VerifyBook.verify(file).whole());
        } finally {
            link.stop();
        }
    }

    private MqttAsyncClient ear(Broker broker) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(broker.platformAddress().toString(), "all-ears", new MemoryPersistence());
        client.setCallback((BrokerEars) (topic, message) -> {
            heard.add(topic.getBytes(StandardCharsets.UTF_8));
            heard.add(message.getPayload());
        });
        client.connect().waitForCompletion(PATIENCE.toMillis());
        client.subscribe("ting/1/#", 1).waitForCompletion(PATIENCE.toMillis());
        return client;
    }

    private byte[] wire() {
        List<byte[]> all = new ArrayList<>(heard);
        byte[] wire = new byte[all.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : all) {
            System.arraycopy(part, 0, wire, at, part.length);
            at += part.length;
        }
        return wire;
    }

    private static LinkSettings settings(Broker broker) {
        Duration first = Duration.ofMillis(100);
        return new LinkSettings(
                broker.address(), PATIENCE, Duration.ofSeconds(5), 16, first, first.multipliedBy(4), first, first.multipliedBy(4));
    }

    private void await(String what, BooleanSupplier condition) {
        eventually(() -> what, condition::getAsBoolean);
    }
}
