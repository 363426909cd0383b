package cn.ting;

import cn.ting.aloud.ReadAloud;
import cn.ting.command.Commands;
import cn.ting.device.inventory.Inventory;
import cn.ting.hall.Boards;
import cn.ting.hall.Leases;
import cn.ting.health.HealthReport;
import cn.ting.health.InService;
import cn.ting.health.LifeWord;
import cn.ting.health.Metrics;
import cn.ting.health.OrderlyEnd;
import cn.ting.health.ServiceNotice;
import cn.ting.identify.IdentifyPages;
import cn.ting.identify.VisitLamp;
import cn.ting.link.Link;
import cn.ting.matter.CatalogueSync;
import cn.ting.naming.Naming;
import cn.ting.ota.Ota;
import cn.ting.power.PowerWatch;
import cn.ting.screen.LateTemplates;
import cn.ting.screen.LivePages;
import cn.ting.service.book.BookDesk;
import cn.ting.service.queue.BoardPages;
import cn.ting.service.queue.DisplayPages;
import cn.ting.service.queue.SlipCodes;
import cn.ting.service.queue.TicketPages;
import cn.ting.service.sheet.SheetPages;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.SettingsKeeper;
import cn.ting.setup.Setup;
import cn.ting.supply.Supplies;
import cn.ting.telemetry.Telemetry;
import cn.ting.time.KioskClock;
import cn.ting.trust.Roots;
import cn.ting.upkeep.Upkeep;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visits;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The front door: the order in which a kiosk starts and stops. */
@Singleton
class Kiosk {

    private static final Logger LOG = Logger.getLogger(Kiosk.class);

    /** Catalogue, devices and link all begin with much to do: at the same time as the first page they would hold it back. A release on trial has no page yet that serves. */
    private static final Duration PAGE_FIRST = Duration.ofMillis(500);

    /** The process ended because the battery did: it is not started again before the machine is, see {@code ting.service}. */
    private static final int PARKED = 75;

    private final PlaceSettings place;
    private final KioskClock clock;
    private final Visits visits;
    private final LivePages pages;
    private final LateTemplates templates;
    private final TicketPages tickets;
    private final BoardPages boardPages;
    private final DisplayPages displays;
    private final SlipCodes slipCodes;
    private final SheetPages sheets;
    private final BookDesk booking;
    private final ReadAloud aloud;
    private final IdentifyPages identify;
    private final VisitLamp lamp;
    private final Roots roots;
    private final CatalogueSync catalogue;
    private final Boards boards;
    private final Leases leases;
    private final Naming naming;
    private final Inventory inventory;
    private final PowerWatch power;
    private final Supplies supplies;
    private final InService inService;
    private final Upkeep upkeep;
    private final Telemetry telemetry;
    private final HealthReport health;
    private final ServiceNotice notice;
    private final LifeWord lifeWord;
    private final OrderlyEnd end;
    private final Metrics metrics;
    private final Commands commands;
    private final Setup setup;
    private final Ota ota;
    private final SettingsKeeper settings;
    private final Link link;
    private KioskClock.Alarm opening = () -> {};
    private boolean stopped;

    Kiosk(
            PlaceSettings place,
            KioskClock clock,
            Visits visits,
            LivePages pages,
            LateTemplates templates,
            TicketPages tickets,
            BoardPages boardPages,
            DisplayPages displays,
            SlipCodes slipCodes,
            SheetPages sheets,
            BookDesk booking,
            ReadAloud aloud,
            IdentifyPages identify,
            VisitLamp lamp,
            Roots roots,
            CatalogueSync catalogue,
            Boards boards,
            Leases leases,
            Naming naming,
            Inventory inventory,
            PowerWatch power,
            Supplies supplies,
            InService inService,
            Upkeep upkeep,
            Telemetry telemetry,
            HealthReport health,
            ServiceNotice notice,
            LifeWord lifeWord, OrderlyEnd end,
            Metrics metrics,
            Commands commands,
            Setup setup, Ota ota,
            SettingsKeeper settings,
            Link link) {
        this.place = place;
        this.clock = clock;
        this.visits = visits;
        this.pages = pages;
        this.templates = templates;
        this.tickets = tickets;
        this.boardPages = boardPages;
        this.displays = displays;
        this.slipCodes = slipCodes;
        this.sheets = sheets;
        this.booking = booking;
        this.aloud = aloud;
        this.identify = identify;
        this.lamp = lamp;
        this.roots = roots;
        this.catalogue = catalogue;
        this.boards = boards;
        this.leases = leases;
        this.naming = naming;
        this.inventory = inventory;
        this.power = power;
        this.supplies = supplies;
        this.inService = inService;
        this.upkeep = upkeep;
        this.telemetry = telemetry;
        this.health = health;
        this.notice = notice;
        this.lifeWord = lifeWord;
        this.end = end;
        this.metrics = metrics;
        this.commands = commands;
        this.setup = setup;
        this.ota = ota;
        this.settings = settings;
        this.link = link;
    }

    /** Whoever listens is in place before a device or the platform speaks, and what the last life left open is answered before that. */
    void start(@Observes @Priority(200) StartupEvent event) {
        boolean held = ota.hold();
        link.notYet();
        pages.start();
        tickets.start();
        boardPages.start();
        displays.start();
        slipCodes.start();
        sheets.start();
        booking.start();
        aloud.start();
        identify.start();
        lamp.start();
        opening = clock.after(held ? Duration.ZERO : PAGE_FIRST, this::beginOpening);
        LOG.infof("kiosk %s serves at %s", place.kiosk(), place.name());
    }

    /** On a thread of its own: a ledger that was damaged may take long to open, and the alarms of whoever stands there go on. */
    private void beginOpening() {
        Thread thread = new Thread(this::open, "ting-start");
        thread.setDaemon(true);
        thread.start();
    }

    private void open() {
        // These wait for the ledger, and a stop does not wait for them.
        tried("slips", tickets::answer);
        tried("sheets", sheets::answer);
        tried("booking", booking::answer);
        tried("power cycles", () -> inventory.keepPowerCycles(supplies.powerCycles()));
        begin("telemetry", telemetry::start);
        begin("roots", roots::start);
        begin("catalogue", catalogue::start);
        begin("boards", boards::start);
        begin("leases", leases::start);
        begin("naming", naming::start);
        begin("supplies", supplies::start);
        begin("inService", inService::start);
        begin("power", () -> power.start(() -> end.with(PARKED)));
        begin("inventory", inventory::start);
        begin("upkeep", upkeep::start);
        begin("health", health::start);
        begin("metrics", metrics::start);
        // A release on trial must not end for a configuration or a command: the launcher would take it back.
        begin("settings", () -> ota.whenKept(settings::keep));
        begin("commands", () -> ota.whenKept(() -> commands.start(() -> end.with(0))));
        begin("setup", () -> ota.whenKept(() -> setup.start(() -> end.with(0))));
        begin("ota", () -> ota.start(end::with));
        begin("modem", this::watchModem);
        begin("link", link::start);
        begin("notice", () -> notice.start(() -> visits.current().isPresent()));
        begin("lifeWord", () -> lifeWord.start(() -> visits.current().isPresent()));
        begin("templates", templates::start);
    }

    private void watchModem() {
        // A broker that answers is beyond the modem, also while the platform stores nothing.
        link.onChange(() -> inventory.outside(link::connected));
        inventory.outside(link::connected);
    }

    /** Begins a room, unless the kiosk was stopped meanwhile: what was not begun need not be ended. */
    private synchronized void begin(String what, Runnable start) {
        if (!stopped) {
            tried(what, start);
        }
    }

    /** What does not begin is told by its room; whatever comes after it begins all the same. */
    private static void tried(String what, Runnable start) {
        try {
            start.run();
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "%s did not start", what);
        }
    }

    /** The resident is forgotten first, the platform hears good-bye last. */
    synchronized void stop(@Observes ShutdownEvent event) {
        stopped = true;
        opening.cancel();
        notice.stop();
        visits.end(EndReason.STOPPED);
        inventory.stop();
        inService.save();
        supplies.stop();
        catalogue.stop();
        link.stop();
    }
}
