package cn.ting.patch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a patch looks like, in the manner of Colin Percival's bsdiff (https://www.daemonology.net/bsdiff/): eight characters, the length of
 * the new file, those of the first two streams, each of eight bytes, the highest first; then three streams of LZMA2. The first one has three numbers a
 * step: how far is gone in the old file, how many bytes are added to those that stand there, and how many follow that are new. The second
 * one has what is added, byte by byte, the third what is new.
 */
final class PatchForm {

    static final byte[] MAGIC = {'T', 'I', 'N', 'G', 'P', 'T', 'C', '1'};
    static final int HEAD_BYTES = MAGIC.length + 3 * Long.BYTES;

    /** What the two larger streams may look back on, which is what reading them takes of memory. */
    static final int WINDOW = 1 << 20;
    /** The same of the steps. */
    static final int STEPS_WINDOW = 1 << 16;

    /** The longest file that a patch leads to. */
    static final long MOST_BYTES = 512L * 1024 * 1024;

    private static final int MOST_NUMBER_BYTES = 6;

    private PatchForm() {}

    /** Seven bits a byte, the lowest first, the eighth bit for another byte to follow. */
    static void writeNumber(OutputStream out, long number) throws IOException {
        long left = number;
        for (; left > 0x7f; left >>>= 7) {
            out.write((int) (left & 0x7f | 0x80));
        }
        out.write((int) left);
    }

    /** The sign is the lowest bit. */
    static void writeSigned(OutputStream out, long number) throws IOException {
        writeNumber(out, number << 1 ^ number >> 63);
    }

    static long readNumber(InputStream in) throws IOException {
        long number = 0;
        for (int i = 0; i < MOST_NUMBER_BYTES; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the steps end early");
            }
            number |= (long) (next & 0x7f) << 7 * i;
            if (next < 0x80) {
                return number;
            }
        }
        throw new IOException("a number too long");
    }

    static long readSigned(InputStream in) throws IOException {
        long number = readNumber(in);
        return number >>> 1 ^ -(number & 1);
    }
}
