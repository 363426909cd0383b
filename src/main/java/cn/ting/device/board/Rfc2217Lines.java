package cn.ting.device.board;

import cn.ting.device.board.LineBoardSettings.Input;
import cn.ting.device.board.LineBoardSettings.Output;
import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The control lines of a port behind a serial server that speaks Telnet with the Com Port Control Option (RFC 2217), as Moxa's NPort and
 * ser2net do. Outputs are set and confirmed one by one; inputs the server tells by itself whenever they change, and once at first: upon
 * the mask (ser2net) or when asked (pySerial's server). All other options are refused, each once.
 */
final class Rfc2217Lines implements ControlLines {

    private static final int COM_PORT = 44;
    private static final int SET_BAUDRATE = 1;
    private static final int SET_CONTROL = 5;
    private static final int NOTIFY_MODEMSTATE = 7;
    private static final int SET_MODEMSTATE_MASK = 11;
    /** A server answers with the command's number and this. */
    private static final int SERVER = 100;

    private static final int NO_FLOW_CONTROL = 1;
    private static final int DTR_ON = 8;
    private static final int DTR_OFF = 9;
    private static final int RTS_ON = 11;
    private static final int RTS_OFF = 12;
    private static final int EVERY_CHANGE = 255;

    private final Line line;
    private final KioskClock clock;
    private final Duration patience;
    private final TelnetReading reading;
    private final byte[] piece = new byte[256];
    private final ByteArrayOutputStream refusals = new ByteArrayOutputStream();
    private final Set<Integer> refused = new HashSet<>();
    private Optional<Boolean> agreed = Optional.empty();
    private Optional<Integer> control = Optional.empty();
    private Optional<Integer> modemState = Optional.empty();
    private boolean alive;

    private Rfc2217Lines(Line line, KioskClock clock, Duration patience) {
        this.line = line;
        this.clock = clock;
        this.patience = patience;
        this.reading = new TelnetReading(new TelnetReading.Hearing() {
            @Override
            public void negotiated(int verb, int option) {
                Rfc2217Lines.this.negotiated(verb, option);
            }

            @Override
            public void said(byte[] content) {
                Rfc2217Lines.this.said(content);
            }
        });
    }

    /**
     * Agrees with the server on the option and on what is to be told.
     *
     * @param inputs whether inputs are of any use
     * @throws BoardWiring.RefusedException when the server does not have the option, or tells nothing of inputs
     */
    static Rfc2217Lines agreed(Line line, KioskClock clock, Duration patience, boolean inputs) throws IOException {
        Rfc2217Lines lines = new Rfc2217Lines(line, clock, patience);
        line.write(new byte[] {(byte) TelnetReading.IAC, (byte) TelnetReading.WILL, COM_PORT});
        if (!lines.hears(() -> lines.agreed.isPresent()) || !lines.agreed.get()) {
            throw new BoardWiring.RefusedException(BoardFault.NO_LINES, "the server does not take the option of RFC 2217");
        }
        // Or RTS would be the server's to raise.
        lines.ask(NO_FLOW_CONTROL);
        if (inputs) {
            lines.say(SET_MODEMSTATE_MASK, EVERY_CHANGE);
            if (!lines.hears(() -> lines.modemState.isPresent())) {
                lines.say(NOTIFY_MODEMSTATE);
                if (!lines.hears(() -> lines.modemState.isPresent())) {
                    throw new BoardWiring.RefusedException(BoardFault.NO_LINES, "the server does not tell how its inputs stand");
                }
            }
        }
        return lines;
    }

    @Override
    public void put(Output output, boolean raised) throws IOException {
        int wanted = output == Output.DTR ? raised ? DTR_ON : DTR_OFF : raised ? RTS_ON : RTS_OFF;
        int answer = ask(wanted);
        if (answer != wanted) {
            throw new BoardWiring.RefusedException(BoardFault.NO_LINES, "asked for control " + wanted + ", the server answers " + answer);
        }
    }

    /** As the server last told, see RFC 2217, section 4. */
    @Override
    public boolean raised(Input input) {
        int bit = switch (input) {
            case DCD -> 128;
            case RI -> 64;
            case DSR -> 32;
            case CTS -> 16;
            case NONE -> 0;
        };
        return (modemState.orElse(0) & bit) != 0;
    }

    /** Asks for the speed, which a rate of 0 does: of all questions that change nothing the one that every server answers. */
    @Override
    public void prove() throws IOException {
        alive = false;
        say(SET_BAUDRATE, 0, 0, 0, 0);
        if (!hears(() -> alive)) {
            throw new IOException("the serial server does not answer");
        }
    }

    /** The line is another's to close. */
    @Override
    public void close() {}

    private int ask(int value) throws IOException {
        control = Optional.empty();
        say(SET_CONTROL, value);
        if (!hears(() -> control.isPresent())) {
            throw new IOException("the serial server does not answer to control " + value);
        }
        return control.get();
    }

    /** What is said, with each IAC doubled. */
    private void say(int command, int... values) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(new byte[] {(byte) TelnetReading.IAC, (byte) TelnetReading.SB, COM_PORT, (byte) command});
        for (int value : values) {
            whole.write(value);
            if (value == TelnetReading.IAC) {
                whole.write(value);
            }
        }
        whole.write(TelnetReading.IAC);
        whole.write(TelnetReading.SE);
        line.write(whole.toByteArray());
    }

    /** Hears until something is so; false when it is not in time, also when the server talks of other things for ever. */
    private boolean hears(BooleanSupplier what) throws IOException {
        Duration deadline = clock.uptime().plus(patience);
        while (!what.getAsBoolean()) {
            Duration left = deadline.minus(clock.uptime());
            if (left.isNegative() || left.isZero()) {
                return false;
            }
            reading.take(piece, line.read(piece, left));
            if (refusals.size() > 0) {
                line.write(refusals.toByteArray());
                refusals.reset();
            }
        }
        return true;
    }

    private void negotiated(int verb, int option) {
        boolean asks = verb == TelnetReading.DO || verb == TelnetReading.WILL;
        if (option == COM_PORT && verb != TelnetReading.WILL && verb != TelnetReading.WONT) {
            agreed = Optional.of(verb == TelnetReading.DO);
        } else if (asks && refused.add(verb << 8 | option)) {
            boolean too = option == COM_PORT;
            int answer = verb == TelnetReading.DO ? TelnetReading.WONT : too ? TelnetReading.DO : TelnetReading.DONT;
            refusals.writeBytes(new byte[] {(byte) TelnetReading.IAC, (byte) answer, (byte) option});
        }
    }

    private void said(byte[] content) {
        if (content.length < 3 || content[0] != COM_PORT) {
            return;
        }
        switch ((content[1] & 0xFF) - SERVER) {
            case SET_BAUDRATE -> alive = true;
            case SET_CONTROL -> control = Optional.of(content[2] & 0xFF);
            case NOTIFY_MODEMSTATE -> modemState = Optional.of(content[2] & 0xFF);
            default -> { }
        }
    }
}
