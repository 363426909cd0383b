package cn.ting.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.Inventory;
import cn.ting.time.BorrowedClock;
import cn.ting.time.KioskClock;
import cn.ting.time.SteppedClock;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kiosk that is to end, and whose page goes on. */
@Timeout(300)
class OrderlyEndTest {

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Integer> inOrder = new ArrayList<>();
    private final CompletableFuture<Integer> atOnce = new CompletableFuture<>();
    private HttpServer page;
    private Path alive;
    private LifeWord life;

    @BeforeEach
    void begin() throws Exception {
        alive = Files.createFile(directory.resolve("alive"));
        page = BusyPage.answering(exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        StuckDevices none = new StuckDevices(() -> false, clock, new HangRestarts(directory.resolve("hang-restarts"), Runnable::run));
        life = new LifeWord(none, clock, new OwnPage(() -> page.getAddress().getPort()), Map.of("TING_ALIVE", alive.toString()));
        life.start(() -> false);
        clock.step(Duration.ofSeconds(2));
        while (Files.readString(alive).isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @AfterEach
    void end() {
        page.stop(0);
    }

    /** What is stopped in order hangs: nothing comes of it. */
    @Test
    void an_end_that_never_ends_gives_no_sign_of_life_and_is_one_all_the_same() throws Exception {
        new OrderlyEnd(life, clock, inOrder::add, atOnce::complete).with(70);
        assertEquals(List.of(70), inOrder);
        while (!atOnce.isDone()) {
            clock.step(OrderlyEnd.WITHIN);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertEquals(70, atOnce.get());
        assertEquals("1\n", Files.readString(alive));
        assertEquals(1, asked.get(), "nobody asks for the page any more");
    }

    /**
     * The launcher waits 30 s for a sign of life, by looks of 2 s; the last one may be of 7 s ago: a round every two, and the page may take five. Ended
     * by it, the kiosk would be started again on an empty battery.
     */
    @Test
    void an_end_that_never_ends_is_one_before_the_launcher_makes_it_one_though_nobody_takes_a_word_of_it() throws Exception {
        Semaphore never = new Semaphore(0);
        Handler stuck = new Handler() {
            @Override
            public void publish(LogRecord word) {
                never.acquireUninterruptibly();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(OrderlyEnd.class.getName());
        log.addHandler(stuck);
        try {
            AtomicReference<Duration> waited = new AtomicReference<>(Duration.ofSeconds(2 + 7));
            KioskClock hurried = new BorrowedClock(clock) {
                @Override
                public void pause(Duration duration) {
                    waited.accumulateAndGet(duration, Duration::plus);
                }
            };
            new OrderlyEnd(life, hurried, inOrder::add, atOnce::complete).with(75);
            assertEquals(75, atOnce.get(60, TimeUnit.SECONDS));
            assertTrue(waited.get().toSeconds() < 30, waited.toString());
        } finally {
            log.removeHandler(stuck);
            never.release(1_000);
        }
    }

    @Test
    void an_end_that_cannot_even_begin_comes_too() throws Exception {
        OrderlyEnd end = new OrderlyEnd(life, clock, code -> {
            throw new NoClassDefFoundError("of the new release");
        }, atOnce::complete);
        assertThrows(NoClassDefFoundError.class, () -> end.with(70));
        while (!atOnce.isDone()) {
            clock.step(OrderlyEnd.WITHIN);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertTrue(inOrder.isEmpty());
    }
}
