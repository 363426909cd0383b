package cn.ting.device.speaker;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.TcpFarEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * A loudspeaker with hands: keeps what was said last, and takes a while over it. A kiosk comes by way of {@link #program}, which stands in
 * place of espeak-ng: it takes the same words and the same input, hands voice, volume and text to the loudspeaker's TCP port, and ends with
 * the code that comes back. Safe for use by any thread.
 */
public final class SimulatedSpeaker implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(50);
    /** About as fast as Chinese is read aloud. */
    private static final Duration A_CHARACTER = Duration.ofMillis(200);
    private static final int LONGEST = 16_384;
    private static final byte[] WELL = "0\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_CARD = "1\n".getBytes(StandardCharsets.US_ASCII);

    private final TcpFarEnd farEnd;
    private final KioskClock clock;
    private volatile String said = "";
    private volatile String voice = "";
    private volatile int volume;
    private volatile boolean speaks;
    private volatile boolean hangs;
    private volatile boolean refuses;

    /** @param port 0 for any free one */
    public SimulatedSpeaker(int port, KioskClock clock) {
        this.clock = clock;
        this.farEnd = new TcpFarEnd(port, 0, clock, this::hear);
    }

    public void start() {
        farEnd.start();
    }

    /** Its line, to unplug or watch. */
    public TcpFarEnd line() {
        return farEnd;
    }

    /**
     * Writes the program that speaks through the loudspeaker at a port, to be named as the address of its driver.
     *
     * @param folder where it is written
     */
    public static Path program(Path folder, int port) throws IOException {
        Path program = folder.resolve("voice-" + port);
        Files.writeString(program, """
                #!/bin/bash
                # Takes espeak-ng's words, and the text from its input.
                while [ $# -gt 0 ]; do
                  case $1 in -v) voice=$2 ;; -a) volume=$2 ;; esac
                  shift
                done
                exec 3<>/dev/tcp/127.0.0.1/%d || exit 1
                { printf '%%s\\n%%s\\n' "$voice" "$volume"; cat; printf '\\0'; } >&3
                read -r code <&3 && exit "$code"
                """.formatted(port));
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What was said last so that it could be heard; empty before the first time. */
    public String said() {
        return said;
    }

    /** The voice it was said in. */
    public String voice() {
        return voice;
    }

    /** How loud it was said, in percent. */
    public int volume() {
        return volume;
    }

    /** True while something is being said. */
    public boolean speaks() {
        return speaks;
    }

    /** Lets it never come to an end, as in a sound card that takes no more; or lets it go on. */
    public void hang(boolean on) {
        hangs = on;
    }

    public boolean hangs() {
        return hangs;
    }

    /** Lets its engine end as where there is no sound card. */
    public void refuse(boolean on) {
        refuses = on;
    }

    public boolean refuses() {
        return refuses;
    }

    @Override
    public void close() {
        farEnd.close();
    }

    private void hear(Line line) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] chunk = new byte[1_024];
        while (heard.size() == 0 || heard.toByteArray()[heard.size() - 1] != 0) {
            heard.write(chunk, 0, line.read(chunk, GLANCE));
            if (heard.size() > LONGEST) {
                return;
            }
        }
        String[] parts = new String(heard.toByteArray(), 0, heard.size() - 1, StandardCharsets.UTF_8).split("\n", 3);
        if (parts.length < 3 || !parts[1].matches("\\d{1,3}")) {
            return;
        }
        speaks = true;
        try {
            if (refuses) {
                line.write(NO_CARD);
            } else {
                speak(line, parts[0], Integer.parseInt(parts[1]), parts[2].strip());
            }
        } finally {
            speaks = false;
        }
    }

    private void speak(Line line, String in, int loud, String text) throws IOException {
        if (loud > 0) {
            voice = in;
            volume = loud;
            said = text;
        }
        Duration end = clock.uptime().plus(A_CHARACTER.multipliedBy(loud > 0 ? text.length() : 0));
        while (hangs || clock.uptime().compareTo(end) < 0) {
            // It breaks where the engine is ended before its time.
            line.read(new byte[1], GLANCE);
        }
        line.write(WELL);
    }
}
