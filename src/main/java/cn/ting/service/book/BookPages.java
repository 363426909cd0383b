package cn.ting.service.book;

import cn.ting.appointment.Appointments;
import cn.ting.appointment.Booking;
import cn.ting.appointment.Day;
import cn.ting.appointment.Told;
import cn.ting.identify.IdentifyPages;
import cn.ting.matter.HallEntry;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Screen;
import cn.ting.store.LedgerException;
import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Choose a hall, a service, a day and a time, and ask for it. */
@Singleton
@Path("/queue/book")
@Produces(MediaType.TEXT_HTML)
public class BookPages {

    /** Where booking begins. */
    static final String HOME = "/queue/book";

    private static final Logger LOG = Logger.getLogger(BookPages.class);

    /**
     * Something to choose.
     *
     * @param path where it leads; empty for what cannot be chosen
     */
    record Row(String path, String letter, String name, String detail) {}

    /**
     * The days of a service, or the times of one of them.
     *
     * @param state {@code asking}, {@code silent}, {@code none}, {@code days} or {@code times}
     * @param date the day whose times they are, in words; empty of days
     */
    record Choice(String state, String date, List<Row> days, List<Time> times) {}

    /** A time; {@code left} is empty when nothing is. */
    record Time(String date, String from, String text, String left) {}

    @CheckedTemplate(basePath = "book")
    static class Templates {
        private Templates() {}

        static native TemplateInstance book(Frame frame);

        static native TemplateInstance halls(Frame frame, String hall, List<Row> rows);

        static native TemplateInstance times(Frame frame, String hall, String hallId, String service, String serviceId, Choice choice);

        static native TemplateInstance notAsked(Frame frame);
    }

    private final Visits visits;
    private final Appointments appointments;
    private final BookDesk desk;
    private final BookWordPages words;
    private final Screen screen;
    private final Frames frames;

    BookPages(Visits visits, Appointments appointments, BookDesk desk, BookWordPages words, Screen screen, Frames frames) {
        this.visits = visits;
        this.appointments = appointments;
        this.desk = desk;
        this.words = words;
        this.screen = screen;
        this.frames = frames;
    }

    @GET
    public String book() {
        return screen.render(Templates.book(frames.frame(HOME, "/home")));
    }

    @GET
    @Path("halls")
    public Response halls() {
        if (visits.current().flatMap(Visit::resident).isEmpty()) {
            return identify(HOME + "/halls");
        }
        List<Row> rows = appointments.halls().stream().sorted(Comparator.comparingInt(HallEntry::walkingMinutes))
                .map(hall -> new Row(HOME + "/hall/" + hall.id(), "", words.name(hall.id()), words.say().walk(hall.walkingMinutes()))).toList();
        return page(Templates.halls(frames.frame(HOME + "/halls", HOME), "", rows));
    }

    @GET
    @Path("hall/{hall}")
    public Response services(@PathParam("hall") String hall) {
        List<Row> rows = words.hall(hall).filter(known -> known.appointments().isPresent()).stream()
                .flatMap(known -> known.services().stream()).map(service -> new Row(times(hall, service.id()),
                        String.valueOf(service.letter()), words.name(service), "")).toList();
        return rows.isEmpty() ? see(HOME + "/halls")
                : page(Templates.halls(frames.frame(HOME + "/hall/" + hall, HOME + "/halls"), words.name(hall), rows));
    }

    private static String times(String hall, String service) {
        return HOME + "/times/" + hall + "/" + service;
    }

    /** The days, or with one its times; drawn at once, and again when the platform has answered. */
    @GET
    @Path("times/{hall}/{service}")
    public Response times(@PathParam("hall") String hall, @PathParam("service") String service, @QueryParam("date") String date) {
        Optional<Visit> visit = visits.current();
        String all = times(hall, service);
        String here = date == null ? all : all + "?date=" + date;
        if (visit.flatMap(Visit::resident).isEmpty()) {
            return identify(all);
        }
        if (words.hall(hall).flatMap(known -> known.service(service)).isEmpty() || !Screen.isLocalPath(here)) {
            return see(HOME + "/halls");
        }
        Frame frame = frames.frame(here, date == null ? HOME + "/hall/" + hall : all);
        Optional<Told<List<Day>>> told = desk.days(visit.get(), hall, service, date == null, here);
        return page(Templates.times(frame, words.name(hall), hall, words.service(hall, service), service, choice(told, all, date)));
    }

    private Choice choice(Optional<Told<List<Day>>> told, String path, String date) {
        if (told.isEmpty()) {
            return new Choice("asking", "", List.of(), List.of());
        }
        if (told.get() instanceof Told.Silent) {
            return new Choice("silent", "", List.of(), List.of());
        }
        List<Day> days = told.get() instanceof Told.Known<List<Day>> known ? known.what() : List.of();
        Optional<Day> day = days.stream().filter(one -> one.date().toString().equals(date)).findFirst();
        if (day.isPresent()) {
            return new Choice("times", words.date(day.get().date()), List.of(), day.get().slots().stream().map(slot -> new Time(date,
                    slot.from().toString(), BookWordPages.time(slot.from(), slot.until()), slot.left() > 0 ? words.say().left(slot.left(), slot.quota()) : ""))
                    .toList());
        }
        return new Choice(days.isEmpty() ? "none" : "days", "", days.stream().map(one -> new Row(one.left() > 0 ? path + "?date=" + one.date() : "",
                "", words.date(one.date()), one.left() > 0 ? words.say().leftOnDay(one.left()) : words.say().full())).toList(), List.of());
    }

    /** Asks for a time; the answer leads to the appointment's page, so that loading it again asks for nothing. */
    @POST
    @Path("ask")
    public Response ask(@FormParam("hall") String hall, @FormParam("service") String service, @FormParam("date") String date,
            @FormParam("from") String from) {
        Optional<Visit> visit = visits.current().filter(present -> present.resident().isPresent());
        if (visit.isEmpty() || hall == null || service == null || date == null || from == null) {
            return see(HOME);
        }
        try {
            Optional<Booking> asked = desk.ask(visit.get(), hall, service, LocalDate.parse(date), LocalTime.parse(from));
            return see(asked.map(booking -> BookingPages.EACH + booking.appointment()).orElse(HOME + "/halls"));
        } catch (DateTimeException made) {
            return see(HOME);
        } catch (LedgerException told) {
            LOG.errorf("nothing was asked for in visit %s: %s", visit.get().id(), told.fault().code());
            return page(Templates.notAsked(frames.frame(HOME, HOME)));
        }
    }

    private Response page(TemplateInstance template) {
        return Response.ok(screen.render(template)).build();
    }

    static Response identify(String next) {
        return see(IdentifyPages.ADDRESS + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }

    static Response see(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
