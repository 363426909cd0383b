package cn.ting.device.board;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A serial server with one port whose control lines are a lamp, a relay and a contact: Telnet (RFC 854) with the Com Port Control Option,
 * written after RFC 2217. It greets as such servers do, passes on what a chatty device at the port sends, doubled where Telnet wants it,
 * confirms every command, and tells of inputs when they change and when the mask is set.
 */
public final class SimulatedSerialServer implements AutoCloseable {

    /** An output that was set: true for raised. */
    public record Put(String line, boolean raised) {}

    private static final Duration LOOKS = Duration.ofMillis(5);
    private static final String GREETING = "fffb03 fffd03 fffb01 fffe01 fffd00 fffb00";
    private static final int MOST = 512;

    private final TcpFarEnd line;
    private final List<Put> history = new CopyOnWriteArrayList<>();
    private volatile int inputs;
    private volatile boolean mute;
    private volatile boolean hasOption = true;
    private volatile boolean tellsAtFirst = true;
    private volatile boolean obeys = true;
    private volatile boolean polled;
    // What follows belongs to the thread that serves.
    private boolean dtr;
    private boolean rts;
    private int mask;
    private int told;

    public SimulatedSerialServer(int port, KioskClock clock) {
        this.line = new TcpFarEnd(port, 0, clock, this::serve);
    }

    public void start() {
        line.start();
    }

    public TcpFarEnd line() {
        return line;
    }

    /** Raises the input CTS, or lets it fall. */
    public void cts(boolean raised) {
        inputs = raised ? inputs | 0x10 : inputs & ~0x10;
    }

    /** Every output that was set, oldest first. */
    public List<Put> history() {
        return List.copyOf(history);
    }

    /** It hears and says nothing. */
    public void mute(boolean silent) {
        mute = silent;
    }

    /** Lets it be a plain Telnet server. */
    public void withoutOption() {
        hasOption = false;
    }

    /** Lets it tell of inputs only when asked, as some servers do, or not at all. */
    public void silentAtFirst(boolean mayBePolled) {
        tellsAtFirst = false;
        polled = mayBePolled;
    }

    /** Lets it answer that an output stands where it stood. */
    public void disobey() {
        obeys = false;
    }

    private void serve(Line far) throws IOException {
        mask = 0;
        // The port's lines fall when nobody holds it.
        dtr = false;
        rts = false;
        say(far, GREETING.replace(" ", ""));
        List<Integer> heard = new ArrayList<>();
        byte[] chunk = new byte[128];
        while (true) {
            int count = far.read(chunk, LOOKS);
            for (int i = 0; i < count; i++) {
                heard.add(chunk[i] & 0xFF);
            }
            if (heard.size() > MOST) {
                throw new LineClosedException("nobody speaks so long");
            }
            int taken = take(far, heard);
            while (taken > 0) {
                heard.subList(0, taken).clear();
                taken = take(far, heard);
            }
            int now = inputs;
            if (mask != 0 && now != told) {
                notifyState(far, now);
            }
        }
    }

    /** Takes one whole command off the beginning; returns how long it was, 0 when it is not whole. */
    private int take(Line far, List<Integer> heard) throws IOException {
        if (heard.size() < 3) {
            return 0;
        }
        if (heard.get(0) != 255) {
            return 1;
        }
        int verb = heard.get(1);
        if (verb >= 251 && verb <= 254) {
            if (verb == 251 && heard.get(2) == 44) {
                say(far, hasOption ? "fffd2c" : "fffe2c");
            }
            return 3;
        }
        List<Integer> content = new ArrayList<>();
        for (int i = 2; i + 1 < heard.size(); i++) {
            if (heard.get(i) == 255 && heard.get(i + 1) == 240) {
                obey(far, content);
                return i + 2;
            }
            content.add(heard.get(i));
            i += heard.get(i) == 255 ? 1 : 0;
        }
        return 0;
    }

    private void obey(Line far, List<Integer> content) throws IOException {
        if (!hasOption || content.size() < 2 || content.get(0) != 44) {
            return;
        }
        int value = content.size() > 2 ? content.get(2) : -1;
        switch (content.get(1)) {
            // The speed, which nobody changes here.
            case 1 -> say(far, "fffa2c6500002580fff0");
            case 5 -> say(far, "41ffff42" + "fffa2c69" + HexFormat.of().toHexDigits((byte) control(value)) + "fff0");
            case 7 -> {
                if (polled) {
                    notifyState(far, inputs);
                }
            }
            case 11 -> {
                mask = value;
                // Said with its IAC doubled.
                say(far, "fffa2c6f" + (value == 255 ? "ffff" : HexFormat.of().toHexDigits((byte) value)) + "fff0");
                told = inputs;
                if (tellsAtFirst) {
                    notifyState(far, told);
                }
            }
            default -> { }
        }
    }

    private int control(int value) {
        if (obeys && (value == 8 || value == 9)) {
            dtr = value == 8;
            history.add(new Put("dtr", dtr));
        }
        if (obeys && (value == 11 || value == 12)) {
            rts = value == 11;
            history.add(new Put("rts", rts));
        }
        return switch (value) {
            case 7, 8, 9 -> dtr ? 8 : 9;
            case 10, 11, 12 -> rts ? 11 : 12;
            default -> value;
        };
    }

    /** The upper four bits are the lines, the lower four which of them have changed. */
    private void notifyState(Line far, int now) throws IOException {
        int changed = (now ^ told) >> 4;
        told = now;
        say(far, "fffa2c6b" + HexFormat.of().toHexDigits((byte) (now | changed)) + "fff0");
    }

    private void say(Line far, String hex) throws IOException {
        if (!mute) {
            far.write(HexFormat.of().parseHex(hex));
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
