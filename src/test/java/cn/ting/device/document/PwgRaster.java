package cn.ting.device.document;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pictures of pages as CUPS makes them for a printer (PWG 5102.4), taken apart as far as a test asks. */
final class PwgRaster {

    private static final int WORD = 4;
    private static final int HEADER = 1_796;
    private static final int CLEAR_TO_END = 128;
    private static final int LITERAL = 257;

    /**
     * One side of a sheet.
     *
     * @param duplex true when its back is printed too
     * @param printed false when all of it is one colour
     */
    record Page(int width, int height, boolean duplex, boolean printed) {}

    private final ByteBuffer bytes;

    PwgRaster(byte[] picture) {
        bytes = ByteBuffer.wrap(picture);
    }

    List<Page> pages() {
        byte[] sync = new byte[WORD];
        bytes.get(sync);
        if (!new String(sync, StandardCharsets.US_ASCII).equals("RaS2")) {
            throw new IllegalArgumentException("no PWG raster");
        }
        List<Page> pages = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int at = bytes.position();
            bytes.position(at + HEADER);
            int width = bytes.getInt(at + 372);
            int height = bytes.getInt(at + 376);
            boolean printed = lines(height, bytes.getInt(at + 392), bytes.getInt(at + 388) / 8);
            pages.add(new Page(width, height, bytes.getInt(at + 272) != 0, printed));
        }
        return pages;
    }

    /** Goes over a page's lines, each of runs of one colour and of pixels that differ; true when not all are of one colour. */
    private boolean lines(int height, int bytesPerLine, int pixel) {
        byte[] first = new byte[pixel];
        byte[] next = new byte[pixel];
        bytes.get(bytes.position() + 2, first);
        boolean printed = false;
        for (int line = 0; line < height; ) {
            line += 1 + (bytes.get() & 0xFF);
            for (int done = 0; done < bytesPerLine; ) {
                int code = bytes.get() & 0xFF;
                if (code == CLEAR_TO_END) {
                    done = bytesPerLine;
                } else {
                    int pixels = code < CLEAR_TO_END ? code + 1 : LITERAL - code;
                    bytes.get(bytes.position(), next);
                    printed |= code > CLEAR_TO_END || !Arrays.equals(first, next);
                    bytes.position(bytes.position() + (code < CLEAR_TO_END ? pixel : pixels * pixel));
                    done += pixels * pixel;
                }
            }
        }
        return printed;
    }
}
