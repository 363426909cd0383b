package cn.ting.device.camera;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * A camera with hands: grey frames, ten a second, with a sensor's noise, to whoever comes to its TCP port. A kiosk comes by way
 * of {@link #program}, which stands in place of ffmpeg and leads the frames from the port to the pipe. Safe for use by any thread.
 */
public final class SimulatedCamera implements AutoCloseable {

    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(100);
    private static final int EMPTY_DESK = 120;
    private static final int COVERED = 2;
    private static final int DAZZLED = 255;
    private static final int NOISE = 3;
    /** Some pixels' noise is enough to tell two frames apart, and costs little. */
    private static final int NOISY_EACH = 17;

    private final TcpFarEnd farEnd;
    private final KioskClock clock;
    private final byte[] desk;
    private final Random noise = new Random(20261126);
    private volatile byte[] scene;
    private volatile boolean covered;
    private volatile boolean dazzled;
    private volatile boolean frozen;
    private volatile boolean stalled;

    /**
     * Makes a camera that sees an empty desk.
     *
     * @param port 0 for any free one
     */
    public SimulatedCamera(int port, int width, int height, KioskClock clock) {
        this.clock = clock;
        this.desk = new byte[width * height];
        Arrays.fill(desk, (byte) EMPTY_DESK);
        this.scene = desk;
        this.farEnd = new TcpFarEnd(port, 0, clock, this::film);
    }

    public void start() {
        farEnd.start();
    }

    /**
     * Writes the program that reads this camera, to be named in the profile of its driver.
     *
     * @param folder where it is written
     */
    public Path program(Path folder) throws IOException {
        return program(folder, farEnd.port());
    }

    /** The same for the camera at that port, which may stand in another process. */
    public static Path program(Path folder, int port) throws IOException {
        Path program = folder.resolve("camera-" + port);
        Files.writeString(program, "#!/bin/bash\n# What ffmpeg would be asked for is this camera's way by itself.\n"
                + "exec 3</dev/tcp/127.0.0.1/" + port + " && exec cat <&3\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Its line, to unplug or watch. */
    public TcpFarEnd line() {
        return farEnd;
    }

    /**
     * Shows something to it from now on.
     *
     * @param luminance a byte a pixel, of this camera's size
     */
    public void show(byte[] luminance) {
        if (luminance.length != desk.length) {
            throw new IllegalArgumentException("a picture of " + luminance.length + " pixels does not fit this camera's " + desk.length);
        }
        scene = luminance.clone();
    }

    /** Takes away what was shown. */
    public void showNothing() {
        scene = desk;
    }

    /** False while it sees the empty desk. */
    public boolean isShown() {
        return scene != desk;
    }

    public boolean isCovered() {
        return covered;
    }

    public boolean isFrozen() {
        return frozen;
    }

    public boolean isStalled() {
        return stalled;
    }

    /** Puts a hand on the lens, or takes it off. */
    public void cover(boolean on) {
        covered = on;
    }

    /** Lets the sun shine into it, or not: no pixel has room for noise then. */
    public void dazzle(boolean on) {
        dazzled = on;
    }

    /** From now on every frame is the last one, or a living one again. */
    public void freeze(boolean on) {
        frozen = on;
    }

    /** From now on no frame comes, or frames again. */
    public void stall(boolean on) {
        stalled = on;
    }

    /** Pulls the plug; {@link #start} puts it in again. */
    public void unplug() {
        farEnd.unplug();
    }

    private void film(Line line) throws IOException, InterruptedException {
        byte[] frame = exposed();
        while (true) {
            if (!stalled) {
                frame = frozen ? frame : exposed();
                line.write(frame);
            }
            clock.pause(BETWEEN_FRAMES);
        }
    }

    private byte[] exposed() {
        byte[] frame = scene.clone();
        if (covered) {
            Arrays.fill(frame, (byte) COVERED);
        }
        if (dazzled) {
            Arrays.fill(frame, (byte) DAZZLED);
            return frame;
        }
        for (int i = noise.nextInt(NOISY_EACH); i < frame.length; i += NOISY_EACH) {
            int grey = (frame[i] & 255) + noise.nextInt(2 * NOISE + 1) - NOISE;
            frame[i] = (byte) Math.max(0, Math.min(255, grey));
        }
        return frame;
    }

    @Override
    public void close() {
        farEnd.close();
    }
}
