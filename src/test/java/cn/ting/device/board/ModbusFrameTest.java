package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes from the manual of a common eight-relay board (Waveshare Modbus RTU Relay) and from the standard's own examples. */
class ModbusFrameTest {

    @Test
    void questionsAreThoseOfTheManual() {
        assertArrayEquals(bytes("01 05 00 00 FF 00 8C 3A"), ModbusFrame.writeCoil(1, 0, true));
        assertArrayEquals(bytes("01 05 00 00 00 00 CD CA"), ModbusFrame.writeCoil(1, 0, false));
        assertArrayEquals(bytes("01 05 00 01 FF 00 DD FA"), ModbusFrame.writeCoil(1, 1, true));
        assertArrayEquals(bytes("01 01 00 00 00 08 3D CC"), ModbusFrame.read(1, ModbusFrame.READ_COILS, 0, 8));
        assertArrayEquals(bytes("01 02 00 00 00 08 79 CC"), ModbusFrame.read(1, ModbusFrame.READ_INPUTS, 0, 8));
    }

    @Test
    void anAnswerIsAsLongAsItsBeginningSays() {
        byte[] states = bytes("01 01 01 00 51 88");
        assertEquals(0, ModbusFrame.answerLength(states, 1, ModbusFrame.READ_COILS));
        assertEquals(0, ModbusFrame.answerLength(states, 2, ModbusFrame.READ_COILS));
        assertEquals(6, ModbusFrame.answerLength(states, 3, ModbusFrame.READ_COILS));
        assertEquals(8, ModbusFrame.answerLength(bytes("01 05"), 2, ModbusFrame.WRITE_COIL));
        assertEquals(5, ModbusFrame.answerLength(bytes("01 85"), 2, ModbusFrame.WRITE_COIL));
        assertEquals(-1, ModbusFrame.answerLength(bytes("01 03"), 2, ModbusFrame.WRITE_COIL));
    }

    @Test
    void aFrameOfAnotherUnitOrWithOneWrongBitIsNotIntact() {
        byte[] frame = bytes("01 01 01 00 51 88");
        assertTrue(ModbusFrame.intact(frame, 1));
        assertFalse(ModbusFrame.intact(frame, 2));
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] wrong = frame.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(ModbusFrame.intact(wrong, 1), "bit " + bit);
        }
    }

    @Test
    void aRefusalIsToldByItsFunction() {
        assertTrue(ModbusFrame.refuses(bytes("01 85 02 C3 51")));
        assertFalse(ModbusFrame.refuses(bytes("01 05 00 00 FF 00 8C 3A")));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }
}
