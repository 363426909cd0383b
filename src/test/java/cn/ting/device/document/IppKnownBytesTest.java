package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets as RFC 8010, appendix A, writes them out byte by byte, so that library, driver and simulator cannot be wrong together. */
class IppKnownBytesTest {

    private final KioskClock clock = new SystemClock();
    private final SpoilingPrinter far = new SpoilingPrinter(clock);
    private final IppQueue queue = new IppQueue(far.address(), "ting.fengshui.k1", clock, Duration.ofSeconds(60), () -> { });

    @AfterEach
    void switchOff() {
        far.close();
    }

    /** A.2: Print-Job Response (Successful). */
    @Test
    void theAnswerThatAJobWasTaken() throws Exception {
        far.spoil((number, answer, line) -> line.write(SpoilingPrinter.http("application/ipp", new Packet("0101 0000 00000001")
                .group(0x01)
                .attribute(0x47, "attributes-charset", "utf-8")
                .attribute(0x48, "attributes-natural-language", "en-us")
                .attribute(0x41, "status-message", "successful-ok")
                .group(0x02)
                .attribute(0x21, "job-id", HexFormat.of().parseHex("00000093"))
                .attribute(0x45, "job-uri", "ipp://printer.example.com/ipp/print/pinetree/123")
                .attribute(0x23, "job-state", HexFormat.of().parseHex("00000003"))
                .end())));
        assertEquals(new IppQueue.Opened(147, true), queue.print(new byte[] {1}, "iso_a4_210x297mm", 1, Sides.ONE));
    }

    /** What A.3 and A.4 begin with: neither copies nor sides are to be had. */
    private static Packet withoutCopies(String start, String message) {
        return new Packet(start)
                .group(0x01)
                .attribute(0x47, "attributes-charset", "utf-8")
                .attribute(0x48, "attributes-natural-language", "en-us")
                .attribute(0x41, "status-message", message)
                .group(0x05)
                .attribute(0x21, "copies", HexFormat.of().parseHex("00000014"))
                .attribute(0x10, "sides", new byte[0]);
    }

    /** A.4: Print-Job Response (Success with Attributes Ignored). */
    @Test
    void theAnswerThatItWasTakenForFewerCopies() throws Exception {
        far.spoil((number, answer, line) -> line.write(SpoilingPrinter.http("application/ipp", withoutCopies("0101 0001 0000000" + (number + 1), "successful-ok-ignored-or-substituted-attributes")
                .group(0x02)
                .attribute(0x21, "job-id", HexFormat.of().parseHex("00000093"))
                .attribute(0x45, "job-uri", "ipp://printer.example.com/ipp/print/pinetree/123")
                .attribute(0x23, "job-state", HexFormat.of().parseHex("00000003"))
                .end())));
        assertEquals(new IppQueue.Opened(147, false), queue.print(new byte[] {1}, "iso_a4_210x297mm", 20, Sides.TWO_LONG_EDGE));
        assertEquals(new IppQueue.Opened(147, false), queue.create("iso_a4_210x297mm", 20, Sides.TWO_LONG_EDGE));
        assertEquals(new IppQueue.Opened(147, true), queue.create("iso_a4_210x297mm", 1, Sides.ONE), "one is what there is");
    }

    /** A.3: Print-Job Response (Failure). */
    @Test
    void theAnswerThatItWasNot() {
        far.spoil((number, answer, line) -> line.write(SpoilingPrinter.http("application/ipp", withoutCopies("0101 040b 00000001", "client-error-attributes-or-values-not-supported")
                .end())));
        RefusedException refused = assertThrows(RefusedException.class,
                () -> queue.print(new byte[] {1}, "iso_a4_210x297mm", 20, Sides.TWO_LONG_EDGE));
        assertEquals(DocumentFault.REFUSED, refused.fault());
    }

    private static byte[] printer(int number, String way) {
        Packet packet = new Packet("0200 0000 0000000" + (number + 1))
                .group(0x01)
                .attribute(0x47, "attributes-charset", "utf-8")
                .attribute(0x48, "attributes-natural-language", "en-us")
                .group(0x04)
                .attribute(0x23, "printer-state", HexFormat.of().parseHex("00000003"));
        return (way.isEmpty() ? packet : packet.attribute(0x45, "device-uri", way)).end();
    }

    /** As CUPS' backends write them, and as people type them; a printer has none. */
    @ParameterizedTest
    @CsvSource({"'', false", "ipp://192.0.2.7/ipp/print, false", "IPPS://printer.local:631/ipp/print?waitjob=yes, false", "https://printer/ipp, false",
        "ipp://localhost:60000/ipp/print?version=2.0&waitjob=true, false", "dnssd://Kiosk%20A4._ipp._tcp.local/?uuid=1c850301, false",
        "dnssd://Kiosk%20A4._ipps._tcp.local/cups, false", "ippusb://ABCD1234._ipp._tcp.local/ipp/print, false",
        "ipp://192.0.2.7/ipp/print?waitjob=false, true", "ipp://192.0.2.7/ipp/print?version=1.1+waitjob=no, true",
        "usb://HP/LaserJet%20P1005?serial=AB12, true", "socket://192.0.2.7:9100, true", "lpd://192.0.2.7/PASSTHRU, true",
        "parallel:/dev/lp0, true", "serial:/dev/ttyS0?baud=9600, true", "file:///dev/null, true", "///dev/null, true", "hp:/usb/HP_LaserJet, true",
        "dnssd://Kiosk%20A4._pdl-datastream._tcp.local/, true", "dnssd://Kiosk%20A4._printer._tcp.local/, true",
        "smb://desk/Office Printer, true", "'ipp://[v1.fe80::1+eth0]/ipp', true"})
    void howAQueueLeadsOn(String way, boolean handsOver) throws Exception {
        // One whose address is no URI by the letter is asked once more, without it.
        far.spoil((number, answer, line) -> line.write(SpoilingPrinter.http("application/ipp", printer(number, number == 0 ? way : ""))));
        IppState state = queue.state();
        assertEquals(handsOver, state.handsOver());
        assertEquals(handsOver, state.faults("iso_a4_210x297mm", 10).contains(DocumentFault.HANDED_OVER));
    }

    /** By the form of A.1, with what this driver asks for. */
    @Test
    void theQuestionForAJob() throws Exception {
        byte[] expected = new Packet("0200 0002 00000001")
                .group(0x01)
                .attribute(0x47, "attributes-charset", "utf-8")
                .attribute(0x48, "attributes-natural-language", "en-us")
                .attribute(0x45, "printer-uri", far.address().toString())
                .attribute(0x42, "requesting-user-name", "ting.fengshui.k1")
                .attribute(0x42, "job-name", "ting.fengshui.k1")
                .attribute(0x49, "document-format", "application/pdf")
                .group(0x02)
                .attribute(0x21, "copies", HexFormat.of().parseHex("00000014"))
                .attribute(0x44, "sides", "two-sided-long-edge")
                .attribute(0x44, "media", "iso_a4_210x297mm")
                .attribute(0x44, "multiple-document-handling", "separate-documents-collated-copies")
                .end();
        queue.print("%PDF!".getBytes(StandardCharsets.US_ASCII), "iso_a4_210x297mm", 20, Sides.TWO_LONG_EDGE);
        HexFormat hex = HexFormat.of();
        assertEquals(hex.formatHex(expected) + "2550444621", hex.formatHex(far.heard()));
    }

    /** Writes a packet by RFC 8010, 3.1, and by nothing else. */
    private static final class Packet {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Packet(String begin) {
            bytes.writeBytes(HexFormat.of().parseHex(begin.replace(" ", "")));
        }

        Packet group(int tag) {
            bytes.write(tag);
            return this;
        }

        Packet attribute(int tag, String name, String value) {
            return attribute(tag, name, value.getBytes(StandardCharsets.UTF_8));
        }

        Packet attribute(int tag, String name, byte[] value) {
            bytes.write(tag);
            sized(name.getBytes(StandardCharsets.US_ASCII));
            sized(value);
            return this;
        }

        private void sized(byte[] value) {
            bytes.write(value.length >> 8);
            bytes.write(value.length);
            bytes.writeBytes(value);
        }

        byte[] end() {
            bytes.write(0x03);
            return bytes.toByteArray();
        }
    }
}
