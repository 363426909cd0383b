package cn.ting.service.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.service.queue.DisplayPages.Displays;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Second displays that come while a hall's board is told to others. */
class DisplayPagesTest {

    private final Semaphore drawing = new Semaphore(0);
    private final Semaphore mayDraw = new Semaphore(0);
    private final AtomicReference<String> board = new AtomicReference<>("first");
    private final Displays displays = new Displays(hall -> {
        drawing.release();
        mayDraw.acquireUninterruptibly();
        return board.get();
    });

    /** A browser's end of the events. */
    private static final class Wall implements SseEventSink {

        private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private volatile boolean closed;

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            heard.add(String.valueOf(event.getData()));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            closed = true;
        }

        String hears() throws InterruptedException {
            return heard.poll(10, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void stop() {
        mayDraw.release(1_000_000);
        displays.stop();
    }

    private Wall listening() {
        Wall wall = new Wall();
        displays.listen("h1", wall, new SseImpl());
        return wall;
    }

    @Test
    void a_display_that_comes_while_many_boards_come_hears_all_the_same() throws InterruptedException {
        Wall first = listening();
        assertTrue(drawing.tryAcquire(10, TimeUnit.SECONDS));
        Wall second = listening();
        for (int i = 0; i < 300; i++) {
            displays.changed();
        }
        board.set("last");
        mayDraw.release(1_000_000);
        assertEquals("last", second.hears());
        assertEquals("last", first.hears());
    }

    @Test
    void one_that_nobody_has_time_for_is_let_go_of_so_that_it_asks_again() throws InterruptedException {
        listening();
        assertTrue(drawing.tryAcquire(10, TimeUnit.SECONDS));
        Stream<Wall> many = IntStream.range(0, 40).mapToObj(i -> listening());
        long waiting = many.toList().stream().filter(wall -> !wall.isClosed()).count();
        assertTrue(waiting > 0 && waiting < 40, waiting + " wait");
    }
}
