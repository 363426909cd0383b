package cn.ting.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of its own whose ready line tells a port. Everything it says goes into a file. */
final class Launched {

    private static final int READY_WITHIN_SECONDS = 120;
    private static final int ENDS_WITHIN_SECONDS = 60;
    private static final long LOG_ENDS_WITHIN_MS = 20_000;

    private final Process process;
    private final Path log;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;
    private final Thread last = new Thread(this::end);

    /**
     * Starts a process; {@link #port()} waits until it says that it is ready.
     *
     * @param ready has the port as its first group
     * @param log is appended to
     */
    Launched(ProcessBuilder command, Path log, Pattern ready) throws IOException {
        this.log = log;
        this.process = command.redirectErrorStream(true).redirectInput(new File("/dev/null")).start();
        // Whoever started it may end without having stopped it.
        Runtime.getRuntime().addShutdownHook(last);
        process.onExit().thenRun(this::forget);
        this.reader = new Thread(() -> read(ready), "log of " + log.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    private void end() {
        process.destroyForcibly();
    }

    /** An ended process need not be ended at the end, when that has not begun yet. */
    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(last);
        } catch (IllegalStateException ending) {
            // The hook runs already.
        }
    }

    int port() throws IOException {
        try {
            return port.get(READY_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException notReady) {
            process.destroyForcibly();
            throw new IOException("not ready; it said:\n" + Files.readString(log), notReady);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException(hurried);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM, then SIGKILL when it does not go within a minute; returns its exit code. */
    int stop() {
        process.destroy();
        try {
            if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
            int code = process.waitFor();
            reader.join(LOG_ENDS_WITHIN_MS);
            return code;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** SIGKILL: what was not on disk is gone. Returns when it is dead. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
            reader.join(LOG_ENDS_WITHIN_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Pattern ready) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Matcher matcher = ready.matcher(line);
                if (matcher.find()) {
                    port.complete(Integer.parseInt(matcher.group(1)));
                }
            }
        } catch (IOException gone) {
            // The process ended; its port says so below.
        }
        process.onExit().thenAccept(ended -> port.completeExceptionally(new IOException("the process ended with " + ended.exitValue())));
    }
}
