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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {

    private static final Path EXAMPLE =
            Path.of(System.getProperty("project.root", "."), "src/docs/contract/examples/leases.json");

    private static final String TOPIC = "kiosk/k1/down/lease";

    @Test
    void the_example_of_the_contract_is_taken(@TempDir Path directory) throws IOException {
        try (HallBench bench = new HallBench(directory)) {
            String ours = Files.readString(EXAMPLE).replaceAll("(\"epoch\": )\"[^\"]+\"", "$1\"" + bench.outbox.epoch() + "\"");
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
}
