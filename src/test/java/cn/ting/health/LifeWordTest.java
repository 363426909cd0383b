package cn.ting.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a page that answers, and one that does not. */
@Timeout(300)
class LifeWordTest {

    private static final Duration ROUND = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore answers = new Semaphore(0);
    private volatile int status = 200;
    private volatile boolean hangs;
    private HttpServer page;
    private Path alive;

    @BeforeEach
    void open() throws IOException {
        alive = Files.createFile(directory.resolve("alive"));
        page = BusyPage.answering(exchange -> {
            asked.release();
            answers.acquireUninterruptibly();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    @AfterEach
    void close() {
        answers.release(10);
        page.stop(0);
    }

    private LifeWord start(Map<String, String> environment) {
        StuckDevices stuck = new StuckDevices(() -> hangs, clock, new HangRestarts(directory.resolve("hang-restarts"), Runnable::run));
        LifeWord word = new LifeWord(stuck, clock, new OwnPage(() -> page.getAddress().getPort()), environment);
        word.start(() -> false);
        return word;
    }

    @Test
    void everyTwoSecondsOfAPageThatAnswersGiveANewWord() throws Exception {
        start(Map.of("TING_ALIVE", alive.toString()));
        for (String word : List.of("1", "2", "3")) {
            // The round before is over a moment after its word is written.
            awaitRound();
            answers.release();
            awaitWord(word);
        }
    }

    @Test
    void aPageThatDoesNotAnswerOrIsNoneGivesNoWord() throws Exception {
        start(Map.of("TING_ALIVE", alive.toString()));
        clock.step(ROUND);
        assertTrue(asked.tryAcquire(60, TimeUnit.SECONDS));
        clock.step(Duration.ofMinutes(1));
        assertEquals("", Files.readString(alive), "only one asks at a time, and it waits");
        assertFalse(asked.tryAcquire());
        status = 503;
        answers.release();
        awaitRound();
        assertEquals("", Files.readString(alive));
        status = 200;
        answers.release();
        awaitWord("1");
    }

    @Test
    void aClockThatStandsStillGivesNoWord() throws Exception {
        answers.release(10);
        start(Map.of("TING_ALIVE", alive.toString()));
        clock.step(ROUND);
        awaitWord("1");
        assertEquals(1, asked.availablePermits());
    }

    @Test
    void aDeviceThatHangsSoonAfterTheStartGivesNoWord() throws Exception {
        start(Map.of("TING_ALIVE", alive.toString()));
        awaitRound();
        answers.release();
        awaitWord("1");
        hangs = true;
        for (int minute = 0; minute < 2; minute++) {
            clock.step(Duration.ofMinutes(1));
            assertFalse(asked.tryAcquire(200, TimeUnit.MILLISECONDS));
        }
        hangs = false;
        awaitRound();
        answers.release();
        awaitWord("2");
    }

    @Test
    void withoutALauncherNobodyAsks() {
        start(Map.of("TING_ALIVE", ""));
        clock.step(Duration.ofMinutes(1));
        assertEquals(0, asked.availablePermits());
    }

    /** Steps until the round that was under way is over and a further one has asked. */
    private void awaitRound() throws InterruptedException {
        for (int looks = 0; !asked.tryAcquire(5, TimeUnit.MILLISECONDS); looks++) {
            assertTrue(looks < 12_000, "nobody asks for a minute");
            clock.step(ROUND);
        }
    }

    private void awaitWord(String word) throws IOException, InterruptedException {
        for (int looks = 0; !Files.readString(alive).strip().equals(word); looks++) {
            assertTrue(looks < 12_000, "no word for a minute");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
