package cn.ting.service.queue;

import cn.ting.appointment.Appointments;
import cn.ting.appointment.Arrival;
import cn.ting.appointment.Place;
import cn.ting.code.QrCode;
import cn.ting.condition.FaultTexts;
import cn.ting.hall.Boards;
import cn.ting.hall.Ticket;
import cn.ting.link.Link;
import cn.ting.matter.HallEntry;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Screen;
import cn.ting.slip.SlipPaper;
import cn.ting.slip.SlipPrinting;
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
     * @param rule what becomes of it when it is called in vain; empty where nobody knows
     * @param appointment what an appointment makes of it; empty without one
     * @param good false once the resident has cancelled it
     */
    record Shown(String number, String hall, String service, String ahead, String asOf, String walk, String rule, String appointment,
            boolean good) {}

    /**
     * What became of the paper.
     *
     * @param state {@code printing}, {@code printed}, {@code notprinted}, {@code unknown}, {@code none} without a printer, or {@code gone} when the
     *     number was cancelled and its paper is of no use
     * @param why the resident's sentence for the fault; empty without one
     * @param again whether it may be asked for once more
     * @param code path of the code to photograph instead; empty when paper is there
     */
    record Paper(String state, String why, boolean again, String code, int codeSize, String number) {

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
    private final Appointments appointments;
    private final SlipPrinting<Ticket> printing;
    private final Boards boards;
    private final HallRowPages rows;
    private final LiveWords words;
    private final Screen screen;
    private final Frames frames;
    private final Link link;

    TicketPages(
            Visits visits, Desk desk, Appointments appointments, SlipPrinting<Ticket> printing, Boards boards, HallRowPages rows, LiveWords words,
            Screen screen, Frames frames, Link link) {
        this.visits = visits;
        this.desk = desk;
        this.appointments = appointments;
        this.printing = printing;
        this.boards = boards;
        this.rows = rows;
        this.words = words;
        this.screen = screen;
        this.frames = frames;
        this.link = link;
    }

    /** Begins to follow boards, paper and link; called once at the kiosk's start. */
    public void start() {
        printing.start();
        printing.onChange(of -> screen.swap(() -> taken().map(taken -> screen.render(Templates.paper(paper(taken)))).orElse("")));
        Screen.Part turn = screen.part(() -> taken().map(taken -> screen.render(Templates.turn(live(taken.ticket())))).orElse(""));
        Screen.Part live = screen.part(() -> taken().map(taken -> screen.render(Templates.live(live(taken.ticket())))).orElse(""));
        boards.onChange(() -> showLive(turn, live));
        link.onChange(() -> screen.swap(() -> screen.render(Templates.offline(offline()))));
    }

    /** Answers what the last process left open; called once, before any printer is used. Waits for the ledger. */
    public void answer() {
        printing.answer();
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

    private void showLive(Screen.Part turn, Screen.Part live) {
        if (visits.current().isPresent()) {
            turn.changed();
            live.changed();
        }
    }

    private Optional<Taken> taken() {
        return visits.current().flatMap(desk::taken);
    }

    private Shown shown(Ticket ticket) {
        QueueMessages say = rows.messages();
        Optional<Arrival> arrival = appointments.arrival(ticket.ticket());
        boolean first = arrival.filter(known -> known.place() == Place.FIRST).isPresent();
        String ahead = first ? rows.arrivals().first() : ticket.ahead().map(known -> offline()
                ? say.aheadAtLeast(known.people()) : say.ahead(String.valueOf(known.people()))).orElse("");
        String walk = rows.hall(ticket.hall()).map(HallEntry::walkingMinutes).map(say::walk).orElse("");
        return new Shown(ticket.number().toString(), rows.name(ticket.hall()), rows.serviceName(ticket.hall(), ticket.service()), ahead,
                first ? "" : ticket.ahead().map(known -> TIME.format(known.asOf())).orElse(""), walk, LiveWords.rule(say, ticket),
                arrival.map(known -> LiveWords.arrival(rows.arrivals(), known)).orElse(""),
                ticket.cancelledAt().isEmpty());
    }

    private Live live(Ticket ticket) {
        return words.of(ticket);
    }

    private Paper paper(Taken taken) {
        Ticket ticket = taken.ticket();
        if (ticket.cancelledAt().isPresent()) {
            return new Paper("gone", "", false, "", 0, ticket.number().toString());
        }
        if (printing.paperless()) {
            return paperless(ticket);
        }
        SlipPaper paper = taken.paper();
        if (paper.why().isEmpty()) {
            return new Paper(paper.word(), "", false, "", 0, ticket.number().toString());
        }
        QrCode code = QrCode.of(ticket.code());
        return new Paper(paper.word(), FaultTexts.resident(paper.why().get(), screen.language().locale()),
                printing.mayPrintAgain(ticket.ticket()), code.svgPath(), code.size(), ticket.number().toString());
    }

    private static Paper paperless(Ticket ticket) {
        QrCode code = QrCode.of(ticket.code());
        return new Paper("none", "", false, code.svgPath(), code.size(), ticket.number().toString());
    }

    /** The part of the page with a number's code, as where there is no printer. */
    String onScreen(Ticket ticket) {
        return screen.render(Templates.paper(paperless(ticket)));
    }

    private boolean offline() {
        return !link.up();
    }
}
