package cn.ting.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the page while more is pushed than it takes, as when the boards of all halls come with the link. */
class ScreenTest {

    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final Semaphore mayShow = new Semaphore(0);
    private Ledger ledger;
    private Screen screen;

    @BeforeEach
    void open(@TempDir Path directory) throws InterruptedException {
        SteppedClock clock = new SteppedClock();
        ledger = new Ledger(directory.resolve("ledger.db"), new Conditions(clock), clock);
        VisitSettings settings = new VisitSettings(Duration.ofSeconds(60), Duration.ofSeconds(20), 2, Duration.ofSeconds(8));
        screen = new Screen(new Visits(settings, clock, ledger,
                new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock)));
        screen.connect(screen.take(), push -> {
            seen.add(push.data());
            mayShow.acquireUninterruptibly();
        });
        screen.swap(() -> "the page is busy");
        assertEquals("the page is busy", next());
    }

    @AfterEach
    void close() {
        mayShow.release(1_000);
        screen.stop();
        ledger.close();
    }

    private String next() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    /** All up to the one that is pushed last. */
    private List<String> shown() throws InterruptedException {
        mayShow.release(1_000);
        List<String> shown = new ArrayList<>();
        for (String push = next(); push != null && !push.equals("the last"); push = next()) {
            shown.add(push);
        }
        return shown;
    }

    @Test
    void a_page_is_led_on_though_many_parts_of_it_change_meanwhile() throws InterruptedException {
        screen.go("/queue/booking/answered");
        for (int i = 0; i < 300; i++) {
            screen.swap(() -> "a board");
        }
        screen.swap(() -> "the last");
        List<String> shown = shown();
        assertEquals("/queue/booking/answered", shown.get(0));
        assertTrue(shown.size() < 100, shown.size() + " waited");
    }

    @Test
    void a_part_that_changes_often_is_drawn_once_and_drops_nothing_else() throws InterruptedException {
        int[] boards = {0};
        Screen.Part board = screen.part(() -> "board " + boards[0]);
        screen.swap(() -> "printed");
        for (int i = 0; i < 300; i++) {
            boards[0]++;
            board.changed();
        }
        screen.swap(() -> "the last");
        assertEquals(List.of("printed", "board 300"), shown());
        board.changed();
        assertEquals("board 300", next(), "also when it was drawn before");
    }

    @Test
    void a_part_that_was_dropped_is_drawn_when_it_changes_again() throws InterruptedException {
        Screen.Part board = screen.part(() -> "board");
        board.changed();
        for (int i = 0; i < 300; i++) {
            screen.swap(() -> "other");
        }
        board.changed();
        screen.swap(() -> "the last");
        assertTrue(shown().contains("board"));
    }
}
