package cn.ting.device.idcard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** The number of a security module as vendors print it, {@code 05.01-20180101-000001234-123456789}. */
final class ModuleNumber {

    /** Two numbers of two bytes and three of four, low byte first. */
    static final int BYTES = 16;

    private ModuleNumber() {}

    static String of(byte[] data) {
        ByteBuffer number = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        return String.format(Locale.ROOT, "%02d.%02d-%d-%09d-%09d",
                Short.toUnsignedInt(number.getShort()), Short.toUnsignedInt(number.getShort()),
                Integer.toUnsignedLong(number.getInt()), Integer.toUnsignedLong(number.getInt()), Integer.toUnsignedLong(number.getInt()));
    }
}
