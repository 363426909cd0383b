package cn.ting.identify;

import cn.ting.condition.FaultTexts;
import cn.ting.device.idcard.IdCardFault;
import cn.ting.device.idcard.IdCardReader;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import cn.ting.device.inventory.Inventory;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Screen;
import cn.ting.visit.Milestone;
import cn.ting.visit.Resident;
import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks for the card, turns it into the resident of the visit, and leads the page on. A card laid down at the idle page
 * begins the visit. Cards are taken one after the other on a thread of its own; more than four waiting ones are dropped,
 * since nobody lays cards so fast.
 */
@Singleton
@Path("/identify")
@Produces(MediaType.TEXT_HTML)
public class IdentifyPages {

    /** Where a service sends a resident it must know; the resident comes back to {@code next}. */
    public static final String ADDRESS = "/identify?next=";

    @CheckedTemplate(basePath = "identify")
    static class Templates {
        private Templates() {}

        static native TemplateInstance identify(Frame frame, boolean readerAway);

        static native TemplateInstance greeting(Frame frame, String name, String next);

        static native TemplateInstance unreadable(String what);

        static native TemplateInstance anotherPerson();

        static native TemplateInstance known(String next);
    }

    private final Inventory inventory;
    private final Visits visits;
    private final Screen screen;
    private final Frames frames;
    private final ThreadPoolExecutor reading = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4), task -> new Thread(task, "ting-identify"),
            new ThreadPoolExecutor.DiscardPolicy());
    private volatile Wish wish = new Wish("", "/home");

    /** Where the resident of one visit wants to go once known. */
    private record Wish(String visit, String next) {}

    IdentifyPages(Inventory inventory, Visits visits, Screen screen, Frames frames) {
        this.inventory = inventory;
        this.visits = visits;
        this.screen = screen;
        this.frames = frames;
    }

    /** Begins to listen to the card readers; called once at the kiosk's start. */
    public void start() {
        inventory.all(IdCardReader.class).forEach(reader -> reader.onEvent(event -> {
            Optional<Visit> during = visits.current();
            reading.execute(() -> take(event, during));
        }));
    }

    /** Asks for the card. */
    @GET
    public String identify(@QueryParam("next") String wanted) {
        if (Screen.isLocalPath(wanted)) {
            visits.current().ifPresent(visit -> wish = new Wish(visit.id(), wanted));
        }
        if (visits.current().flatMap(Visit::resident).isPresent()) {
            return greeting();
        }
        boolean readerAway = inventory.all(IdCardReader.class).stream().allMatch(reader -> reader.trouble().isPresent());
        return screen.render(Templates.identify(frames.frame("/identify", "/home"), readerAway));
    }

    /** Greets by masked name and asks to take the card back. */
    @GET
    @Path("greeting")
    public String greeting() {
        String name = visits.current().flatMap(Visit::resident).map(Resident::maskedName).orElse("");
        return screen.render(Templates.greeting(frames.frame("/identify/greeting", "/home"), name, next()));
    }

    private String next() {
        Wish latest = wish;
        return visits.current().filter(visit -> visit.id().equals(latest.visit())).map(visit -> latest.next()).orElse("/home");
    }

    /** A card that was laid in a visit which is over by now is nobody's any more. */
    private void take(IdCardReader.Event event, Optional<Visit> during) {
        if (during.filter(Visit::over).isPresent()) {
            return;
        }
        if (event instanceof CardRead read) {
            greet(new Resident(read.card().name(), read.card().number()));
        } else if (event instanceof CardUnreadable unreadable && visits.current().isPresent()) {
            screen.swap(() -> unreadable(unreadable.why()));
        }
    }

    private void greet(Resident resident) {
        Visit visit = visits.begin(new Milestone.Began("card"));
        boolean known = visit.resident().isPresent();
        if (!visits.identify(visit, resident)) {
            screen.swap(() -> screen.render(Templates.anotherPerson()));
        } else if (!known) {
            screen.go("/identify/greeting");
        } else {
            // The page may still ask for the card: its first push was lost with a connection.
            screen.swap(() -> screen.render(Templates.known(next())));
        }
    }

    private String unreadable(IdCardFault why) {
        return screen.render(Templates.unreadable(FaultTexts.resident(why, screen.language().locale())));
    }

    @PreDestroy
    void stop() {
        reading.shutdownNow();
    }
}
