package cn.ting.service.book;

import cn.ting.appointment.Appointments;
import cn.ting.appointment.Booking;
import cn.ting.appointment.Told;
import cn.ting.code.QrCode;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Screen;
import cn.ting.slip.SlipPaper;
import cn.ting.slip.SlipPrinting;
import cn.ting.store.LedgerException;
import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** One appointment: what came of asking for it, its code, its paper; and doing without it. */
@Singleton
@Path("/queue/booking")
@Produces(MediaType.TEXT_HTML)
public class BookingPages {

    /** How the address of each appointment begins. */
    static final String EACH = "/queue/booking/";

    private static final Logger LOG = Logger.getLogger(BookingPages.class);

    /**
     * An appointment as it is shown.
     *
     * @param state {@code waiting} for the platform, {@code unconfirmed} when it has not answered; else as {@link Booking.State}
     * @param why the reason of a refusal, in words
     * @param window when to check in, in words
     * @param paper see {@link SlipPaper#word}
     */
    record Shown(String id, String state, String date, String time, String hall, String service, String why, String code, String window,
            String number, String paper, boolean mayPrint, boolean mayCheckIn, boolean mayWithdraw, String qr, int qrSize) {}

    @CheckedTemplate(basePath = "book")
    static class Templates {
        private Templates() {}

        static native TemplateInstance booking(Frame frame, Shown shown);

        static native TemplateInstance withdraw(Frame frame, Shown shown);

        static native TemplateInstance notDone(Frame frame);
    }

    private final Visits visits;
    private final Appointments appointments;
    private final BookDesk desk;
    private final SlipPrinting<Booking> printing;
    private final BookWordPages words;
    private final Screen screen;
    private final Frames frames;

    BookingPages(Visits visits, Appointments appointments, BookDesk desk, SlipPrinting<Booking> printing, BookWordPages words, Screen screen,
            Frames frames) {
        this.visits = visits;
        this.appointments = appointments;
        this.desk = desk;
        this.printing = printing;
        this.words = words;
        this.screen = screen;
        this.frames = frames;
    }

    @GET
    @Path("{id}")
    public Response booking(@PathParam("id") String id) {
        Optional<Booking> known = known(id);
        if (known.isEmpty()) {
            return BookPages.see(MinePages.MINE);
        }
        // Before the answer is waited for, so that one that comes a moment later finds this page.
        Frame frame = frames.frame(EACH + id, BookPages.HOME);
        String state = known.get().state().name().toLowerCase(Locale.ROOT);
        if (known.get().state() == Booking.State.ASKED) {
            Optional<Told<Booking>> told = desk.outcome(visits.current().orElseThrow(), id, false);
            known = known(id);
            state = told.isEmpty() ? "waiting" : known.orElseThrow().state() == Booking.State.ASKED
                    ? "unconfirmed" : known.get().state().name().toLowerCase(Locale.ROOT);
        }
        return page(Templates.booking(frame, shown(known.orElseThrow(), state)));
    }

    private Optional<Booking> known(String id) {
        return visits.current().flatMap(visit -> appointments.known(visit, id));
    }

    private Shown shown(Booking booking, String state) {
        BookMessages say = words.say();
        boolean booked = booking.state() == Booking.State.BOOKED;
        Optional<QrCode> code = booked && printing.mayPrintAgain(booking.appointment()) || booked && printing.paperless()
                ? Optional.of(QrCode.of(booking.link())) : Optional.empty();
        return new Shown(booking.appointment(), state, words.date(booking.date()), BookWordPages.time(booking.from(), booking.until()),
                words.name(booking.hall()), words.service(booking.hall(), booking.service()), why(say, booking.why()), booking.code(),
                words.window(say, booking), booking.number(), printing.paper(booking.appointment()).word(),
                booked && printing.mayPrintAgain(booking.appointment()), booked && words.today(booking),
                visits.current().filter(visit -> appointments.mayWithdraw(visit, booking)).isPresent(),
                code.map(QrCode::svgPath).orElse(""), code.map(QrCode::size).orElse(0));
    }

    private static String why(BookMessages say, String code) {
        return switch (code) {
            case "" -> "";
            case "full" -> say.whyFull();
            case "twice" -> say.whyTwice();
            case "past" -> say.whyPast();
            case "person" -> say.whyPerson();
            case "closed" -> say.whyClosed();
            default -> say.whyOther();
        };
    }

    /** Asks the platform once more what came of it. */
    @POST
    @Path("{id}/again")
    public Response again(@PathParam("id") String id) {
        desk.askOutcomeAgain();
        return BookPages.see(known(id).isPresent() ? EACH + id : MinePages.MINE);
    }

    /** Asks once more: whoever gives a time up by mistake may not get it back. */
    @GET
    @Path("{id}/withdraw")
    public Response askToWithdraw(@PathParam("id") String id) {
        Optional<Booking> booking = known(id)
                .filter(known -> visits.current().filter(visit -> appointments.mayWithdraw(visit, known)).isPresent());
        return booking.isEmpty() ? BookPages.see(MinePages.MINE) : page(Templates.withdraw(
                frames.frame(EACH + id + "/withdraw", EACH + id), shown(booking.get(), booking.get().state().name().toLowerCase(Locale.ROOT))));
    }

    @POST
    @Path("{id}/withdraw")
    public Response withdraw(@PathParam("id") String id) {
        return done(id, (visit, booking) -> desk.withdraw(visit, id));
    }

    @POST
    @Path("{id}/print")
    public Response printAgain(@PathParam("id") String id) {
        return done(id, desk::printAgain);
    }

    private Response done(String id, BiConsumer<Visit, Booking> deed) {
        Optional<Booking> booking = known(id);
        if (booking.isEmpty()) {
            return BookPages.see(MinePages.MINE);
        }
        try {
            visits.current().ifPresent(visit -> deed.accept(visit, booking.get()));
            return BookPages.see(EACH + id);
        } catch (LedgerException told) {
            LOG.errorf("nothing was done about an appointment: %s", told.fault().code());
            return page(Templates.notDone(frames.frame(EACH + id, BookPages.HOME)));
        }
    }

    private Response page(TemplateInstance template) {
        return Response.ok(screen.render(template)).build();
    }
}
