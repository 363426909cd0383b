package cn.ting.service.queue;

import cn.ting.hall.Board;
import cn.ting.hall.Boards;
import cn.ting.link.Link;
import cn.ting.matter.Catalogue;
import cn.ting.matter.HallEntry;
import cn.ting.screen.Language;
import cn.ting.time.KioskClock;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * A hall's board for a second display of this machine, {@code http://127.0.0.1:8080/board/HALL}: numbers and windows only, in both languages, as
 * large as they go. It holds no screen and touches no visit. What changes is pushed; without a link it says as of when it is, and without this
 * kiosk the page says so itself until it is back.
 *
 * <p>At most eight displays listen, the oldest makes room; pushes are made one after the other on a thread of their own.
 */
@Singleton
@Path("/board")
public class DisplayPages {

    private static final Logger LOG = Logger.getLogger(DisplayPages.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm").withZone(KioskClock.ZONE);
    private static final int MOST_CALLS = 6;

    /**
     * What a display shows.
     *
     * @param asOf wall time of the board; empty while none of today is known
     * @param waiting how many wait in all; empty with {@code asOf}
     */
    record Shown(String asOf, boolean offline, List<Board.Call> calls, String waiting) {}

    @CheckedTemplate(basePath = "queue")
    static class Templates {
        private Templates() {}

        static native TemplateInstance display(String name, String nameEn, Shown shown);

        static native TemplateInstance displayNow(Shown shown);

        static native TemplateInstance displayNone();
    }

    private final Boards boards;
    private final Catalogue catalogue;
    private final Link link;
    private final KioskClock clock;
    private final Displays displays = new Displays(hall -> inChinese(Templates.displayNow(shown(hall))));

    DisplayPages(Boards boards, Catalogue catalogue, Link link, KioskClock clock) {
        this.boards = boards;
        this.catalogue = catalogue;
        this.link = link;
        this.clock = clock;
    }

    /** Begins to follow boards and link; called once at the kiosk's start. */
    public void start() {
        boards.onChange(displays::changed);
        link.onChange(displays::changed);
    }

    /** The page of a hall; of one that is not known, which may be because no catalogue is there yet, one that asks again by itself. */
    @GET
    @Path("{hall}")
    @Produces(MediaType.TEXT_HTML)
    public Response board(@PathParam("hall") String hall) {
        Optional<HallEntry> known = catalogue.halls().stream().filter(entry -> entry.id().equals(hall)).findFirst();
        return known.map(entry -> Response.ok(inChinese(Templates.display(entry.name(), entry.nameEn(), shown(hall)))))
                .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).entity(inChinese(Templates.displayNone()))).build();
    }

    /** The display's ear; what is shown now comes first, so that one that was away misses nothing. */
    @GET
    @Path("{hall}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@PathParam("hall") String hall, @Context SseEventSink sink, @Context Sse sse) {
        displays.listen(hall, sink, sse);
    }

    /** The visit's language is the touch screen's: on a wall both stand beside each other. */
    private static String inChinese(TemplateInstance page) {
        return page.setLocale(Language.CHINESE.locale()).render();
    }

    private Shown shown(String hall) {
        Optional<Board> board = boards.board(hall, clock.local().toLocalDate());
        String waiting = board.map(known -> known.services().stream().mapToInt(Board.Waiting::waiting).sum()).map(String::valueOf).orElse("");
        return new Shown(board.map(known -> TIME.format(known.at())).orElse(""), !link.up(),
                board.map(Board::calls).orElse(List.of()).stream().limit(MOST_CALLS).toList(), waiting);
    }

    @PreDestroy
    void stop() {
        displays.stop();
    }

    /**
     * Who listens; what they are told is told on a thread of its own. Boards come by the hundred when the link comes up: one push waits at most, which
     * tells what is so by then, and keeps no display that comes meanwhile from being heard. Safe for use by any thread.
     */
    static final class Displays {

        private static final int MOST_LISTENING = 8;
        private static final int MOST_COMING = 16;

        private record Display(String hall, Sse sse, SseEventSink sink) {}

        private final UnaryOperator<String> drawn;
        private final List<Display> displays = new CopyOnWriteArrayList<>();
        private final ThreadPoolExecutor pushing = new ThreadPoolExecutor(
                0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_COMING + 1), task -> new Thread(task, "ting-displays"),
                new ThreadPoolExecutor.DiscardPolicy());
        private final Semaphore coming = new Semaphore(MOST_COMING);
        private final AtomicBoolean due = new AtomicBoolean();

        /** @param drawn the board of a hall as it is now */
        Displays(UnaryOperator<String> drawn) {
            this.drawn = drawn;
        }

        void changed() {
            if (due.compareAndSet(false, true)) {
                pushing.execute(this::push);
            }
        }

        /** Begins to tell a display; one that finds too many before it is let go of, so that its browser asks again. */
        void listen(String hall, SseEventSink sink, Sse sse) {
            if (!coming.tryAcquire()) {
                sink.close();
                return;
            }
            Display display = new Display(hall, sse, sink);
            pushing.execute(() -> {
                coming.release();
                displays.removeIf(there -> there.sink.isClosed());
                if (displays.size() >= MOST_LISTENING) {
                    displays.remove(0).sink.close();
                }
                displays.add(display);
                push(display);
            });
        }

        private void push() {
            due.set(false);
            displays.removeIf(there -> there.sink.isClosed());
            displays.forEach(this::push);
        }

        private void push(Display display) {
            try {
                display.sink.send(display.sse.newEventBuilder().name("board").data(drawn.apply(display.hall)).build())
                        .exceptionally(gone -> {
                            LOG.debugf("a display went away: %s", gone.getMessage());
                            return null;
                        });
            } catch (IllegalStateException closed) {
                LOG.debugf("a display was gone: %s", closed.getMessage());
            } catch (RuntimeException bug) {
                LOG.error("a push to a display failed", bug);
            }
        }

        void stop() {
            pushing.shutdownNow();
        }
    }
}
