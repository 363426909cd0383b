package cn.ting.service.queue;

import cn.ting.hall.Board;
import cn.ting.hall.Boards;
import cn.ting.link.Link;
import cn.ting.matter.HallEntry;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Language;
import cn.ting.screen.Screen;
import cn.ting.screen.Shelf;
import cn.ting.time.KioskClock;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** What is called in each hall, for whoever has a number already or wants to see how long the queue is. It needs no card. */
@Singleton
@Path("/queue")
@Produces(MediaType.TEXT_HTML)
public class BoardPages implements Shelf {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm").withZone(KioskClock.ZONE);
    /** How the addresses of the list and of each board begin. */
    static final String BOARDS_AND_EACH = "/queue/board";

    private static final String BOARDS = "/queue/boards";

    /** How many wait for one service, in words. */
    record Waiting(String service, String people) {}

    /**
     * A board as it is shown.
     *
     * @param asOf wall time of the board; empty while none of today is known
     * @param calls the newest calls, the newest first
     * @param offline true while nothing newer can come
     */
    record Shown(String asOf, List<Board.Call> calls, List<Waiting> waiting, boolean offline) {}

    @CheckedTemplate(basePath = "queue")
    static class Templates {
        private Templates() {}

        static native TemplateInstance boards(Frame frame, List<HallRow> rows, String eyes, boolean unknownSlip);

        static native TemplateInstance eyes(String eyes);

        static native TemplateInstance board(Frame frame, String hall, Shown shown);

        static native TemplateInstance boardNow(Shown shown);
    }

    private final Boards boards;
    private final HallRowPages rows;
    private final Visits visits;
    private final Screen screen;
    private final Frames frames;
    private final KioskClock clock;
    private final Link link;
    private final SlipCodes codes;
    private volatile String hallShown = "";

    BoardPages(Boards boards, HallRowPages rows, Visits visits, Screen screen, Frames frames, KioskClock clock, Link link,
            SlipCodes codes) {
        this.boards = boards;
        this.rows = rows;
        this.visits = visits;
        this.screen = screen;
        this.frames = frames;
        this.clock = clock;
        this.link = link;
        this.codes = codes;
    }

    /** Begins to follow boards, link and what reads codes; called once at the kiosk's start. */
    public void start() {
        Screen.Part board = screen.part(() -> screen.render(Templates.boardNow(shown(hallShown))));
        boards.onChange(() -> push(board));
        link.onChange(() -> push(board));
        codes.onEyes(this::pushEyes);
    }

    @Override
    public List<Chip> chips(Language language) {
        return List.of(new Chip(rows.messages().boards(), BOARDS));
    }

    /** @param slip {@code unknown} when a code was held up that is none of this kiosk's slips */
    @GET
    @Path("boards")
    public String boards(@QueryParam("slip") String slip) {
        return screen.render(Templates.boards(frames.frame(BOARDS, "/home"), rows.boards(), codes.eyes().name(), "unknown".equals(slip)));
    }

    @GET
    @Path("board/{hall}")
    public Response board(@PathParam("hall") String hall) {
        Optional<HallEntry> known = rows.hall(hall);
        if (known.isEmpty()) {
            return Response.seeOther(URI.create(BOARDS)).build();
        }
        hallShown = hall;
        Frame frame = frames.frame("/queue/board/" + hall, BOARDS);
        return Response.ok(screen.render(Templates.board(frame, rows.name(hall), shown(hall)))).build();
    }

    /** Whoever holds a slip before a camera that has just stopped to see is told how to go on without. */
    private void pushEyes() {
        if (visits.current().isPresent()) {
            screen.swap(() -> screen.render(Templates.eyes(codes.eyes().name())));
        }
    }

    private void push(Screen.Part board) {
        if (visits.current().isPresent() && !hallShown.isEmpty()) {
            board.changed();
        }
    }

    private Shown shown(String hall) {
        Optional<Board> board = boards.board(hall, clock.local().toLocalDate());
        List<Waiting> waiting = board.map(known -> known.services().stream()
                .map(row -> new Waiting(rows.serviceName(hall, row.service()), rows.messages().ahead(String.valueOf(row.waiting()))))
                .toList()).orElse(List.of());
        return new Shown(board.map(known -> TIME.format(known.at())).orElse(""), board.map(Board::calls).orElse(List.of()), waiting, !link.up());
    }
}
