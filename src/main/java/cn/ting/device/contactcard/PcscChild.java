package cn.ting.device.contactcard;

import cn.ting.time.KioskClock;
import cn.ting.wire.ChildLine;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import cn.ting.wire.OwnJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The kiosk's end of the line to {@link PcscProgram}. After a {@link LostException} nothing more is to be asked. One thread. */
final class PcscChild {

    /** The program has ended, hangs, or says what no answer is: it is to be killed, and another started. */
    static final class LostException extends IOException {
        private static final long serialVersionUID = 1L;
        private final ContactCardFault fault;

        LostException(ContactCardFault fault, String why) {
            super(why);
            this.fault = fault;
        }

        /** {@link ContactCardFault#SILENT} for one that hangs, {@link ContactCardFault#CRASHED} otherwise. */
        ContactCardFault fault() {
            return fault;
        }
    }

    /** A card is in and cannot be switched on. */
    static final class MuteCardException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Longer than a slow machine that is just starting takes to start a Java. */
    private static final Duration START_WITHIN = Duration.ofSeconds(20);

    /** How the last words of a Java begin, as long as they are of use. */
    private static final byte LAST_WORDS = '#';

    private static final byte[] YES = {1};

    private static final Duration SLICE = Duration.ofMillis(500);
    private static final Duration END_WITHIN = Duration.ofMillis(500);

    private final Line line;
    private final KioskClock clock;
    private final Duration patience;
    private final Runnable waiting;

    /**
     * @param line to the program
     * @param patience longest wait for one thing, see {@link PcscSettings#patience()}
     * @param waiting run at least twice a second while an answer is waited for
     */
    PcscChild(Line line, KioskClock clock, Duration patience, Runnable waiting) {
        this.line = line;
        this.clock = clock;
        this.patience = patience;
        this.waiting = waiting;
    }

    /**
     * Returns when the service is there, at first and again after it went: the way to it is a new one then. Waits for it as long as it takes.
     *
     * @param away told at once and again and again that it is not there yet, and why
     */
    void begin(Consumer<String> away) throws IOException {
        PcscFrame said = answer(new PcscFrame(PcscFrame.BEGIN, new byte[0]), clock.uptime().plus(START_WITHIN));
        while (said.kind() == PcscFrame.WAITS) {
            away.accept(text(said.content()));
            said = next(clock.uptime().plus(START_WITHIN));
        }
        understood(said);
    }

    /** True as soon as a card or a reader has come or gone since it was true last; false when nothing has within some seconds. */
    boolean awaitChange() throws IOException {
        return Arrays.equals(ask(PcscFrame.CHANGE, "", soon().plusMillis(PcscFrame.CHANGE_WITHIN_MS)), YES);
    }

    /** The names of all readers. */
    List<String> readers() throws IOException {
        return text(ask(PcscFrame.READERS, "", soon())).lines().toList();
    }

    /**
     * Whether a card is in a reader.
     *
     * @throws IOException also when there is no such reader any more
     */
    boolean holdsCard(String reader) throws IOException {
        return Arrays.equals(ask(PcscFrame.HOLDS_CARD, reader, soon()), YES);
    }

    /**
     * Switches on the card in a reader, reads it and switches it off again, within the patience for one thing.
     *
     * @throws MuteCardException when it cannot be switched on
     * @throws IOException when it was taken out meanwhile, or the service is gone
     */
    ContactCard read(String reader) throws IOException {
        Duration deadline = soon();
        ask(PcscFrame.SWITCH_ON, reader, deadline);
        ContactCard told;
        try {
            told = SocialCardFiles.read(command -> ask(PcscFrame.SEND, command, deadline));
        } catch (LostException lost) {
            throw lost;
        } catch (IOException torn) {
            ask(PcscFrame.SWITCH_OFF, "", soon());
            throw torn;
        }
        try {
            ask(PcscFrame.SWITCH_OFF, "", soon());
        } catch (LostException lost) {
            throw lost;
        } catch (IOException out) {
            // It was taken out meanwhile; what was read of it stands.
            return told;
        }
        return told;
    }

    private Duration soon() {
        return clock.uptime().plus(patience);
    }

    private byte[] ask(char kind, String text, Duration deadline) throws IOException {
        return ask(kind, text.getBytes(StandardCharsets.UTF_8), deadline);
    }

    private byte[] ask(char kind, byte[] content, Duration deadline) throws IOException {
        return understood(answer(new PcscFrame(kind, content), deadline));
    }

    private PcscFrame answer(PcscFrame question, Duration deadline) throws IOException {
        byte[] whole = question.bytes();
        try {
            line.write(whole);
        } catch (LineClosedException ended) {
            throw ended();
        } finally {
            Arrays.fill(whole, (byte) 0);
        }
        return next(deadline);
    }

    private static byte[] understood(PcscFrame answer) throws IOException {
        return switch (answer.kind()) {
            case PcscFrame.YES -> answer.content();
            case PcscFrame.NO -> throw new IOException(text(answer.content()));
            case PcscFrame.MUTE -> throw new MuteCardException();
            default -> throw strange();
        };
    }

    private PcscFrame next(Duration deadline) throws IOException {
        byte[] header = filled(PcscFrame.HEADER, deadline);
        if (header[0] == LAST_WORDS) {
            // A Java that dies says so where its answers stood.
            throw new LostException(ContactCardFault.CRASHED, "the program of the smart-card service crashed" + OwnJava.crash(line, SLICE));
        }
        if (PcscFrame.length(header) > PcscFrame.MOST) {
            throw strange();
        }
        return new PcscFrame((char) (header[0] & 0xFF), filled(PcscFrame.length(header), deadline));
    }

    private byte[] filled(int count, Duration deadline) throws IOException {
        byte[] whole = new byte[count];
        int have = 0;
        while (have < count) {
            waiting.run();
            Duration left = deadline.minus(clock.uptime());
            if (left.isNegative() || left.isZero()) {
                throw new LostException(ContactCardFault.SILENT, "the smart-card service has not answered in time");
            }
            byte[] piece = new byte[count - have];
            have += take(piece, left.compareTo(SLICE) < 0 ? left : SLICE, whole, have);
            Arrays.fill(piece, (byte) 0);
        }
        return whole;
    }

    private int take(byte[] piece, Duration longest, byte[] into, int at) throws IOException {
        try {
            int came = line.read(piece, longest);
            System.arraycopy(piece, 0, into, at, came);
            return came;
        } catch (LineClosedException closed) {
            throw ended();
        }
    }

    private LostException ended() {
        return new LostException(ContactCardFault.CRASHED, "the program of the smart-card service ended" + code());
    }

    private String code() {
        try {
            OptionalInt code = line instanceof ChildLine child ? child.exit(END_WITHIN) : OptionalInt.empty();
            return code.isPresent() ? " with " + code.getAsInt() : "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static LostException strange() {
        return new LostException(ContactCardFault.CRASHED, "the program of the smart-card service says what no answer is");
    }
}
