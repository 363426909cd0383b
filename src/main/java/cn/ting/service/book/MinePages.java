package cn.ting.service.book;

import cn.ting.appointment.Appointments;
import cn.ting.appointment.Booking;
import cn.ting.appointment.Told;
import cn.ting.identify.CodesSeen;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Screen;
import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A resident's appointments, by card; one of them, by its code. */
@Singleton
@Path("/queue/bookings")
@Produces(MediaType.TEXT_HTML)
public class MinePages {

    /** Where a resident's own are. */
    static final String MINE = "/queue/bookings";

    private static final String CODE = MINE + "/code";
    private static final List<String> DIGITS = IntStream.range(1, 11).mapToObj(digit -> String.valueOf(digit % 10)).toList();

    /**
     * An appointment in a list.
     *
     * @param state in words
     * @param good false for one that nothing comes of any more
     */
    record Row(String path, String when, String where, String state, boolean good) {}

    /**
     * What is known.
     *
     * @param state {@code asking}, {@code silent} or {@code known}
     */
    record Shown(String state, List<Row> rows) {}

    @CheckedTemplate(basePath = "book")
    static class Templates {
        private Templates() {}

        static native TemplateInstance mine(Frame frame, Shown shown);

        static native TemplateInstance code(Frame frame, String typed, List<String> digits, String notice, String eyes);
    }

    private final Visits visits;
    private final CodesSeen codes;
    private final Appointments appointments;
    private final BookDesk desk;
    private final BookWordPages words;
    private final Screen screen;
    private final Frames frames;

    MinePages(Visits visits, CodesSeen codes, Appointments appointments, BookDesk desk, BookWordPages words, Screen screen,
            Frames frames) {
        this.visits = visits;
        this.codes = codes;
        this.appointments = appointments;
        this.desk = desk;
        this.words = words;
        this.screen = screen;
        this.frames = frames;
    }

    @GET
    public Response mine() {
        Optional<Visit> visit = visits.current().filter(present -> present.resident().isPresent());
        if (visit.isEmpty()) {
            return BookPages.identify(MINE);
        }
        Frame frame = frames.frame(MINE, BookPages.HOME);
        Optional<Told<List<Booking>>> told = desk.mine(visit.get(), MINE);
        List<Booking> said = told.isPresent() && told.get() instanceof Told.Known<List<Booking>> known ? known.what() : List.of();
        String state = told.isEmpty() ? "asking" : told.get() instanceof Told.Known ? "known" : "silent";
        List<Row> rows = told.isEmpty() ? List.of() : appointments.shown(visit.get(), said).stream().map(this::row).toList();
        return Response.ok(screen.render(Templates.mine(frame, new Shown(state, rows)))).build();
    }

    private Row row(Booking booking) {
        return new Row(BookingPages.EACH + booking.appointment(), words.date(booking.date()) + "　" + booking.from(),
                words.name(booking.hall()) + "　·　" + words.service(booking.hall(), booking.service()), state(booking), booking.inForce());
    }

    private String state(Booking booking) {
        BookMessages say = words.say();
        return switch (booking.state()) {
            case ASKED -> say.stateAsked();
            case BOOKED -> say.stateBooked();
            case REFUSED -> say.stateRefused();
            case WITHDRAWN -> say.stateWithdrawn();
            case CHECKED_IN -> say.stateCheckedIn(booking.number());
            case NO_SHOW -> say.stateNoShow();
        };
    }

    /** Where the code of a slip or a message is typed. */
    @GET
    @Path("code")
    public String code() {
        return code("", "");
    }

    private String code(String typed, String notice) {
        return screen.render(Templates.code(frames.frame(CODE, BookPages.HOME), typed, DIGITS, notice, codes.eyes().name()));
    }

    /** The appointment of a code, whoever holds it; it names nobody. */
    @GET
    @Path("found")
    public Response found(@QueryParam("code") String typed) {
        String code = typed == null ? "" : typed.replaceAll("\\s", "");
        Optional<Visit> visit = visits.current();
        if (visit.isEmpty() || !code.matches("\\d{8}")) {
            return Response.ok(code(code.matches("\\d{0,8}") ? code : "", code.isEmpty() ? "" : words.say().codeShort())).build();
        }
        String here = MINE + "/found?code=" + code;
        frames.frame(here, BookPages.HOME);
        Optional<Told<Booking>> told = desk.withCode(visit.get(), code, here);
        if (told.isPresent() && told.get() instanceof Told.Known<Booking> known) {
            return BookPages.see(BookingPages.EACH + appointments.found(visit.get(), known.what()).appointment());
        }
        if (told.isEmpty()) {
            return Response.ok(screen.render(Templates.mine(frames.frame(here, CODE), new Shown("asking", List.of())))).build();
        }
        return Response.ok(code(code, told.get() instanceof Told.Silent ? words.say().codeSilent() : words.say().codeUnknown())).build();
    }
}
