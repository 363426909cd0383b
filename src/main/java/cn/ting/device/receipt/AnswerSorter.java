package cn.ting.device.receipt;

import java.util.Optional;

/**
 * Tells a printer's answers apart, byte by byte. They carry no name; fixed bits tell their kind (Epson TM-T88III p173, Citizen
 * CT-S310 p310): {@code 0xx1xx10} answers {@code DLE EOT}; {@code 0xx1xx00} opens an automatic status, whose three further bytes
 * are {@code 0xx0xxxx}; {@code 0xx0xxxx} by itself answers {@code GS r}, which has something to say in its lowest four bits only
 * (Better BT-532C p49); 37 opens a block that ends with 00; 11 and 13 are XON and XOFF.
 *
 * <p>What answers {@code DLE EOT} and what is flow control may stand anywhere, an automatic status also inside a block. For
 * that, the numbers we give to {@code GS ( H} have letters of {@code 0xx0xxxx} only, see {@link #LETTERS}. What was begun and not
 * ended is dropped at the next beginning, or at {@link #silence()}. Holds ten bytes at most; for one thread.
 */
final class AnswerSorter {

    /** Letters that are neither an answer to {@code DLE EOT} nor the first byte of an automatic status. */
    static final String LETTERS = "@ABCDEFGHIJKLMNO";

    private static final int XON = 0x11;
    private static final int XOFF = 0x13;
    private static final int QUEUED_BITS = 0x0F;
    private static final int BLOCK = 0x37;
    private static final int PROCESS = 0x22;
    private static final int CLEARED = 0x25;
    private static final int AUTOMATIC_BYTES = 4;
    private static final int MOST_BLOCK_BYTES = 5;

    /** One whole answer. */
    sealed interface Answer {

        /** To one {@code DLE EOT}; which one follows from the order of asking. */
        record RealTime(int bits) implements Answer {}

        /** By itself, after {@code GS a}; its fourth byte says nothing that is used here. */
        record Automatic(int printer, int error, int paper) implements Answer {}

        /** To {@code GS r}: all before it has been printed. */
        record Queued(int bits) implements Answer {}

        /** To {@code GS ( H}: all before the question of this number has been printed. */
        record Process(String number) implements Answer {}

        /** To {@code DLE DC4 8}: the buffers are empty. */
        record Cleared() implements Answer {}

        /** To nothing: no answer has such a byte, or not in such a place. */
        record Noise(int bits) implements Answer {}
    }

    private final int[] automatic = new int[AUTOMATIC_BYTES];
    private final StringBuilder block = new StringBuilder();
    private int automaticBytes;
    private boolean inBlock;

    /** Takes the next byte in; what it completes, if anything. */
    Optional<Answer> take(int next) {
        if (next == XON || next == XOFF) {
            return Optional.empty();
        }
        if ((next & 0x93) == 0x12) {
            return Optional.of(new Answer.RealTime(next));
        }
        if ((next & 0x93) == 0x10) {
            automaticBytes = 0;
            automatic[automaticBytes++] = next;
            return Optional.empty();
        }
        if (next == BLOCK) {
            silence();
            inBlock = true;
            return Optional.empty();
        }
        if ((next & 0x90) != 0) {
            // What it fell into is spoilt.
            silence();
            return Optional.of(new Answer.Noise(next));
        }
        return plain(next);
    }

    private Optional<Answer> plain(int next) {
        if (automaticBytes > 0) {
            automatic[automaticBytes++] = next;
            if (automaticBytes < AUTOMATIC_BYTES) {
                return Optional.empty();
            }
            automaticBytes = 0;
            return Optional.of(new Answer.Automatic(automatic[0], automatic[1], automatic[2]));
        }
        if (!inBlock) {
            return Optional.of((next & ~QUEUED_BITS) == 0 ? new Answer.Queued(next) : new Answer.Noise(next));
        }
        if (next != 0) {
            // One more than any of ours has makes it one of nobody's, which is heard to its end all the same.
            if (block.length() <= MOST_BLOCK_BYTES) {
                block.append((char) next);
            }
            return Optional.empty();
        }
        Optional<Answer> whole = blockAnswer();
        silence();
        return whole;
    }

    private Optional<Answer> blockAnswer() {
        if (block.length() == MOST_BLOCK_BYTES && block.charAt(0) == PROCESS) {
            return Optional.of(new Answer.Process(block.substring(1)));
        }
        return block.length() == 1 && block.charAt(0) == CLEARED ? Optional.of(new Answer.Cleared()) : Optional.empty();
    }

    /** Nothing has come for long: what was begun is not going to end. */
    void silence() {
        automaticBytes = 0;
        inBlock = false;
        block.setLength(0);
    }
}
