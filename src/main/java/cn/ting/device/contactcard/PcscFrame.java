package cn.ting.device.contactcard;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * One message between the kiosk and the program that holds the smart-card service's library, either way: a letter, two bytes of length with
 * the higher first, and so many bytes. The kiosk asks, the program answers, one thing at a time. No question waits for longer to be answered than is said here, but for what a card takes.
 *
 * @param kind a letter of those below
 * @param content at most {@value #MOST} bytes; may hold personal data
 */
record PcscFrame(char kind, byte[] content) {

    /** Wants the service found, at first and again whenever it went; answered with {@link #WAITS} as often as it takes. */
    static final char BEGIN = 'B';
    /**
     * Asks whether a card or a reader has come or gone since this was asked last; answered with one byte, 1 as soon as that is so, or 0 after
     * {@value #CHANGE_WITHIN_MS} ms.
     */
    static final char CHANGE = 'C';
    /** Asks for the names of all readers, answered with one a line. */
    static final char READERS = 'R';
    /** Asks whether a card is in the reader of this name, answered with one byte, 1 or 0. */
    static final char HOLDS_CARD = 'H';
    /** Wants the card in the reader of this name switched on. */
    static final char SWITCH_ON = 'I';
    /** Has a command sent to the card that is switched on, answered with what it says. */
    static final char SEND = 'S';
    /** Wants the card switched off. */
    static final char SWITCH_OFF = 'O';

    /** Done. */
    static final char YES = 'Y';
    /** The service is not there yet and is looked for; a sentence in English says why. Said every ten seconds at least, until another answer. */
    static final char WAITS = 'W';
    /** It could not be done; a sentence in English says why. */
    static final char NO = 'N';
    /** The card cannot be switched on. */
    static final char MUTE = 'M';

    /** The longest wait for a change, in milliseconds. */
    static final int CHANGE_WITHIN_MS = 3_000;

    static final int HEADER = 3;

    /** As much as an answer of short form can hold many times over; the names of all readers fit in too. */
    static final int MOST = 4_096;

    PcscFrame {
        if (content.length > MOST) {
            throw new IllegalArgumentException("a message holds " + MOST + " bytes, not " + content.length);
        }
    }

    /** How many bytes follow a header, which may be anything; more than {@link #MOST} for what is none. */
    static int length(byte[] header) {
        return (header[1] & 0xFF) << 8 | header[2] & 0xFF;
    }

    /**
     * The next message of a stream, waiting for it.
     *
     * @throws IOException also when what comes is none
     */
    static PcscFrame read(DataInputStream from) throws IOException {
        byte[] header = new byte[HEADER];
        from.readFully(header);
        if (length(header) > MOST) {
            throw new IOException("a message of " + length(header) + " bytes");
        }
        byte[] content = new byte[length(header)];
        from.readFully(content);
        return new PcscFrame((char) (header[0] & 0xFF), content);
    }

    /** As it stands on the line. */
    byte[] bytes() {
        byte[] whole = new byte[HEADER + content.length];
        whole[0] = (byte) kind;
        whole[1] = (byte) (content.length >> 8);
        whole[2] = (byte) content.length;
        System.arraycopy(content, 0, whole, HEADER, content.length);
        return whole;
    }

    void wipe() {
        Arrays.fill(content, (byte) 0);
    }

    @Override
    public String toString() {
        return kind + ", " + content.length + " bytes";
    }
}
