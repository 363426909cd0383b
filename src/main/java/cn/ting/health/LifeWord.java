package cn.ting.health;

import cn.ting.device.inventory.Inventory;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The sign of life to the launcher (decision 0024): every two seconds a new word in the file that {@code TING_ALIVE} names, while the
 * clock's thread comes round, the kiosk's own page answers, and no device is stuck beyond help ({@link StuckDevices}). Does nothing where
 * no launcher started the kiosk.
 *
 * <p>A round begins on the clock's thread and ends on one of its own, which asks for the page as a browser does and waits no longer than
 * five seconds for it. A round that is under way lets no other begin.
 */
@Singleton
public final class LifeWord {

    private static final Logger LOG = Logger.getLogger(LifeWord.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int ANSWER_WITHIN_MS = 5_000;
    private static final int MOST_BYTES = 1 << 16;

    private final StuckDevices stuck;
    private final KioskClock clock;
    private final Optional<Path> file;
    private final Semaphore due = new Semaphore(0);
    private volatile boolean asking;
    private long word;
    private boolean silent;

    @Inject
    LifeWord(Inventory inventory, KioskClock clock) {
        this(inventory, clock, System.getenv());
    }

    LifeWord(Inventory inventory, KioskClock clock, Map<String, String> environment) {
        this.stuck = new StuckDevices(inventory, clock);
        this.clock = clock;
        this.file = Optional.of(environment.getOrDefault("TING_ALIVE", "")).filter(name -> name.startsWith("/")).map(Path::of);
    }

    /**
     * Begins to give signs; called once, when the kiosk serves.
     *
     * @param page of this kiosk, by plain HTTP, that may be asked for at any time and changes nothing
     * @param serving whether a resident is being served now; asked on the clock's thread
     */
    public void start(URI page, BooleanSupplier serving) {
        if (file.isEmpty()) {
            return;
        }
        Thread thread = new Thread(() -> giveSigns(page), "life");
        thread.setDaemon(true);
        thread.start();
        clock.every(EVERY, () -> {
            if (!stuck.beyondHelp(serving) && !asking) {
                asking = true;
                due.release();
            }
        });
    }

    private void giveSigns(URI page) {
        while (true) {
            due.acquireUninterruptibly();
            try {
                ask(page);
                Files.writeString(file.orElseThrow(), ++word + "\n");
                silent = false;
            } catch (IOException unanswered) {
                if (!silent) {
                    LOG.warnf("no sign of life to the launcher: %s", unanswered);
                }
                silent = true;
            } finally {
                asking = false;
            }
        }
    }

    private static void ask(URI page) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(page.getHost(), page.getPort()), ANSWER_WITHIN_MS);
            socket.setSoTimeout(ANSWER_WITHIN_MS);
            String request = "GET " + page.getPath() + " HTTP/1.0\r\nHost: " + page.getHost() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
            if (!answer.startsWith("HTTP/1.") || !answer.startsWith(" 200 ", "HTTP/1.x".length())) {
                throw new IOException(page + " answered " + answer.lines().findFirst().orElse("nothing"));
            }
        }
    }
}
