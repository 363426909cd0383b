package cn.ting.device.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Frames of Modbus RTU (Modbus over Serial Line V1.02, 2.5.1; Application Protocol V1.1b3, 6.1, 6.2, 6.5 and 7): unit, function,
 * content, and a CRC of 16 bits whose low byte comes first.
 */
final class ModbusFrame {

    static final int READ_COILS = 0x01;
    static final int READ_INPUTS = 0x02;
    static final int WRITE_COIL = 0x05;

    private static final int REFUSAL = 0x80;
    /** Refusals that ask for patience (Application Protocol V1.1b3, 7): it works on what it was asked, or on something else. */
    private static final int ACKNOWLEDGE = 0x05;
    private static final int BUSY = 0x06;
    private static final int CRC_BYTES = 2;

    private ModbusFrame() {}

    /** Asks for the states of {@code count} coils or inputs from {@code first} on, counted from 0. */
    static byte[] read(int unit, int function, int first, int count) {
        return sealed(ByteBuffer.allocate(6).put((byte) unit).put((byte) function).putShort((short) first).putShort((short) count).array());
    }

    /** Switches one coil, counted from 0. */
    static byte[] writeCoil(int unit, int coil, boolean on) {
        return sealed(ByteBuffer.allocate(6).put((byte) unit).put((byte) WRITE_COIL).putShort((short) coil)
                .putShort((short) (on ? 0xFF00 : 0)).array());
    }

    /**
     * How long the answer is that begins so: the shape is told by its second byte, and by its third where it carries states.
     *
     * @return 0 while too little of it is there, -1 when nothing to {@code function} begins so
     */
    static int answerLength(byte[] begun, int count, int function) {
        if (count < 2) {
            return 0;
        }
        int given = begun[1] & 0xFF;
        if (given == (function | REFUSAL)) {
            return 3 + CRC_BYTES;
        }
        if (given != function) {
            return -1;
        }
        if (function == WRITE_COIL) {
            return 6 + CRC_BYTES;
        }
        return count < 3 ? 0 : 3 + (begun[2] & 0xFF) + CRC_BYTES;
    }

    /** True when a whole frame is {@code unit}'s and unharmed. */
    static boolean intact(byte[] frame, int unit) {
        int content = frame.length - CRC_BYTES;
        return (frame[0] & 0xFF) == unit && crc(frame, content) == (ByteBuffer.wrap(frame, content, 2)
                .order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xFFFF);
    }

    /** True when an intact answer refuses what was asked. */
    static boolean refuses(byte[] frame) {
        return (frame[1] & REFUSAL) != 0;
    }

    /** True when an intact answer puts off what was asked, to be asked again. */
    static boolean putsOff(byte[] frame) {
        return refuses(frame) && ((frame[2] & 0xFF) == ACKNOWLEDGE || (frame[2] & 0xFF) == BUSY);
    }

    private static byte[] sealed(byte[] content) {
        byte[] frame = Arrays.copyOf(content, content.length + CRC_BYTES);
        int crc = crc(content, content.length);
        frame[content.length] = (byte) crc;
        frame[content.length + 1] = (byte) (crc >> 8);
        return frame;
    }

    /** CRC-16/MODBUS: polynomial A001 reflected, from FFFF. */
    private static int crc(byte[] bytes, int count) {
        int crc = 0xFFFF;
        for (int i = 0; i < count; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        return crc;
    }
}
