package cn.ting.device.scanner;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import cn.ting.device.scanner.HidPosDriver.HidPosSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a named pipe in place of {@code /dev/hidraw0}, with reports as the tables of HID POS give them. */
class HidPosScannerTest extends PipedScannerContract {

    private static final SpokenReports OTHERWISE = new SpokenReports(4, 64, "]Q1");

    private String profile = "{}";
    private SpokenReports speech = SpokenReports.USUAL;

    @Override
    Driver driver() {
        return new HidPosDriver();
    }

    @Override
    String profile() {
        return profile;
    }

    @Override
    CodeSpeech speech() {
        return speech;
    }

    @Override
    List<byte[]> noise() {
        return List.of(new byte[] {1, 0, 9, 9});
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
        speech = new SpokenReports(reportId, reportBytes, "]Q1");
        profile = "{reportId: %d, reportBytes: %d}".formatted(reportId, reportBytes);
        scanner();
        show(code);
        expect(code);
        assertEquals(DeviceState.READY, state());
    }

    @Test
    void aScannerWhoseReportsFitNothingIsNotReadyUntilACodeComes() throws Exception {
        speech = OTHERWISE;
        CodeScanner scanner = scanner();
        eventually(() -> state() == DeviceState.READY);
        scanner.wanted(true);
        show("A007");
        show("A007");
        eventually(() -> conditions.has(ScannerFault.STRANGE_REPORTS) && state() == DeviceState.DEGRADED);
        assertEquals("what comes is no report 2 of 64 bytes", conditions.present().get(0).detail());
        assertNull(codes.peek());

        far.set(SpokenReports.USUAL);
        show("A008");
        expect("A008");
        assertEquals(DeviceState.READY, state());
        assertFalse(conditions.has(ScannerFault.STRANGE_REPORTS));
    }

    @Test
    void shorterReportsAndAnotherLayoutAreStrangeAndNoCode() {
        SpokenReports half = new SpokenReports(2, 32, "]Q1");
        List<Boolean> told = new ArrayList<>();
        HidPosReports reports = new HidPosReports(new HidPosSettings(2, 64), told::add);
        take(reports, half.of("A007"));
        reports.silence();
        assertEquals(List.of(), told, "once may be noise");
        take(reports, half.of("A007"));
        reports.silence();
        assertEquals(List.of(true), told);

        told.clear();
        assertEquals(Optional.empty(), take(reports, new SpokenReports(2, 64, "HTT").of("PS://TING.EXAMPLE/T/1")));
        assertEquals(List.of(true), told);
        assertEquals(Optional.of("A007"), take(reports, new SpokenReports(2, 64, "\0\0\0").of("A007")));
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
        assertEquals(Optional.of("A007"), arrive(reports, SpokenReports.USUAL.of("A007").get(0), true));
        assertEquals(List.of(false), told);

        arrive(reports, OTHERWISE.of("A007").get(0), true);
        arrive(reports, OTHERWISE.of("A007").get(0), true);
        assertEquals(List.of(false, true), told, "and a visitor's code is");
    }

    private static Optional<String> arrive(HidPosReports reports, byte[] report, boolean expected) {
        return reports.heeds(report.length, expected) ? take(reports, List.of(report)) : Optional.empty();
    }

    /** The code that the last byte ends. */
    private static Optional<String> take(HidPosReports reports, List<byte[]> some) {
        Optional<String> code = Optional.empty();
        for (byte[] report : some) {
            for (byte next : report) {
                code = reports.take(next);
            }
        }
        return code;
    }
}
