package cn.ting.identify;

import cn.ting.condition.Fault;
import cn.ting.condition.FaultTexts;
import cn.ting.device.contactcard.ContactCard;
import cn.ting.device.contactcard.ContactCardFault;
import cn.ting.device.contactcard.ContactCardReader;
import cn.ting.device.contactcard.SocialSecurityCard;
import cn.ting.device.contactcard.UnreadCard;
import cn.ting.device.idcard.Card;
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
import cn.ting.visit.Proof;
import cn.ting.visit.Resident;
import cn.ting.visit.Visit;
import cn.ting.visit.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Asks for the card, turns it into the resident of the visit, and leads the page on: an ID card laid down, or a social-security card pushed
 * in where there is a reader for it. A card shown at the idle page begins the visit. Cards are taken one after the other on a thread of its own; more than four waiting ones are dropped,
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

        static native TemplateInstance identify(Frame frame, String way, Shown notice, Card.Fields fields);

        static native TemplateInstance greeting(Frame frame, String name, String next, boolean inserted, Shown notice, Card.Fields fields);

        static native TemplateInstance way(String way, Shown notice, Card.Fields fields, boolean fresh);

        static native TemplateInstance notice(Shown notice);
    }

    /** How a resident can be known now: by laying an ID card down, by pushing a social-security card in, by either, not at all. */
    private enum Way { LAY, INSERT, EITHER, NONE }

    /** What is said about the card that was shown last. */
    private enum Kind { NONE, READING, UNREADABLE, ANOTHER_PERSON, KNOWN, EXPIRED }

    /**
     * A notice, and the visit it belongs to. It is part of the page, so that another language or size still shows it.
     *
     * @param why what was wrong with the card; null unless that is what the notice is about
     * @param inserted whether it is a card that was pushed in
     */
    private record Notice(String visit, Kind kind, Fault why, boolean inserted) {

        static Notice none() {
            return new Notice("", Kind.NONE, null, false);
        }
    }

    /** A notice in the language of the screen. */
    record Shown(String kind, String what, String next, boolean inserted) {}

    private final Inventory inventory;
    private final Visits visits;
    private final Screen screen;
    private final Frames frames;
    private final KioskClock clock;
    private final CardReminderPages reminder;
    private final CodesSeen codes;
    private final CardAgainPages again;
    private final Laying laying = new Laying();
    private final ThreadPoolExecutor reading = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4), task -> new Thread(task, "ting-identify"),
            new ThreadPoolExecutor.DiscardPolicy());
    private volatile Wish wish = new Wish("", "/home");
    private volatile Notice notice = Notice.none();
    private Way wayTold = Way.NONE;

    /** Where the resident of one visit wants to go once known. */
    private record Wish(String visit, String next) {}

    IdentifyPages(Inventory inventory, Visits visits, Screen screen, Frames frames, KioskClock clock, CardReminderPages reminder,
            CodesSeen codes, CardAgainPages again) {
        this.inventory = inventory;
        this.visits = visits;
        this.screen = screen;
        this.frames = frames;
        this.clock = clock;
        this.reminder = reminder;
        this.codes = codes;
        this.again = again;
    }

    /** Begins to listen to card readers, scanners and cameras; called once at the kiosk's start. */
    public void start() {
        visits.listen(reminder);
        visits.listen(codes);
        visits.listen(again);
        codes.start();
        inventory.onChange(this::devicesChanged);
        visits.listen(laying);
        inventory.all(IdCardReader.class).forEach(reader -> {
            AtomicLong found = new AtomicLong(laying.now());
            reader.onEvent(event -> {
                if (event instanceof CardFound) {
                    found.set(laying.now());
                }
                long laid = found.get();
                reading.execute(() -> take(event, laid));
                reminder.heard(reader, event);
            });
        });
        inventory.all(ContactCardReader.class).forEach(reader -> {
            AtomicLong in = new AtomicLong(laying.now());
            reader.onIn(() -> {
                in.set(laying.now());
                reading.execute(this::reads);
                reminder.inserted(reader);
            });
            reader.onCard(card -> {
                long laid = in.get();
                reading.execute(() -> take(card, laid));
            });
            reader.onGone(() -> reminder.pulledOut(reader));
        });
    }

    /**
     * Asks for the card. Whoever is led here anew finds nothing said yet of an earlier card, but that it could not be read: it may still lie there,
     * and is not found again before it was lifted.
     */
    @GET
    public String identify(@QueryParam("next") String wanted) {
        if (Screen.isLocalPath(wanted)) {
            visits.current().ifPresent(visit -> wish = new Wish(visit.id(), wanted));
            notice = notice.kind() == Kind.UNREADABLE ? notice : Notice.none();
        }
        if (visits.current().flatMap(Visit::resident).isPresent()) {
            return greeting();
        }
        return screen.render(Templates.identify(frames.frame("/identify", "/home"), way().name(), shown(), fields()));
    }

    /**
     * How a resident can be known, once more: the page asks for it as soon as it stands, because a push that came while it was on its way
     * found nothing to replace. Where nothing has changed, nothing is replaced.
     */
    @GET
    @Path("way")
    public Response way(@QueryParam("was") @DefaultValue("") String was) {
        Way now = way();
        return now.name().equals(was) ? Response.noContent().build() : Response.ok(asked(now)).build();
    }

    private String asked(Way now) {
        return screen.render(Templates.way(now.name(), shown(), fields(), false));
    }

    /** A reader that answers again, or no longer, is said so on a page that asks for the card. One device after the other: the last is right. */
    private synchronized void devicesChanged() {
        Way now = way();
        if (wayTold != now) {
            wayTold = now;
            screen.swap(() -> asked(way()));
        }
    }

    private Way way() {
        boolean lay = inventory.all(IdCardReader.class).stream().anyMatch(reader -> reader.trouble().isEmpty());
        boolean insert = inventory.all(ContactCardReader.class).stream().anyMatch(reader -> reader.trouble().isEmpty());
        return lay ? insert ? Way.EITHER : Way.LAY : insert ? Way.INSERT : Way.NONE;
    }

    /** What else is read of a card, by any reader here. */
    private Card.Fields fields() {
        return inventory.all(IdCardReader.class).stream().map(IdCardReader::reads).reduce(Card.Fields.NONE, Card.Fields::or);
    }

    /** Greets by masked name and asks to take the card back. */
    @GET
    @Path("greeting")
    public String greeting() {
        Optional<Visit> visit = visits.current();
        String name = visit.flatMap(Visit::resident).map(Resident::maskedName).orElse("");
        boolean inserted = visit.flatMap(Visit::proof).filter(Proof.SOCIAL_SECURITY_CARD::equals).isPresent();
        return screen.render(Templates.greeting(frames.frame("/identify/greeting", "/home"), name, next(), inserted, shown(), fields()));
    }

    private String next() {
        Wish latest = wish;
        return visits.current().filter(visit -> visit.id().equals(latest.visit())).map(visit -> latest.next()).orElse("/home");
    }

    /** A card that was laid before the last visit ended is nobody's any more, and whoever still stands there lays it again. */
    private void take(IdCardReader.Event event, long laid) {
        if (laying.isOver(laid)) {
            if ((event instanceof CardRead || event instanceof CardUnreadable) && visits.current().isEmpty()) {
                again.unread(false);
            }
        } else if (event instanceof CardRead read) {
            again.next();
            greet(new Resident(read.card().name(), read.card().number()), Proof.ID_CARD, read.card()::expiredOn);
        } else if (event instanceof CardUnreadable unreadable) {
            say(Kind.UNREADABLE, unreadable.why(), false);
        } else if (event instanceof CardFound) {
            reads();
        }
    }

    private void reads() {
        again.next();
        say(Kind.READING, null, false);
    }

    /** A social-security card that keeps its holder to itself is one that could not be read. */
    private void take(ContactCard card, long laid) {
        if (laying.isOver(laid)) {
            if (visits.current().isEmpty()) {
                again.unread(true);
            }
        } else if (card instanceof UnreadCard unread) {
            say(Kind.UNREADABLE, unread.why(), true);
        } else if (card instanceof SocialSecurityCard social) {
            again.next();
            social.holder().ifPresentOrElse(
                    holder -> greet(new Resident(holder.name(), holder.number()), Proof.SOCIAL_SECURITY_CARD, social::expiredOn),
                    () -> say(Kind.UNREADABLE, ContactCardFault.PIN_NEEDED, true));
        }
    }

    /** While nobody is taken in, a card begins nothing, and the idle page says why. */
    private void greet(Resident resident, Proof proof, Predicate<LocalDate> expiredOn) {
        visits.begin(new Milestone.Began("card")).ifPresent(visit -> {
            // While nobody is sure which day it is no card is called expired.
            greet(visit, resident, proof, clock.today().filter(expiredOn).isPresent());
        });
    }

    private void greet(Visit visit, Resident resident, Proof proof, boolean expired) {
        boolean known = visit.resident().isPresent();
        boolean inserted = proof == Proof.SOCIAL_SECURITY_CARD;
        if (!visits.identify(visit, resident, proof)) {
            say(Kind.ANOTHER_PERSON, null, inserted);
        } else if (!known) {
            notice = new Notice(visit.id(), expired ? Kind.EXPIRED : Kind.NONE, null, inserted);
            screen.go("/identify/greeting");
        } else {
            // The page may still ask for the card: its first push was lost with a connection.
            say(Kind.KNOWN, null, inserted);
        }
    }

    /** Says it on the page that is shown, if that has a place for it, and again whenever it is drawn anew. */
    private void say(Kind kind, Fault why, boolean inserted) {
        visits.current().ifPresent(visit -> {
            notice = new Notice(visit.id(), kind, why, inserted);
            screen.swap(() -> screen.render(Templates.notice(shown())));
        });
        // Most pages have no place for it.
        if (kind == Kind.UNREADABLE) {
            again.unread(inserted);
        } else if (kind == Kind.ANOTHER_PERSON) {
            again.another();
        }
    }

    private Shown shown() {
        Notice latest = notice;
        if (visits.current().filter(visit -> visit.id().equals(latest.visit())).isEmpty()) {
            return new Shown(Kind.NONE.name(), "", "", false);
        }
        String what = latest.why() == null ? "" : FaultTexts.resident(latest.why(), screen.language().locale());
        return new Shown(latest.kind().name(), what, next(), latest.inserted());
    }

    @PreDestroy
    void stop() {
        reading.shutdownNow();
    }
}
