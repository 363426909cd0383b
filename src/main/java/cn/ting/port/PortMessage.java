package cn.ting.port;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message between the kiosk and the program that holds its ports, either way, on a connection that is one port's alone: the first says what is
 * to be opened, and from then on the kiosk asks and the program answers, one thing at a time.
 *
 * @param kind a letter of those below
 * @param content at most {@value #MOST} bytes; may hold personal data
 */
public record PortMessage(char kind, byte[] content) {

    /** Opens a serial port: its path, its baud rate and {@code NONE}, {@code RTSCTS} or {@code XONXOFF}, a line each. Answered with its number. */
    public static final char SERIAL = 'P';
    /** Opens a serial port for its control lines alone: its path. Answered with its number. */
    public static final char CONTROLS = 'L';
    /** Opens an input device and has it alone: its path. Answered with its number. */
    public static final char KEYS = 'K';
    /** On a connection of its own: closes the port of a number, whatever that hangs in. Answered when it is closed. */
    public static final char CLOSE = 'X';

    /** Writes all bytes. */
    public static final char WRITE = 'W';
    /** Asks for bytes: how many at most and how many milliseconds the first may take; answered with those that came, if any. */
    public static final char READ = 'R';

    /** Both: two numbers as to read, and behind them the bytes that are written first, of which so many fit less. */
    public static final char ASK = 'A';

    /** Lets both outputs fall; answered with one byte, 1, or 0 by a port that has none. */
    public static final char HAS_LINES = 'H';
    /** Raises DTR or lets it fall, as one byte says. */
    public static final char DTR = 'D';
    /** Raises RTS or lets it fall, as one byte says. */
    public static final char RTS = 'T';
    /** Asks for the inputs, answered with one byte: the sum of {@link #CTS}, {@link #DSR}, {@link #DCD} and {@link #RI}, of those raised. */
    public static final char INPUTS = 'I';

    public static final int CTS = 1;
    public static final int DSR = 2;
    public static final int DCD = 4;
    public static final int RI = 8;

    /** Done. */
    public static final char DONE = 'Y';
    /** The port is gone, or was closed. */
    public static final char GONE = 'G';
    /** It could not be done; the end of a sentence in English says why. */
    public static final char REFUSED = 'N';

    /** As much as is written or read at once. */
    public static final int MOST = 16_384;

    /** The numbers of an {@link #ASK}. */
    private static final int HEAD = 2 * Integer.BYTES;

    public PortMessage {
        if (content.length > MOST) {
            throw new IllegalArgumentException("a message holds " + MOST + " bytes, not " + content.length);
        }
    }

    /** With nothing but its kind. */
    public static PortMessage of(char kind) {
        return new PortMessage(kind, new byte[0]);
    }

    /** With a text, of which as much is taken as a message holds. */
    public static PortMessage of(char kind, String text) {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        return new PortMessage(kind, Arrays.copyOf(whole, Math.min(whole.length, MOST)));
    }

    /** With numbers. */
    public static PortMessage of(char kind, int... numbers) {
        ByteBuffer content = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        for (int number : numbers) {
            content.putInt(number);
        }
        return new PortMessage(kind, content.array());
    }

    /** An {@link #ASK}: what is written, how many bytes are wanted at most, and how many milliseconds the first may take. */
    public static PortMessage asking(byte[] question, int most, int millis) {
        byte[] content = ByteBuffer.allocate(HEAD + question.length).putInt(most).putInt(millis).put(question).array();
        return new PortMessage(ASK, content);
    }

    /** The bytes behind its two numbers; an {@link IllegalArgumentException} when it has none. */
    public byte[] asked() {
        return Arrays.copyOfRange(content, HEAD, content.length);
    }

    /** Its text. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** One of its numbers, from 0; an {@link IndexOutOfBoundsException} when it has not so many. */
    public int number(int which) {
        return ByteBuffer.wrap(content).getInt(which * Integer.BYTES);
    }

    /** Its only byte said yes. */
    public boolean yes() {
        return content.length == 1 && content[0] != 0;
    }

    /** With a byte that says yes or no. */
    public static PortMessage of(char kind, boolean yes) {
        return ofByte(kind, yes ? 1 : 0);
    }

    static PortMessage ofByte(char kind, int one) {
        return new PortMessage(kind, new byte[] {(byte) one});
    }

    /** Overwrites what it held. */
    public void wipe() {
        Arrays.fill(content, (byte) 0);
    }

    @Override
    public String toString() {
        return kind + ", " + content.length + " bytes";
    }
}
