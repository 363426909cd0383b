package cn.ting.identify;

import cn.ting.condition.FaultTexts;
import cn.ting.device.idcard.Card;
import cn.ting.device.idcard.IdCardFault;
import cn.ting.device.idcard.IdCardReader;
import cn.ting.device.idcard.IdCardReader.CardFound;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import cn.ting.device.inventory.Inventory;
import cn.ting.screen.Frame;
import cn.ting.screen.Frames;
import cn.ting.screen.Screen;
import cn.ting.time.KioskClock;
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

        static native TemplateInstance identify(Frame frame, boolean readerAway, Shown notice);

        static native TemplateInstance greeting(Frame frame, String name, String next, Shown notice);

        static native TemplateInstance notice(Shown notice);
    }

    /** What is said about the card that was laid last. */
    private enum Kind { NONE, READING, UNREADABLE, ANOTHER_PERSON, KNOWN, EXPIRED }

    /**
     * A notice, and the visit it belongs to. It is part of the page, so that another language or size still shows it.
     *
     * @param why what was wrong with the card; null unless that is what the notice is about
     */
    private record Notice(String visit, Kind kind, IdCardFault why) {}

    /** A notice in the language of the screen. */
    record Shown(String kind, String what, String next) {}

    private final Inventory inventory;
    private final Visits visits;
    private final Screen screen;
    private final Frames frames;
    private final KioskClock clock;
    private final CardReminderPages reminder;
    private final CodesSeen codes;
    private final ThreadPoolExecutor reading = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4), task -> new Thread(task, "ting-identify"),
            new ThreadPoolExecutor.DiscardPolicy());
    private volatile Wish wish = new Wish("", "/home");
    private volatile Notice notice = new Notice("", Kind.NONE, null);

    /** Where the resident of one visit wants to go once known. */
    private record Wish(String visit, String next) {}

    IdentifyPages(Inventory inventory, Visits visits, Screen screen, Frames frames, KioskClock clock, CardReminderPages reminder,
            CodesSeen codes) {
        this.inventory = inventory;
        this.visits = visits;
        this.screen = screen;
        this.frames = frames;
        this.clock = clock;
        this.reminder = reminder;
        this.codes = codes;
    }

    /** Begins to listen to card readers, scanners and cameras; called once at the kiosk's start. */
    public void start() {
        visits.listen(reminder);
        visits.listen(codes);
        codes.start();
        inventory.all(IdCardReader.class).forEach(reader -> reader.onEvent(event -> {
            Optional<Visit> during = visits.current();
            reading.execute(() -> take(event, during));
            reminder.heard(reader, event);
        }));
    }

    /** Asks for the card. Whoever is led here anew finds nothing said yet of an earlier card. */
    @GET
    public String identify(@QueryParam("next") String wanted) {
        if (Screen.isLocalPath(wanted)) {
            visits.current().ifPresent(visit -> wish = new Wish(visit.id(), wanted));
            notice = new Notice("", Kind.NONE, null);
        }
        if (visits.current().flatMap(Visit::resident).isPresent()) {
            return greeting();
        }
        boolean readerAway = inventory.all(IdCardReader.class).stream().allMatch(reader -> reader.trouble().isPresent());
        return screen.render(Templates.identify(frames.frame("/identify", "/home"), readerAway, shown()));
    }

    /** Greets by masked name and asks to take the card back. */
    @GET
    @Path("greeting")
    public String greeting() {
        String name = visits.current().flatMap(Visit::resident).map(Resident::maskedName).orElse("");
        return screen.render(Templates.greeting(frames.frame("/identify/greeting", "/home"), name, next(), shown()));
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
            greet(read.card());
        } else if (event instanceof CardUnreadable unreadable) {
            say(Kind.UNREADABLE, unreadable.why());
        } else if (event instanceof CardFound) {
            say(Kind.READING, null);
        }
    }

    /** While nobody is taken in, a card begins nothing, and the idle page says why. */
    private void greet(Card card) {
        visits.begin(new Milestone.Began("card")).ifPresent(visit -> greet(visit, card));
    }

    private void greet(Visit visit, Card card) {
        boolean known = visit.resident().isPresent();
        if (!visits.identify(visit, new Resident(card.name(), card.number()))) {
            say(Kind.ANOTHER_PERSON, null);
        } else if (!known) {
            notice = new Notice(visit.id(), expired(card) ? Kind.EXPIRED : Kind.NONE, null);
            screen.go("/identify/greeting");
        } else {
            // The page may still ask for the card: its first push was lost with a connection.
            say(Kind.KNOWN, null);
        }
    }

    /** By a clock that is not trusted no card is called expired. */
    private boolean expired(Card card) {
        return clock.trusted() && card.expiredOn(clock.local().toLocalDate());
    }

    /** Says it on the page that is shown, if that has a place for it, and again whenever it is drawn anew. */
    private void say(Kind kind, IdCardFault why) {
        visits.current().ifPresent(visit -> {
            notice = new Notice(visit.id(), kind, why);
            screen.swap(() -> screen.render(Templates.notice(shown())));
        });
    }

    private Shown shown() {
        Notice latest = notice;
        if (visits.current().filter(visit -> visit.id().equals(latest.visit())).isEmpty()) {
            return new Shown(Kind.NONE.name(), "", "");
        }
        String what = latest.why() == null ? "" : FaultTexts.resident(latest.why(), screen.language().locale());
        return new Shown(latest.kind().name(), what, next());
    }

    @PreDestroy
    void stop() {
        reading.shutdownNow();
    }
}
