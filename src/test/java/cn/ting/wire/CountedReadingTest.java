package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.eclipse.paho.mqttv5.common.packet.util.CountingInputStream;
import org.eclipse.paho.mqttv5.common.packet.util.VariableByteInteger;
import org.junit.jupiter.api.Test;

/** What the MQTT library counts as it reads a packet is counted in the same way when it comes in one go. */
class CountedReadingTest {

    /** Were its neighbour's signature believed, no packet could be read with this one. */
    @Test
    void itsNeighbourOfTheLibrarysPassesForUnsigned() {
        assertNull(VariableByteInteger.class.getSigners());
        assertEquals(VariableByteInteger.class.getPackageName(), CountingInputStream.class.getPackageName());
        assertNotEquals(VariableByteInteger.class.getProtectionDomain().getCodeSource().getLocation(),
                CountingInputStream.class.getProtectionDomain().getCodeSource().getLocation());
    }

    /** Counts how often it is asked. */
    private static final class Asked extends ByteArrayInputStream {
        private int times;

        Asked(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read() {
            times++;
            return super.read();
        }

        @Override
        public synchronized int read(byte[] into, int from, int most) {
            times++;
            return super.read(into, from, most);
        }
    }

    @Test
    void aPacketIsReadInOneGoAndCounted() throws IOException {
        Asked packet = new Asked(new byte[] {7, 1, 2, 3, 4, 5});
        CountingInputStream counting = new CountingInputStream(packet);
        DataInputStream in = new DataInputStream(counting);

        assertEquals(7, in.readUnsignedByte());
        assertEquals(1, counting.getCounter());
        byte[] body = new byte[5];
        in.readFully(body);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, body);
        assertEquals(6, counting.getCounter());
        assertEquals(2, packet.times);

        assertEquals(-1, counting.read());
        assertEquals(-1, counting.read(body, 0, 5));
        assertEquals(6, counting.getCounter(), "the end counts for nothing");
        counting.resetCounter();
        assertEquals(0, counting.getCounter());
    }
}
