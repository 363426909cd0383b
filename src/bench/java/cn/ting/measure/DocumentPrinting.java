package cn.ting.measure;

import cn.ting.condition.Conditions;
import cn.ting.device.document.DocumentPrinter;
import cn.ting.device.document.DocumentSubmitting;
import cn.ting.device.document.IppDriver;
import cn.ting.device.document.SimulatedIppPrinter;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import cn.ting.settings.Section;
import cn.ting.store.Ledger;
import cn.ting.supply.Supplies;
import cn.ting.time.KioskClock;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** From the word to print an A4 document until the printer has accepted its job, against the bare calls of the same library. */
final class DocumentPrinting implements Benchmark {

    private static final int DOCUMENTS = 60;
    private static final int WARM_UP = 10;
    private static final int DOCUMENT_BYTES = 50_000;
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);

    private final KioskClock clock;

    DocumentPrinting(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("document.submit");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample byPort = new Sample();
        Sample bare = new Sample();
        Conditions conditions = new Conditions(clock);
        SimulatedIppPrinter printer = new SimulatedIppPrinter(0, Duration.ofMillis(1), clock);
        printer.start();
        try (Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            Duration second = Duration.ofSeconds(1);
            Inventory inventory = new Inventory(new Drivers(List.of(new IppDriver(new Supplies(ledger, clock, conditions)))),
                    new InventorySettings(true, second, second, second),
                    List.of(new DeviceSettings("a4", "ipp", printer.address(), Section.empty())), new Lines(), clock, conditions);
            inventory.start();
            DocumentPrinter port = inventory.find(DocumentPrinter.class).orElseThrow();
            awaitReady(port);
            byte[] pdf = new byte[DOCUMENT_BYTES];
            Arrays.fill(pdf, (byte) ' ');
            System.arraycopy("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII), 0, pdf, 0, 9);
            try (DocumentSubmitting submitting = new DocumentSubmitting(port, printer, clock)) {
                for (int i = 0; i < WARM_UP + DOCUMENTS; i++) {
                    DocumentSubmitting.Submitted both = submitting.submit(pdf);
                    if (i >= WARM_UP) {
                        byPort.add(both.byPort());
                        bare.add(both.bare());
                    }
                }
            }
            inventory.stop();
        }
        return List.of(
                new Figure("document.submit", byPort.median(), "ms", bare.median()),
                new Figure("document.submit.p90", byPort.percentile(90), "ms", bare.percentile(90)));
    }

    private void awaitReady(DocumentPrinter port) throws IOException, InterruptedException {
        Duration deadline = clock.uptime().plus(READY_WITHIN);
        while (port.trouble().isPresent()) {
            if (clock.uptime().compareTo(deadline) > 0) {
                throw new IOException("the printer is not ready: " + port.trouble());
            }
            clock.pause(Duration.ofMillis(50));
        }
    }
}
