package cn.ting.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.link.Document;
import cn.ting.link.PlayedDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {

    private static final Path EXAMPLE =
            Path.of(System.getProperty("project.root", "."), "src/docs/contract/examples/leases.json");

    private static final String TOPIC = "kiosk/k1/down/lease";

    @Test
    void the_example_of_the_contract_is_taken(@TempDir Path directory) throws IOException {
        try (HallBench bench = new HallBench(directory)) {
            String ours = Files.readString(EXAMPLE).replace("\"demo\"", "\"fengshui\"").replace("\"kiosk-1\"", "\"k1\"").replaceAll("(\"epoch\": )\"[^\"]+\"", "$1\"" + bench.outbox.epoch() + "\"");
            byte[] signed = bench.catalogue.pen.sign(Leases.PAYLOAD_TYPE, ours.getBytes(StandardCharsets.UTF_8));

            bench.leases.read(new Document("ting/1/fengshui/" + TOPIC, signed));

            assertFalse(bench.catalogue.conditions.has(HallFault.LEASES_REFUSED));
            Lease lease = bench.ledger.read(tx -> new LeaseTable().open(tx, "hall-1", "social", bench.outbox.epoch(tx))).get(0);
            assertEquals("A011", lease.nextNumber().toString());
        }
    }

    @Test
    void a_document_the_ledger_could_not_take_in_is_asked_for_again(@TempDir Path directory) {
        try (HallBench bench = new HallBench(directory)) {
            PlayedDocuments link = bench.catalogue.link;
            bench.leases.start();
            link.publish(TOPIC, bench.granting(bench.catalogue.pen, bench.lease("l1", 1, 10)));
            bench.ledger.write(tx -> tx.prepare(
                            "CREATE TRIGGER refuse BEFORE INSERT ON lease BEGIN SELECT RAISE(ABORT, 'a bad disk'); END")
                    .execute());
            link.deliver(TOPIC);
            assertEquals("Exhausted", bench.taken("v1"));

            // What was delivered is not delivered again by itself.
            link.documents().unsubscribe(TOPIC);
            bench.ledger.write(tx -> tx.prepare("DROP TRIGGER refuse").execute());
            assertFalse(link.asked().contains(TOPIC));
            bench.catalogue.clock.step(Duration.ofSeconds(10));
            assertTrue(link.asked().contains(TOPIC));
            link.deliver(TOPIC);
            assertEquals("A001", bench.taken("v1"));
        }
    }

    @Test
    void an_older_document_sent_again_is_refused_and_takes_nothing_back(@TempDir Path directory) {
        try (HallBench bench = new HallBench(directory)) {
            bench.grantOn("2026-11-23", 5, bench.lease("l1", 1, 1));
            bench.grantOn("2026-11-23", 6, bench.lease("l1", 1, 1), bench.lease("l2", 11, 20));
            assertEquals("A001", bench.taken("v1"));

            bench.grantOn("2026-11-23", 5, bench.lease("l1", 1, 1));
            bench.grant(bench.lease("none told", 31, 40));

            assertTrue(bench.catalogue.conditions.has(HallFault.LEASES_REFUSED));
            assertEquals("A011", bench.taken("v2"));
            bench.grantOn("2026-11-23", 6, bench.lease("l1", 1, 1), bench.lease("l2", 11, 20));
            assertFalse(bench.catalogue.conditions.has(HallFault.LEASES_REFUSED));
            assertEquals("A012", bench.taken("v3"));
        }
    }

    @Test
    void one_lease_that_cannot_be_is_passed_over_and_told_and_the_others_count(@TempDir Path directory) {
        try (HallBench bench = new HallBench(directory)) {
            String good = bench.lease("l1", 1, 10);
            for (String odd : List.of(bench.lease("odd", 991, 1_000), bench.lease("odd", 11, 20).replace("T23:59:00", " at midnight"),
                    bench.lease("odd", 30, 20), bench.lease("odd", 11, 20, bench.outbox.epoch(), "2026-11-23", "<b>"),
                    bench.lease("odd", 11, 20).replace("\"slipKey\":\"", "\"slipKey\":\"!"))) {
                bench.grant(odd, good);
                assertTrue(bench.catalogue.conditions.has(HallFault.LEASE_ODD), odd);
                assertFalse(bench.catalogue.conditions.has(HallFault.LEASES_REFUSED), odd);
            }
            assertEquals("A001", bench.taken("v1"));
            bench.grant(good);
            assertFalse(bench.catalogue.conditions.has(HallFault.LEASE_ODD));
        }
    }

    /** A platform that makes its ids of hall and day would give a new epoch the old one's, and staff would hear of no numbers alone. */
    @Test
    void a_lease_that_was_granted_to_another_epoch_is_told_and_nothing_is_drawn_of_it(@TempDir Path directory) {
        try (HallBench bench = new HallBench(directory)) {
            bench.grant(bench.lease("hall-day", 1, 10));
            assertEquals("A001", bench.taken("v1"));
            bench.outbox.rewind(bench.outbox.epoch(), 0);
            bench.grant(bench.lease("hall-day", 1, 10), bench.lease("fresh", 11, 20));
            assertTrue(bench.catalogue.conditions.has(HallFault.LEASE_ODD));
            assertEquals("A011", bench.taken("v2"));
        }
    }

    @Test
    void another_kiosks_leases_are_refused_and_take_nothing_back(@TempDir Path directory) {
        try (HallBench bench = new HallBench(directory)) {
            bench.grantOn("2026-11-23", 5, bench.lease("l1", 1, 10));
            for (String others : List.of("\"area\":\"fengshui\",\"kiosk\":\"k2\",", "\"area\":\"elsewhere\",\"kiosk\":\"k1\",", "")) {
                String payload = "{" + others + "\"version\":6,\"businessDate\":\"2026-11-23\",\"leases\":[]}";
                bench.leases.read(new Document("ting/1/fengshui/" + TOPIC,
                        bench.catalogue.pen.sign(Leases.PAYLOAD_TYPE, payload.getBytes(StandardCharsets.UTF_8))));
                assertTrue(bench.catalogue.conditions.has(HallFault.LEASES_REFUSED));
            }
            assertEquals("A001", bench.taken("v1"));
        }
    }

    @Test
    void with_a_clock_nobody_confirmed_only_the_day_the_platform_spoke_of_has_numbers(@TempDir Path directory) {
        try (HallBench bench = new HallBench(directory)) {
            String epoch = bench.outbox.epoch();
            bench.catalogue.clock.untold();
            bench.grantOn("2026-11-24", 7, bench.lease("clock's", 1, 10), bench.lease("platform's", 11, 20, epoch, "2026-11-24", "A"));
            assertEquals("A011", bench.taken("v1"), "the platform has spoken, the clock is behind");

            bench.grantOn("2026-11-22", 8, bench.lease("clock's", 1, 10), bench.lease("spoken", 21, 30, epoch, "2026-11-22", "A"));
            assertEquals("A021", bench.taken("v2"), "the platform has spoken, the clock is ahead");
            bench.begin();
            assertEquals("DayUnknown", bench.taken("v3"), "it may be the day after by now");

            bench.catalogue.clock.told(bench.catalogue.clock.instant());
            assertEquals("A001", bench.taken("v4"));
        }
    }
}
