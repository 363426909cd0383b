package cn.ting.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import cn.ting.device.scanner.SimulatedScanner.Maker;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A module that looks by itself, set to send CR LF after a code. */
class SerialScannerTest extends CodeScannerContract {

    private static final Charset GB18030 = Charset.forName("GB18030");

    final SimulatedScanner module = new SimulatedScanner(0, maker(), clock);

    Maker maker() {
        return Maker.AUTO;
    }

    @Override
    Driver driver() {
        return new SerialScannerDriver();
    }

    @Override
    String address() throws Exception {
        module.start();
        return module.line().address();
    }

    @Override
    void show(String code) {
        module.show(code, StandardCharsets.UTF_8, "\r\n");
    }

    @Override
    void crackle() {
        module.send(new byte[] {0, 7, (byte) 0xFF, (byte) 0xFE, 1, '\r'});
    }

    @AfterEach
    void switchOff() {
        module.close();
    }

    @Test
    void chineseIsReadInEitherCharset() throws Exception {
        scanner();
        module.show("沣水公园 A007", StandardCharsets.UTF_8, "\r");
        expect("沣水公园 A007");
        module.show("沣水公园 A007", GB18030, "\n");
        expect("沣水公园 A007");
    }

    @Test
    void aPauseEndsACodeThatNothingElseEnds() throws Exception {
        scanner();
        module.show("NO SUFFIX", StandardCharsets.UTF_8, "");
        expect("NO SUFFIX");
    }

    @Test
    void twoCodesInOnePieceAreTwo() throws Exception {
        scanner();
        module.send("ONE\r\nTWO\r\n".getBytes(StandardCharsets.US_ASCII));
        expect("ONE");
        expect("TWO");
    }

    @Test
    void whatAModulePutsBeforeACodeToNameItsKindIsNoPartOfIt() throws Exception {
        scanner();
        module.show("]Q1A007", StandardCharsets.US_ASCII, "\r");
        expect("A007");
    }

    @Test
    void blankCodesAreNone() throws Exception {
        scanner();
        module.send("\r\n  \r\n\r\nX\r\n".getBytes(StandardCharsets.US_ASCII));
        expect("X");
        assertEquals(DeviceState.READY, state());
    }
}
