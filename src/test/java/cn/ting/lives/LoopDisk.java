package cn.ting.lives;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real ext4 in a file. A copy of that file, taken while its writer stands still, is the disk after the power was cut: what was not synced is
 * not in it. Needs whoever may mount.
 */
public final class LoopDisk implements AutoCloseable {

    private static final int MEGABYTES = 48;
    private static final int MOST_UNMOUNTS = 1_200;
    private static final Duration BETWEEN_UNMOUNTS = Duration.ofMillis(50);
    private static final KioskClock CLOCK = new SystemClock();

    private final Path place;
    private Path image;
    private int cuts;

    /** @throws IOException with a plain word, where this machine lets nobody mount */
    public LoopDisk(Path directory) throws IOException {
        this.place = Files.createDirectories(directory.resolve("mounted"));
        this.image = directory.resolve("disk-0.img");
        run("truncate", "-s", MEGABYTES + "M", image.toString());
        run("mkfs.ext4", "-q", "-F", image.toString());
        mount();
    }

    /** Where it is mounted. */
    public Path place() {
        return place;
    }

    private void mount() throws IOException {
        run("mount", "-o", "loop", image.toString(), place.toString());
    }

    /** Cuts the power under a process, which ends, and mounts what the disk has. */
    public void cut(Process writer) throws IOException, InterruptedException {
        run("kill", "-STOP", String.valueOf(writer.pid()));
        Path after = image.resolveSibling("disk-" + ++cuts + ".img");
        run("cp", "--sparse=always", image.toString(), after.toString());
        writer.destroyForcibly().waitFor();
        unmount();
        Files.delete(image);
        image = after;
        mount();
    }

    /** Has the kernel give the disk up, as it does on an error of it: open files can be read from then on, and not be written. */
    void giveUp() throws IOException {
        run("mount", "-o", "remount,abort", place.toString());
    }

    /** Mounts it anew, as after a restart of the machine; whoever had files open there has closed them. */
    void mountAnew() throws IOException {
        unmount();
        mount();
    }

    static void run(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", List.of(command)) + ": " + said);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException(hurried);
        }
    }

    /** What the writer has started may take a moment to notice that it is gone. */
    private void unmount() throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                run("umount", place.toString());
                return;
            } catch (IOException busy) {
                if (tries == MOST_UNMOUNTS) {
                    throw busy;
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            CLOCK.pause(BETWEEN_UNMOUNTS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException(hurried);
        }
    }

    @Override
    public void close() throws IOException {
        unmount();
        Files.delete(image);
    }
}
