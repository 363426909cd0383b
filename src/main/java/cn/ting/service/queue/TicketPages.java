package cn.ting.service.queue;

import cn.ting.code.QrCode;
import cn.ting.condition.FaultTexts;
import cn.ting.device.receipt.PrintOutcome;
import cn.ting.device.receipt.ReceiptFault;
import cn.ting.hall.Board;
import cn.ting.hall.Boards;
import cn.ting.hall.Ticket;
import cn.ting.link.Link;
import cn.ting.matter.HallEntry;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Screen;
import cn.ting.time.KioskClock;
import cn.ting.visit.Resident;
import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The number, large; its place in the queue, the live board, and the truth about the paper. */
@Singleton
@Path("/queue/ticket")
@Produces(MediaType.TEXT_HTML)
public class TicketPages {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm").withZone(KioskClock.ZONE);

    /**
     * What the page shows of a number.
     *
     * @param ahead how many wait before it, in words, as of {@code asOf}; both empty when the platform has not said
     */
    record Shown(String number, String hall, String service, String ahead, String asOf, String walk) {}

    /**
     * What the live part shows.
     *
     * @param turn the window this number was called to; empty while it waits
     * @param waiting how many wait for the service now, this number among them; empty when the board does not say
     * @param calls the newest calls of the hall, the newest first
     */
    record Live(String turn, String waiting, List<Board.Call> calls) {}

    /**
     * What became of the paper.
     *
     * @param state {@code printing}, {@code printed}, {@code notprinted}, {@code unknown}, or {@code none} without a printer
     * @param why the resident's sentence for the fault; empty without one
     * @param code path of the code to photograph instead; empty when paper is there
     */
    record Paper(String state, String why, String code, int codeSize, String number) {

        /** The code is what a resident takes along, so it stands before the hall's news. */
        public boolean onScreen() {
            return !code.isEmpty();
        }

        public boolean trouble() {
            return onScreen() && !state.equals("none");
        }
    }

    @CheckedTemplate(basePath = "queue")
    static class Templates {
        private Templates() {}

        static native TemplateInstance ticket(
                Frame frame, String name, Shown shown, Live live, Paper paper, boolean offline, boolean fresh);

        static native TemplateInstance now(Live live, Paper paper, boolean offline, boolean fresh);

        static native TemplateInstance turn(Live live);

        static native TemplateInstance live(Live live);

        static native TemplateInstance paper(Paper paper);

        static native TemplateInstance offline(boolean offline);
    }

    private final Visits visits;
    private final Desk desk;
    private final SlipPrinting printing;
    private final Boards boards;
    private final HallRowPages rows;
    private final Screen screen;
    private final Frames frames;
    private final Link link;

    TicketPages(
            Visits visits, Desk desk, SlipPrinting printing, Boards boards, HallRowPages rows, Screen screen, Frames frames,
            Link link) {
        this.visits = visits;
        this.desk = desk;
        this.printing = printing;
        this.boards = boards;
        this.rows = rows;
        this.screen = screen;
        this.frames = frames;
        this.link = link;
    }

    /** Begins to follow boards, paper and link; called once at the kiosk's start, before any printer is used. */
    public void start() {
        printing.start();
        printing.onChange(() -> screen.swap(() -> taken().map(taken -> screen.render(Templates.paper(paper(taken)))).orElse("")));
        boards.onChange(this::showLive);
        link.onChange(() -> screen.swap(() -> screen.render(Templates.offline(offline()))));
    }

    @GET
    public Response ticket() {
        Optional<Taken> taken = taken();
        if (taken.isEmpty()) {
            return Response.seeOther(URI.create("/queue")).build();
        }
        String name = visits.current().flatMap(Visit::resident).map(Resident::maskedName).orElse("");
        Frame frame = frames.frame("/queue/ticket", "/home");
        return Response.ok(screen.render(Templates.ticket(
                frame, name, shown(taken.get().ticket()), live(taken.get().ticket()), paper(taken.get()), offline(), true))).build();
    }

    /**
     * What changes by itself, once more: the page asks for it as soon as it stands, because a push that came while it was on
     * its way found nothing to replace.
     */
    @GET
    @Path("now")
    public String now() {
        return taken().map(taken -> screen.render(
                Templates.now(live(taken.ticket()), paper(taken), offline(), false))).orElse("");
    }

    private void showLive() {
        if (visits.current().isPresent()) {
            screen.swap(() -> taken().map(taken -> screen.render(Templates.turn(live(taken.ticket())))).orElse(""));
            screen.swap(() -> taken().map(taken -> screen.render(Templates.live(live(taken.ticket())))).orElse(""));
        }
    }

    private Optional<Taken> taken() {
        return visits.current().flatMap(desk::taken);
    }

    private Shown shown(Ticket ticket) {
        QueueMessages say = rows.messages();
        String ahead = ticket.ahead().map(known -> offline()
                ? say.aheadAtLeast(known.people()) : say.ahead(String.valueOf(known.people()))).orElse("");
        String walk = rows.hall(ticket.hall()).map(HallEntry::walkingMinutes).map(say::walk).orElse("");
        return new Shown(ticket.number().toString(), rows.name(ticket.hall()), rows.serviceName(ticket.hall(), ticket.service()), ahead,
                ticket.ahead().map(known -> TIME.format(known.asOf())).orElse(""), walk);
    }

    private Live live(Ticket ticket) {
        Optional<Board> board = boards.board(ticket.hall(), ticket.businessDate());
        String turn = board.flatMap(known -> known.callOf(ticket.number()))
                .map(Board.Call::window)
                .orElse("");
        String waiting = board.flatMap(known -> known.waitingFor(ticket.service())).map(String::valueOf).orElse("");
        return new Live(turn, waiting, board.map(Board::calls).orElse(List.of()).stream().limit(2).toList());
    }

    private Paper paper(Taken taken) {
        Ticket ticket = taken.ticket();
        if (printing.paperless()) {
            QrCode code = QrCode.of(ticket.code());
            return new Paper("none", "", code.svgPath(), code.size(), ticket.number().toString());
        }
        if (taken.paper().isEmpty() || taken.printed()) {
            return new Paper(taken.printed() ? "printed" : "printing", "", "", 0, ticket.number().toString());
        }
        boolean not = taken.paper().get() instanceof PrintOutcome.NotPrinted;
        QrCode code = QrCode.of(ticket.code());
        return new Paper(not ? "notprinted" : "unknown", FaultTexts.resident(why(taken.paper().get()), screen.language().locale()),
                code.svgPath(), code.size(), ticket.number().toString());
    }

    private static ReceiptFault why(PrintOutcome outcome) {
        return outcome instanceof PrintOutcome.NotPrinted not ? not.why() : ((PrintOutcome.Unknown) outcome).why();
    }

    private boolean offline() {
        return !link.up();
    }
}
