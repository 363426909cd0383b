package cn.ting.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenControlsTest {

    /** As long as a push that did not wait would need to be seen. */
    private static final int PUSHED_WITHIN_MS = 200;

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final CountDownLatch pushed = new CountDownLatch(2);

    @Test
    void aPushWaitsUntilTheAnswerHasItsHead(@TempDir Path directory) throws Exception {
        SteppedClock clock = new SteppedClock();
        try (Ledger ledger = new Ledger(directory.resolve("ledger.db"), new Conditions(clock), clock)) {
            Outbox outbox = new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk"));
            VisitSettings settings = new VisitSettings(Duration.ofSeconds(60), Duration.ofSeconds(20), 2, Duration.ofSeconds(8));
            Screen screen = new Screen(new Visits(settings, clock, ledger, new VisitBook(outbox, clock)));
            new ScreenControls(screen).events(screen.take(), new SlowHead(screen), new SseImpl());
            pushed.await(60, TimeUnit.SECONDS);
            screen.stop();
        }
        assertEquals(List.of("connected begins", "connected ends", "go begins", "go ends"), sent);
    }

    /** A connection whose first answer takes its time, while the kiosk has something to push. */
    private final class SlowHead implements SseEventSink {
        private final Screen screen;

        SlowHead(Screen screen) {
            this.screen = screen;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            String what = event.getName() == null ? event.getComment() : event.getName();
            sent.add(what + " begins");
            if (what.equals("connected")) {
                screen.go("/identify/greeting");
                try {
                    new CountDownLatch(1).await(PUSHED_WITHIN_MS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException hurried) {
                    Thread.currentThread().interrupt();
                }
            }
            sent.add(what + " ends");
            pushed.countDown();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public void close() {}
    }
}
