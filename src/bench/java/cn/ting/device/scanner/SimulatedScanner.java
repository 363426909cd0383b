package cn.ting.device.scanner;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A scan module at the far end of a line, with hands to hold codes before it; written from the makers' manuals. Any thread may use the
 * hands; at most sixteen codes wait to be seen.
 */
public final class SimulatedScanner implements ScannerHands {

    /** What kind of module it is. */
    public enum Maker {
        /** Looks by itself. */
        AUTO("", "", ""),
        GM65("7e 00 08 01 00 02 01 ab cd", "7e 00 08 01 00 02 00 ab cd", "02 00 00 01 00 33 31"),
        NEWLAND_1D("7e 00 08 01 00 02 01 02 da", "7e 00 08 01 00 02 02 32 b9", "02 00 00 01 00 33 31"),
        NEWLAND("1b 31", "1b 30", "06"),
        HONEYWELL("16 54 0d", "16 55 0d", "");

        private final byte[] look;
        private final byte[] rest;
        private final byte[] answer;

        Maker(String look, String rest, String answer) {
            HexFormat spaced = HexFormat.ofDelimiter(" ");
            this.look = spaced.parseHex(look);
            this.rest = spaced.parseHex(rest);
            this.answer = spaced.parseHex(answer);
        }
    }

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Maker maker;
    private final TcpFarEnd farEnd;
    private final BlockingQueue<byte[]> shown = new ArrayBlockingQueue<>(16);
    private volatile boolean looking;
    private volatile boolean mute;

    /** Makes a module that does not listen yet; {@code port} 0 takes any free one. */
    public SimulatedScanner(int port, Maker maker, KioskClock clock) {
        this.maker = maker;
        this.farEnd = new TcpFarEnd(port, 0, clock, this::serve);
    }

    @Override
    public TcpFarEnd line() {
        return farEnd;
    }

    /** The same as it is set by its maker: UTF-8 and a carriage return. */
    @Override
    public void show(String code) {
        show(code, StandardCharsets.UTF_8, "\r");
    }

    /** Holds a code before it; it is read when the module looks. */
    public void show(String code, Charset charset, String suffix) {
        send((code + suffix).getBytes(charset));
    }

    /** Lets these very bytes come from it, as a torn or noisy line would. */
    public void send(byte[] bytes) {
        shown.add(bytes);
    }

    /** Lets it hear and do nothing. */
    @Override
    public void mute(boolean on) {
        mute = on;
    }

    @Override
    public boolean isMuted() {
        return mute;
    }

    /** How many codes it has not sent yet. */
    public int waiting() {
        return shown.size();
    }

    /** True while it has been told to look, or always does. */
    @Override
    public boolean isLooking() {
        return looking;
    }

    private void serve(Line line) throws IOException {
        looking = maker.look.length == 0;
        byte[] heard = new byte[64];
        byte[] last = {};
        while (true) {
            int count = line.read(heard, GLANCE);
            for (int i = 0; i < count; i++) {
                last = Arrays.copyOf(last, last.length + 1);
                last[last.length - 1] = heard[i];
                last = obey(line, last) ? new byte[0] : Arrays.copyOfRange(last, Math.max(0, last.length - 16), last.length);
            }
            if (looking && !mute) {
                byte[] code = shown.poll();
                if (code != null) {
                    line.write(code);
                }
            }
        }
    }

    /** True when these bytes end with a command. */
    private boolean obey(Line line, byte[] heard) throws IOException {
        boolean look = endsWith(heard, maker.look);
        if (!look && !endsWith(heard, maker.rest)) {
            return false;
        }
        if (!mute) {
            looking = look;
            line.write(maker.answer);
        }
        return true;
    }

    private static boolean endsWith(byte[] bytes, byte[] end) {
        return end.length > 0 && bytes.length >= end.length
                && Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
    }
}
