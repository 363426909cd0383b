package cn.ting.service.queue;

import cn.ting.appointment.CheckIn;
import cn.ting.hall.Issue;
import cn.ting.hall.Ticket;
import cn.ting.identify.IdentifyPages;
import cn.ting.matter.Matter;
import cn.ting.matter.Catalogue;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Screen;
import cn.ting.store.LedgerException;
import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Choose a hall and a service, and take a number. */
@Path("/queue")
@Produces(MediaType.TEXT_HTML)
public class QueuePages {

    private static final Logger LOG = Logger.getLogger(QueuePages.class);

    @CheckedTemplate(basePath = "queue")
    static class Templates {
        private Templates() {}

        static native TemplateInstance halls(Frame frame, List<HallRow> rows, boolean appointments);

        static native TemplateInstance services(Frame frame, String hall, List<HallRow> rows);

        static native TemplateInstance cancel(Frame frame, String number, String hall, String service);

        static native TemplateInstance notCheckedIn(Frame frame, String title, String lead, boolean anew);

        static native TemplateInstance refused(Frame frame, String title, String lead);
    }

    private final Visits visits;
    private final Catalogue catalogue;
    private final HallRowPages rows;
    private final Desk desk;
    private final Screen screen;
    private final Frames frames;

    QueuePages(Visits visits, Catalogue catalogue, HallRowPages rows, Desk desk, Screen screen, Frames frames) {
        this.visits = visits;
        this.catalogue = catalogue;
        this.rows = rows;
        this.desk = desk;
        this.screen = screen;
        this.frames = frames;
    }

    /**
     * The halls; with a matter, those that have a counter for it, so that one more tap gives the number. One that cannot be begun any more
     * leads back to its page, which says so.
     */
    @GET
    public Response halls(@QueryParam("matter") String matter) {
        Optional<Matter> about = Optional.ofNullable(matter).flatMap(catalogue::matter);
        if (about.filter(known -> !known.inUse()).isPresent()) {
            return see("/guide/matter/" + about.get().id());
        }
        String here = matter == null ? "/queue" : "/queue?matter=" + URLEncoder.encode(matter, StandardCharsets.UTF_8);
        if (visits.current().flatMap(Visit::resident).isEmpty()) {
            return see(IdentifyPages.ADDRESS + URLEncoder.encode(here, StandardCharsets.UTF_8));
        }
        Optional<String> service = about.map(Matter::service);
        List<HallRow> choice = service.map(rows::hallsWith).orElseGet(rows::halls);
        return Response.ok(screen.render(Templates.halls(frames.frame(here, "/home"), choice, rows.appointments()))).build();
    }

    @GET
    @Path("hall/{hall}")
    public String services(@PathParam("hall") String hall) {
        Frame frame = frames.frame("/queue/hall/" + hall, "/queue");
        return screen.render(Templates.services(frame, rows.name(hall), rows.servicesOf(hall)));
    }

    /** Takes the number; the answer leads to the number's page, so that loading it again takes nothing. */
    @POST
    @Path("take")
    public Response take(@FormParam("hall") String hall, @FormParam("service") String service, @FormParam("appointment") String appointment) {
        Optional<Visit> visit = visits.current();
        // Whoever has an appointment's code needs no card.
        if (visit.isEmpty() || appointment == null && (visit.get().resident().isEmpty() || hall == null || service == null)) {
            return see("/queue");
        }
        try {
            return appointment == null ? answer(hall, desk.take(visit.get(), hall, service)) : answer(desk.checkIn(visit.get(), appointment));
        } catch (LedgerException told) {
            LOG.errorf("no number in visit %s: %s", visit.get().id(), told.fault().code());
            return refused(rows.messages().unavailable(), rows.messages().unavailableLead());
        }
    }

    private Response answer(String hall, Issue issue) {
        QueueMessages say = rows.messages();
        if (issue instanceof Issue.Closed closed) {
            return closed.opens()
                    .map(at -> refused(say.closed(), say.closedLead(rows.name(hall), rows.opening(at))))
                    .orElseGet(() -> refused(say.neverOpens(), say.neverOpensLead(rows.name(hall))));
        }
        if (issue instanceof Issue.Exhausted) {
            return refused(say.exhausted(), say.exhaustedLead());
        }
        if (issue instanceof Issue.DayUnknown) {
            return refused(say.unavailable(), say.dayUnknownLead());
        }
        return see(issue instanceof Issue.Unknown ? "/queue" : "/queue/ticket");
    }

    private Response answer(CheckIn checkIn) {
        ArrivalMessages say = rows.arrivals();
        if (checkIn instanceof CheckIn.NoNumber none) {
            return answer(none.hall(), none.issue());
        }
        if (checkIn instanceof CheckIn.Early early) {
            return notYet(say.early(early.from().toString()), say.earlyLead());
        }
        if (checkIn instanceof CheckIn.OtherDay other) {
            return notYet(say.otherDay(rows.day(other.booking().date())), say.otherDayLead());
        }
        if (checkIn instanceof CheckIn.Again again) {
            return notYet(say.checkedInBefore(again.booking().number()), say.checkedInBeforeLead());
        }
        if (checkIn instanceof CheckIn.OwnVisit other) {
            return notYet(say.ownVisit(other.number()), say.ownVisitLead(), true);
        }
        if (checkIn instanceof CheckIn.NotBooked) {
            return notYet(say.notBooked(), say.notBookedLead());
        }
        return see(checkIn instanceof CheckIn.Done ? "/queue/ticket" : "/queue/bookings");
    }

    private Response notYet(String title, String lead) {
        return notYet(title, lead, false);
    }

    /** @param anew whether it is to be done in a visit of its own */
    private Response notYet(String title, String lead, boolean anew) {
        return Response.ok(screen.render(Templates.notCheckedIn(frames.frame("/queue/bookings", "/queue/bookings"), title, lead, anew))).build();
    }

    /** Asks once more: a number that was given up by mistake is taken anew at the end of the queue. */
    @GET
    @Path("cancel")
    public Response askToCancel() {
        Optional<Ticket> ticket = visits.current().flatMap(desk::taken).map(Taken::ticket);
        if (ticket.isEmpty() || ticket.get().cancelledAt().isPresent()) {
            return see("/queue/ticket");
        }
        String hall = ticket.get().hall();
        return Response.ok(screen.render(Templates.cancel(frames.frame("/queue/cancel", "/queue/ticket"), ticket.get().number().toString(),
                rows.name(hall), rows.serviceName(hall, ticket.get().service())))).build();
    }

    @POST
    @Path("cancel")
    public Response cancel() {
        try {
            visits.current().ifPresent(desk::cancel);
            return see("/queue/ticket");
        } catch (LedgerException told) {
            LOG.errorf("a number was not cancelled: %s", told.fault().code());
            return refused(rows.messages().notCancelled(), rows.messages().notCancelledLead());
        }
    }

    @POST
    @Path("print")
    public Response printAgain() {
        try {
            visits.current().ifPresent(desk::printAgain);
            return see("/queue/ticket");
        } catch (LedgerException told) {
            LOG.errorf("a slip was not printed again: %s", told.fault().code());
            return refused(rows.messages().unavailable(), rows.messages().unavailableLead());
        }
    }

    private Response refused(String title, String lead) {
        return Response.ok(screen.render(Templates.refused(frames.frame("/queue", "/queue"), title, lead))).build();
    }

    private static Response see(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
