package cn.ting.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.link.LinkSettings;
import cn.ting.outbox.Outbox;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.supply.Supplies;
import cn.ting.telemetry.Telemetry;
import cn.ting.telemetry.TelemetrySettings;
import cn.ting.time.SteppedClock;
import cn.ting.wire.Lines;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthReportTest {

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);

    @Test
    void a_ledger_that_cannot_be_read_silences_neither_health_nor_metrics(@TempDir Path directory) throws IOException {
        Path file = Files.createDirectory(directory.resolve("ledger.db"));
        try (Ledger ledger = new Ledger(file, conditions, clock)) {
            PlaceSettings place = new PlaceSettings("demo", "k1", "亭", "Kiosk");
            Outbox outbox = new Outbox(ledger, clock, place);
            Link link = link(place, outbox);
            Inventory none = inventory();

            JsonNode health = new ObjectMapper()
                    .readTree(new HealthReport(link, outbox, none, new InService(none, ledger, clock),
                            new Supplies(ledger, clock, conditions), conditions,
                            new Telemetry(link, ledger, conditions, clock, new TelemetrySettings(64, 64)), clock).document());
            assertFalse(health.has("waiting"));
            assertEquals("store.unavailable", health.at("/conditions/0/code").asText());

            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            Metrics metrics = new Metrics(registry, link, outbox, ledger, conditions);
            metrics.start();
            assertTrue(Double.isNaN(registry.get("ting.outbox.waiting").gauge().value()));
            assertEquals(1, registry.get("ting.conditions").gauge().value());
        }
    }

    private Link link(PlaceSettings place, Outbox outbox) {
        Duration wait = Duration.ofSeconds(1);
        LinkSettings settings =
                new LinkSettings(URI.create("tcp://127.0.0.1:1"), wait, wait, 1, wait, wait, wait, wait);
        return new Link(settings, new TlsSettings("none", "none", "none"), place, outbox, new Documents(), conditions, clock,
                new DeviceKeyFile(Optional.empty(), Path.of("never-asked"), conditions));
    }

    private Inventory inventory() {
        Duration wait = Duration.ofSeconds(1);
        InventorySettings settings = new InventorySettings(true, wait, wait, wait);
        return new Inventory(new Drivers(List.of()), settings, List.of(), new Lines(), clock, conditions);
    }
}
