package cn.ting.device.contactcard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PcscFrameTest {

    @Test
    void aMessageIsALetterItsLengthAndItsContent() throws IOException {
        PcscFrame sent = new PcscFrame(PcscFrame.SEND, HexFormat.of().parseHex("00b2010400"));
        assertArrayEquals(HexFormat.of().parseHex("53000500b2010400"), sent.bytes());
        PcscFrame heard = PcscFrame.read(stream("590102" + "ab".repeat(0x102) + "4e0000"));
        assertEquals('Y', heard.kind());
        assertEquals(0x102, heard.content().length);
        assertEquals("Y, 258 bytes", heard.toString());
    }

    @Test
    void whatIsTooLongOrTornIsNone() {
        assertThrows(IOException.class, () -> PcscFrame.read(stream("591001")));
        assertThrows(EOFException.class, () -> PcscFrame.read(stream("59000201")));
        assertThrows(IllegalArgumentException.class, () -> new PcscFrame('Y', new byte[PcscFrame.MOST + 1]));
    }

    private static DataInputStream stream(String hex) {
        return new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }
}
