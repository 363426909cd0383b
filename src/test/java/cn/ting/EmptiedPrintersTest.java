package cn.ting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.document.Document;
import cn.ting.device.document.DocumentFault;
import cn.ting.device.document.DocumentPrinter;
import cn.ting.device.document.IppDriver;
import cn.ting.device.document.PrintedDocument;
import cn.ting.device.document.Sides;
import cn.ting.device.document.SimulatedIppPrinter;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Section;
import cn.ting.store.Ledger;
import cn.ting.supply.KeptNowhere;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Lines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a real visit, with a printer that is at its document. */
@Timeout(60)
class EmptiedPrintersTest {

    private final KioskClock clock = new SystemClock();
    private final Conditions conditions = new Conditions(clock);

    @Test
    void aVisitsEndTakesItsDocumentOutOfThePrinter(@TempDir Path directory) throws Exception {
        Duration second = Duration.ofSeconds(1);
        try (SimulatedIppPrinter far = new SimulatedIppPrinter(0, Duration.ofMillis(1), clock);
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            far.start();
            far.hold(true);
            Inventory inventory = new Inventory(new Drivers(List.of(new IppDriver(KeptNowhere.supplies(clock, conditions)))),
                    new InventorySettings(false, second, second, second),
                    List.of(new DeviceSettings("a4", "ipp", far.address(), Section.empty())), new Lines(), clock, conditions);
            Visits visits = new Visits(new VisitSettings(second.multipliedBy(60), second.multipliedBy(20), 1, second), clock, ledger,
                    new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock));
            visits.listen(new EmptiedPrinters(inventory));
            DocumentPrinter printer = inventory.find(DocumentPrinter.class).orElseThrow();
            inventory.start();
            try {
                until(() -> printer.trouble().isEmpty());
                visits.begin(new Milestone.Began("touch"));
                byte[] pdf = "%PDF-1.4 /Type /Page".getBytes(StandardCharsets.US_ASCII);
                CompletableFuture<PrintedDocument> printing = printer.print(new Document(pdf, 1), 1, Sides.ONE);
                until(far::isPrinting);

                visits.end(EndReason.BUTTON);

                assertEquals(new PrintedDocument.Unknown(DocumentFault.VISIT_ENDED), printing.get(30, TimeUnit.SECONDS));
                until(() -> far.unfinished() == 0);
                assertEquals(List.of(), far.papers());
            } finally {
                inventory.stop();
            }
        }
    }

    private void until(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 4_000 && !holds.getAsBoolean(); i++) {
            clock.pause(Duration.ofMillis(5));
        }
        assertTrue(holds.getAsBoolean());
    }
}
