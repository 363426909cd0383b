package cn.ting.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import cn.ting.device.scanner.HidPosDriver.HidPosSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a named pipe in place of {@code /dev/hidraw0}, with reports as the tables of HID POS give them. */
class HidPosScannerTest extends PipedScannerContract {

    /** Of the scanner's reports. */
    private int id = 2;

    private int length = 64;
    private String aim = "]Q1";
    private String profile = "{}";

    @Override
    Driver driver() {
        return new HidPosDriver();
    }

    @Override
    String profile() {
        return profile;
    }

    @Override
    byte[] bytes(String code) {
        byte[] bytes = code.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream reports = new ByteArrayOutputStream();
        // Without an id no byte stands for it.
        int head = id == 0 ? 0 : 1;
        int most = length - head - 7;
        for (int from = 0; from < bytes.length; from += most) {
            byte[] report = new byte[length];
            report[0] = (byte) id;
            report[head] = (byte) Math.min(most, bytes.length - from);
            System.arraycopy(aim.getBytes(StandardCharsets.US_ASCII), 0, report, head + 1, 3);
            System.arraycopy(bytes, from, report, head + 4, report[head]);
            report[length - 1] = (byte) (from + most < bytes.length ? 1 : 0);
            reports.writeBytes(report);
        }
        return reports.toByteArray();
    }

    @Override
    byte[] noise() {
        return new byte[] {1, 0, 9, 9};
    }

    @Test
    void anotherMakersReportsAreReadByItsProfile() throws Exception {
        assertRead(0x81, 32, "HTTPS://TING.EXAMPLE/T/OF-TWO-REPORTS");
    }

    @Test
    void reportsWithoutAnIdAreReadByTheirProfile() throws Exception {
        assertRead(0, 63, "HTTPS://TING.EXAMPLE/T/OF-TWO-REPORTS-AS-IT-IS-LONGER-THAN-FIFTY-SIX");
    }

    private void assertRead(int reportId, int reportBytes, String code) throws Exception {
        id = reportId;
        length = reportBytes;
        profile = "{reportId: %d, reportBytes: %d}".formatted(reportId, reportBytes);
        scanner();
        show(code);
        expect(code);
        assertEquals(DeviceState.READY, state());
    }

    @Test
    void aScannerWhoseReportsFitNothingIsNotReadyUntilACodeComes() throws Exception {
        id = 4;
        CodeScanner scanner = scanner();
        eventually(() -> state() == DeviceState.READY);
        scanner.wanted(true);
        show("A007");
        show("A007");
        eventually(() -> conditions.has(ScannerFault.STRANGE_REPORTS) && state() == DeviceState.DEGRADED);
        assertEquals("what comes is no report 2 of 64 bytes", conditions.present().get(0).detail());
        assertNull(codes.peek());

        id = 2;
        show("A008");
        expect("A008");
        assertEquals(DeviceState.READY, state());
        assertFalse(conditions.has(ScannerFault.STRANGE_REPORTS));
    }

    @Test
    void shorterReportsAndAnotherLayoutAreStrangeAndNoCode() {
        length = 32;
        List<Boolean> told = new ArrayList<>();
        HidPosReports reports = new HidPosReports(new HidPosSettings(2, 64), told::add);
        take(reports, bytes("A007"));
        reports.silence();
        assertEquals(List.of(), told, "once may be noise");
        take(reports, bytes("A007"));
        reports.silence();
        assertEquals(List.of(true), told);

        length = 64;
        aim = "HTT";
        told.clear();
        assertEquals(Optional.empty(), take(reports, bytes("PS://TING.EXAMPLE/T/1")));
        assertEquals(List.of(true), told);
        aim = "\0\0\0";
        assertEquals(Optional.of("A007"), take(reports, bytes("A007")));
        assertEquals(List.of(true, false), told);
    }

    /** Of a night: short ones, whose bytes are no beginning of a report, and long ones, while nobody is there to hold up anything. */
    @Test
    void whatAScannerTellsOfItsBatteryIsNotStrange() {
        List<Boolean> told = new ArrayList<>();
        HidPosReports reports = new HidPosReports(new HidPosSettings(2, 64), told::add);
        for (int minute = 0; minute < 600; minute++) {
            arrive(reports, new byte[] {5, 2, (byte) (100 - minute / 6)}, minute % 2 == 0);
            arrive(reports, Arrays.copyOf(new byte[] {6, 2, (byte) (100 - minute / 6)}, 64), false);
        }
        arrive(reports, new byte[] {5, 2, 9}, true);
        assertEquals(Optional.of("A007"), arrive(reports, bytes("A007"), true));
        assertEquals(List.of(false), told);

        id = 4;
        arrive(reports, bytes("A007"), true);
        arrive(reports, bytes("A007"), true);
        assertEquals(List.of(false, true), told, "and a visitor's code is");
    }

    private static Optional<String> arrive(HidPosReports reports, byte[] report, boolean expected) {
        return reports.heeds(report.length, expected) ? take(reports, report) : Optional.empty();
    }

    /** The code that the last byte ends. */
    private static Optional<String> take(HidPosReports reports, byte[] bytes) {
        Optional<String> code = Optional.empty();
        for (byte next : bytes) {
            code = reports.take(next);
        }
        return code;
    }
}
