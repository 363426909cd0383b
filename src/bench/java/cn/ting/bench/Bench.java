package cn.ting.bench;

import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.CataloguePublisher;
import cn.ting.catalogue.Publication;
import cn.ting.platform.HallPlan;
import cn.ting.platform.Platform;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kiosk's whole world on one machine: broker, central platform and cabinets. Runs inside dev mode or as a process of its
 * own ({@link BenchProcess}); either way the kiosk reaches it by bytes and messages only.
 */
public final class Bench implements Wiring, AutoCloseable {

    private final KioskClock clock;
    private final Broker broker;
    private final Platform platform;
    private final CataloguePublisher publisher;
    private final Map<String, Cabinet> cabinets = new LinkedHashMap<>();
    private CatalogueContent content;
    private Publication published;
    private long version;
    private boolean linked = true;

    /** Makes a bench on which nothing is switched on yet. */
    public Bench(BenchPlan plan, KioskClock clock) {
        this.clock = clock;
        content = CatalogueContent.read().mostAsked(plan.matters());
        broker = new Broker(plan.brokerPort());
        platform = new Platform(
                broker.platformAddress(), plan.area(), plan.data().resolve("platform.db"), halls(content), clock);
        publisher = new CataloguePublisher(platform::sign);
        for (String kiosk : plan.kiosks()) {
            cabinets.put(kiosk, new Cabinet(kiosk, plan, clock));
        }
        // Growing from one bench to the next, so that a kiosk which has seen an older one adopts this one's catalogue.
        version = clock.instant().getEpochSecond();
    }

    /** Switches everything on; returns when kiosks can connect. */
    public void start() {
        broker.start();
        platform.start();
        publish();
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
        return new Ports(broker.port(), cabinet.reader().port(), cabinet.printer().port());
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

    /** Closes a hall today and tomorrow; it opens at nine on the day after. */
    public void closeHall(String hall) {
        DayOfWeek opens = clock.local().getDayOfWeek().plus(2);
        hours(hall, day -> day == opens ? "09:00-17:00" : "");
    }

    /** Closes a hall all week. */
    public void suspendHall(String hall) {
        hours(hall, day -> "");
    }

    /** Opens a hall day and night. */
    public void openHall(String hall) {
        hours(hall, day -> "00:00-24:00");
    }

    /** Changes a hall's hours, a span each day or none, and publishes the catalogue anew. */
    private synchronized void hours(String hall, Function<DayOfWeek, String> span) {
        JsonNode halls = content.halls().deepCopy();
        for (JsonNode entry : halls) {
            if (entry.path("id").asText().equals(hall)) {
                ObjectNode hours = (ObjectNode) entry.path("hours");
                for (DayOfWeek day : DayOfWeek.values()) {
                    ArrayNode spans = hours.putArray(day.name().toLowerCase(Locale.ROOT));
                    if (!span.apply(day).isEmpty()) {
                        spans.add(span.apply(day));
                    }
                }
            }
        }
        content = content.withHalls(halls);
        publish();
    }

    /** The day of the week as residents have it. */
    public DayOfWeek today() {
        return clock.local().getDayOfWeek();
    }

    /** The halls as the catalogue has them now. */
    public synchronized JsonNode hallEntries() {
        return content.halls();
    }

    /** The ids of the halls. */
    public synchronized List<String> halls() {
        List<String> ids = new ArrayList<>();
        content.halls().forEach(hall -> ids.add(hall.path("id").asText()));
        return ids;
    }

    /** Publishes the catalogue as it is now, under a higher version. */
    public synchronized void publish() {
        published = publisher.publish(content, ++version, clock.instant());
        published.to(platform::publishRetained);
    }

    /** Publishes a version in which a hall has moved, and in place of the chapter that says so something else. */
    public synchronized void publishWrongHash() {
        JsonNode halls = content.halls().deepCopy();
        ObjectNode moved = (ObjectNode) halls.get(0);
        moved.put("walkingMinutes", moved.path("walkingMinutes").asInt() + 1);
        publisher.publish(content.withHalls(halls), ++version, clock.instant())
                .spoiledSince(published)
                .to(platform::publishRetained);
    }

    /** Publishes a version that somebody has signed whom no kiosk trusts. */
    public synchronized void publishBadSignature() {
        new CataloguePublisher(platform::signAsStranger).publish(content, ++version, clock.instant())
                .to(platform::publishRetained);
    }

    private static List<HallPlan> halls(CatalogueContent content) {
        List<HallPlan> plans = new ArrayList<>();
        for (JsonNode hall : content.halls()) {
            List<HallPlan.Service> services = new ArrayList<>();
            for (JsonNode service : hall.path("services")) {
                services.add(new HallPlan.Service(service.path("id").asText(), service.path("letter").asText()));
            }
            plans.add(new HallPlan(hall.path("id").asText(), services, List.of("1", "2", "3")));
        }
        return plans;
    }

    @Override
    public void close() {
        cabinets.values().forEach(Cabinet::close);
        platform.close();
        broker.close();
    }
}
