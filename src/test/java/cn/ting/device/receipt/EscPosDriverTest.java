package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.roll.PrinterModel;
import cn.ting.roll.Slip;
import cn.ting.settings.Section;
import cn.ting.settings.SettingsException;
import cn.ting.settings.SettingsFile;
import cn.ting.supply.KeptNowhere;
import cn.ting.supply.Supplies;
import cn.ting.time.FlowingClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscPosDriverTest {

    /** What TM-T88V inherits, in the form of escpos-printer-db's own files (receipt-print-hq, CC BY 4.0), with fewer code pages. */
    private static final String DEFAULT = """
            ---
            default:
              name: Default
              vendor: Generic
              notes: >
                  Default ESC/POS profile, suitable for standards-compliant or
                  Epson-branded printers.
              features:
                barcodeA: true
                barcodeB: true
                bitImageRaster: true
                bitImageColumn: true
                graphics: true
                starCommands: false
                qrCode: true
                pdf417Code: true
                highDensity: true
                pulseStandard: true
                pulseBel: false
                paperFullCut: true
                paperPartCut: true
              colors:
                0: black
              fonts:
                0:
                  name: Font A
                  columns: 42
                1:
                  name: Font B
                  columns: 56
              media:
                width:
                  mm: Unknown
                  pixels: Unknown
              codePages:
                0: CP437
                1: CP932
                # Hiragana
                6: Unknown
            ...
            """;

    /** The same of TM-T88V. */
    private static final String TM_T88V = """
            ---
            TM-T88V:
              name: TM-T88V
              vendor: "Epson"
              inherits: default
              notes: >
                  Epson TM-T88V profile
              media:
                width:
                  mm: 80
                  pixels: 512
              fonts:
                0:
                  name: Font A
                  columns: 42
                1:
                  name: Font B
                  columns: 56
              codePages:
                0: CP437
                255: Unknown
            ...
            """;

    private final FlowingClock clock = new FlowingClock();
    private final DevicePlace place = new DevicePlace("receipt", Section.empty(), clock,
            new DeviceStatus("receipt", clock, () -> { }), new Conditions(clock));

    @Test
    void aProfileMayBeLeftOut() {
        EscPosSettings standard = Section.empty().as(EscPosSettings.class);
        assertEquals(PrinterOnItsLine.profile("model: default-80"), standard);
        assertEquals(new PrinterModel.Ting(100, PrinterModel.Glyphs.GBK, PrinterModel.Codes.PICTURE, false, PrinterModel.Purge.POWER,
                new PrinterModel.Asked(0x0C, 0x60, 0, 0), new PrinterModel.Automatic(false, 0x03, 0x0C, 0)), standard.model().ting());
    }

    @Test
    void everyModelOfARelease() throws IOException {
        Path folder = Path.of(System.getProperty("project.root", "."), "device-config/receipt-models");
        List<String> models;
        try (Stream<Path> files = Files.list(folder)) {
            models = files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList();
        }
        assertEquals(List.of("PPU-700", "TM-T70II-CH", "TP80K", "default-58", "default-80"), models);
        for (String model : models) {
            EscPosSettings profile = PrinterOnItsLine.profile("model: " + model);
            assertTrue(profile.model().columns() * 12 <= profile.model().widthDots(), model);
            assertTrue(Files.readString(folder.resolve(model + ".yaml")).contains("CC BY 4.0"), model + " names its source");
        }
    }

    @Test
    void aProfileOfTheDatabaseIsAModelAsItStands(@TempDir Path folder) throws IOException {
        Path models = Files.createDirectory(folder.resolve("receipt-models"));
        Files.writeString(models.resolve("default.yaml"), DEFAULT);
        Files.writeString(models.resolve("TM-T88V.yaml"), TM_T88V);
        Path cabinet = Files.writeString(folder.resolve("profile.yaml"), "model: TM-T88V");
        PrinterModel model = SettingsFile.read(cabinet, EscPosSettings.class).model();
        assertEquals("TM-T88V", model.name());
        assertEquals(512, model.widthDots());
        assertEquals(42, model.columns());
        assertEquals(new PrinterModel.Features(true, true, true, true), model.features());
        assertEquals(PrinterOnItsLine.profile("model: default-80").model().ting(), model.ting(), "nothing more is believed of it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {media: {width: {pixels: 400}}}             | columns, 12 dots each, fit
            {media: {width: {pixels: 580}}}             | whole bytes of eight
            {features: {bitImageRaster: false}}         | draws codes as pictures
            {features: {qrcode: true}}                  | features.qrcode is not a key here
            {like: no-such}                             | names no file of receipt-models: no-such
            """)
    void aModelThatCannotPrintASlipIsRefused(String model, String why) {
        String sentence = assertThrows(SettingsException.class, () -> PrinterOnItsLine.profile("model: " + model)).getMessage();
        assertTrue(sentence.contains(why), sentence);
    }

    /** Whatever a printer says: its driver gives up a line at most, and hears the next. */
    @Property(tries = 150)
    void noiseEndsALineAtMost(@ForAll("models") String model, @ForAll @Size(max = 400) List<@Size(min = 1, max = 40) byte[]> noise)
            throws InterruptedException {
        ScriptedLine line = new ScriptedLine(clock::step);
        noise.forEach(piece -> line.reads(HexFormat.of().formatHex(piece)));
        Supplies supplies = KeptNowhere.supplies(clock, place.conditions());
        EscPosPrinter printer = new EscPosPrinter(place, PrinterOnItsLine.profile("model: " + model + "\nstatusEvery: 50ms"),
                supplies.of("receipt", "paper", 50, "m", 5), supplies.leftover("receipt"));
        Slip slip = new Slip(List.of(new Slip.Text("A007", Slip.Size.NORMAL, Slip.Align.LEFT)));
        assertThrows(IOException.class, () -> printer.serve(line));
        assertEquals(Optional.of(ReceiptFault.SILENT), printer.trouble());
        assertEquals(new PrintOutcome.NotPrinted(ReceiptFault.SILENT), printer.print(slip).getNow(null));
    }

    /** As on a serial line, from a printer that tells nothing by itself: every fault is still told by its name after a byte too many. */
    @Test
    void aStrayAnswerShiftsNoFaultIntoAnother() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (PrinterOnItsLine printer = new PrinterOnItsLine(SimulatedEscPosPrinter.Model.instant(), "model: default-80\nstatusEvery: 50ms")) {
            printer.wiring = line -> new OneByOne(line, asked);
            printer.start();
            int before = asked.get();
            printer.far.stray(0x12);
            printer.until(() -> asked.get() > before + 2);
            printer.far.paperIn(1000);
            printer.until(() -> printer.status.now().cause().isPresent());
            assertEquals(Optional.of(ReceiptFault.PAPER_LOW), printer.status.now().cause());
            printer.far.cover(true);
            assertEquals(ReceiptFault.COVER_OPEN, trouble(printer));
            printer.far.cover(false);
            printer.far.paperIn(30_000);
            printer.until(() -> printer.ready() && printer.status.now().cause().isEmpty());
            printer.far.paperOut();
            assertEquals(ReceiptFault.PAPER_OUT, trouble(printer));
        }
    }

    private static ReceiptFault trouble(PrinterOnItsLine printer) throws InterruptedException {
        printer.until(() -> printer.driver.trouble().isPresent());
        return printer.driver.trouble().orElseThrow();
    }

    /** Counts what is sent: of an idle printer, questions how it is. */
    private record OneByOne(Line line, AtomicInteger sent) implements Line {

        @Override
        public void write(byte[] bytes) throws IOException {
            sent.incrementAndGet();
            line.write(bytes);
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            byte[] one = new byte[1];
            int count = line.read(one, patience);
            into[0] = one[0];
            return count;
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }

    @Provide
    Arbitrary<String> models() {
        return Arbitraries.of("default-80", "TM-T70II-CH", "PPU-700", "TP80K");
    }

    @Test
    void aPrinterThatWasNeverReachedTakesNoSlip() {
        ReceiptPrinter printer = assertInstanceOf(ReceiptPrinter.class, new EscPosDriver(KeptNowhere.supplies(clock, place.conditions())).attach(place));
        assertEquals(Optional.of(ReceiptFault.SILENT), printer.trouble());
        Slip slip = new Slip(List.of(new Slip.Rule()));
        assertEquals(new PrintOutcome.NotPrinted(ReceiptFault.SILENT), printer.print(slip).getNow(null));
    }
}
