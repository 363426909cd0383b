package cn.ting.bench;

import cn.ting.answers.Answer;
import cn.ting.answers.AnswerDesk;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.CatalogueTravel;
import cn.ting.catalogue.EditorsDesk;
import cn.ting.platform.HallPlan;
import cn.ting.platform.Platform;
import cn.ting.quota.QuotaAnswers;
import cn.ting.quota.SlotPlan;
import cn.ting.remote.CommandDesk;
import cn.ting.remote.RootDesk;
import cn.ting.remote.SetupDesk;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A kiosk's whole world on one machine: broker, central platform and cabinets. Runs inside dev mode or as a process of its
 * own ({@link BenchProcess}); either way the kiosk reaches it by bytes and messages only.
 */
public final class Bench implements Wiring, AutoCloseable {

    /** The halls' rules for numbers nobody comes for, so that each can be tried. */
    private static final List<String> RULES = List.of("calls 3", "minutes 30", "void");

    /** How many appointments are given of each time. */
    private static final int QUOTA = 4;

    private final KioskClock clock;
    private final Broker broker;
    private final Platform platform;
    private final CatalogueTravel travel;
    private final EditorsDesk desk;
    private final CommandDesk commands;
    private final SetupDesk wishes;
    private final RootDesk roots;
    private final AnswerDesk answers;
    private final Map<String, Cabinet> cabinets = new LinkedHashMap<>();
    private boolean linked = true;

    /** Makes a bench on which nothing is switched on yet. */
    public Bench(BenchPlan plan, KioskClock clock) {
        this.clock = clock;
        CatalogueContent content = CatalogueContent.read().mostAsked(plan.matters());
        travel = new CatalogueTravel(clock);
        broker = new Broker(plan.ports().broker(), clock);
        broker.watch(new CatalogueWatch(plan.area(), travel));
        platform = new Platform(
                broker.platformAddress(), plan.area(), plan.data().resolve("platform.db"), halls(content), clock);
        desk = new EditorsDesk(
                content, platform::sign, platform::signAsStranger, travel, platform::publishRetained, clock);
        commands = new CommandDesk(platform, plan.area(), clock);
        wishes = new SetupDesk(platform, plan.area(), clock);
        roots = new RootDesk(platform, plan.area(), clock);
        answers = new AnswerDesk(broker.platformAddress(), plan.area(), clock);
        new QuotaAnswers(platform::appointments, clock).at(answers);
        answers.on("catalogue.blob", data -> desk.blob(data.path("sha256").asText()).<Answer>map(Answer.Bytes::new)
                .orElse(new Answer.None("unknown")));
        for (String kiosk : plan.kiosks()) {
            cabinets.put(kiosk, new Cabinet(kiosk, plan, clock));
        }
    }

    /** Switches everything on; returns when kiosks can connect. */
    public void start() {
        broker.start();
        platform.start();
        answers.start();
        desk.publish();
        cabinets.values().forEach(Cabinet::start);
    }

    /** Wall time as everything on this bench has it. */
    public Instant now() {
        return clock.instant();
    }

    public Broker broker() {
        return broker;
    }

    public Platform platform() {
        return platform;
    }

    public List<Cabinet> cabinets() {
        return new ArrayList<>(cabinets.values());
    }

    public Optional<Cabinet> cabinet(String kiosk) {
        return Optional.ofNullable(cabinets.get(kiosk));
    }

    @Override
    public Ports portsOf(String kiosk) {
        Cabinet cabinet = cabinet(kiosk).orElseThrow(() -> new IllegalArgumentException("no cabinet of " + kiosk));
        return new Ports(broker.port(), cabinet.reader().port(), cabinet.printer().port(), cabinet.scanners().port(),
                cabinet.ups().line().port(), cabinet.board().line().port(), cabinet.a4().port(),
                cabinet.camera().line().port(), cabinet.speaker().line().port());
    }

    /** Cuts or restores the link between kiosks and broker. */
    public synchronized void link(boolean up) {
        if (up != linked) {
            if (up) {
                broker.restore();
            } else {
                broker.cut();
            }
            linked = up;
        }
    }

    public synchronized boolean linked() {
        return linked;
    }

    /** The catalogue in its editors' hands. */
    public EditorsDesk desk() {
        return desk;
    }

    /** Where kiosks are given commands. */
    public CommandDesk commands() {
        return commands;
    }

    /** Where configurations are wished for. */
    public SetupDesk wishes() {
        return wishes;
    }

    /** Where roots are published. */
    public RootDesk roots() {
        return roots;
    }

    /** How the catalogue travelled to the broker and to kiosks. */
    public CatalogueTravel travel() {
        return travel;
    }

    private static List<HallPlan> halls(CatalogueContent content) {
        List<HallPlan> plans = new ArrayList<>();
        for (JsonNode hall : content.halls()) {
            List<HallPlan.Service> services = new ArrayList<>();
            for (JsonNode service : hall.path("services")) {
                services.add(new HallPlan.Service(service.path("id").asText(), service.path("letter").asText()));
            }
            plans.add(new HallPlan(hall.path("id").asText(), services, List.of("1", "2", "3"), RULES.get(plans.size() % RULES.size()), slots(hall)));
        }
        return plans;
    }

    private static Optional<SlotPlan> slots(JsonNode hall) {
        Map<DayOfWeek, List<String>> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<String> spans = new ArrayList<>();
            hall.path("hours").path(day.name().toLowerCase(Locale.ROOT)).forEach(span -> spans.add(span.asText()));
            hours.put(day, spans);
        }
        return hall.has("appointments") ? Optional.of(new SlotPlan(hours, QUOTA)) : Optional.empty();
    }

    /** The day of the week as residents have it. */
    public DayOfWeek today() {
        return clock.local().getDayOfWeek();
    }

    @Override
    public void close() {
        cabinets.values().forEach(Cabinet::close);
        answers.close();
        platform.close();
        broker.close();
    }
}
