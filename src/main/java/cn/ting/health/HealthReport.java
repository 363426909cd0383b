package cn.ting.health;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Inventory;
import cn.ting.link.Link;
import cn.ting.outbox.Outbox;
import cn.ting.store.LedgerException;
import cn.ting.supply.Supplies;
import cn.ting.telemetry.Telemetry;
import cn.ting.telemetry.TelemetryLane;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What central ops know of this kiosk: a retained document, renewed every half minute and at every change, that the broker
 * forgets after ninety seconds, so that silence is never taken for health.
 */
@Singleton
public final class HealthReport {

    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Duration EXPIRY = Duration.ofSeconds(90);
    private static final Duration SAVING = Duration.ofMinutes(5);

    private final Link link;
    private final Outbox outbox;
    private final Inventory inventory;
    private final InService inService;
    private final Supplies supplies;
    private final Conditions conditions;
    private final Telemetry telemetry;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    private volatile boolean saving;
    // One report waiting is enough: it is made of what is true when its turn comes.
    private final ThreadPoolExecutor reporting = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), task -> new Thread(task, "ting-health"),
            new ThreadPoolExecutor.DiscardPolicy());

    HealthReport(
            Link link,
            Outbox outbox,
            Inventory inventory,
            InService inService,
            Supplies supplies,
            Conditions conditions,
            Telemetry telemetry,
            KioskClock clock) {
        this.link = link;
        this.outbox = outbox;
        this.inventory = inventory;
        this.inService = inService;
        this.supplies = supplies;
        this.conditions = conditions;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /** Begins to report; called once at the kiosk's start. */
    public void start() {
        conditions.onChange(this::report);
        inventory.onChange(this::report);
        clock.every(PERIOD, this::report);
        clock.every(SAVING, () -> {
            saving = true;
            report();
        });
        report();
    }

    private void report() {
        reporting.execute(() -> {
            link.publishState("health", document(), EXPIRY);
            // With the report, so that neither takes the other's place in the queue.
            if (saving) {
                saving = false;
                inService.save();
            }
        });
    }

    byte[] document() {
        ObjectNode health = json.createObjectNode();
        health.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        health.put("clocktrusted", clock.trusted());
        health.put("uptime", clock.uptime().toSeconds());
        try {
            health.put("waiting", outbox.waiting());
        } catch (LedgerException told) {
            // How many is not known now; why stands among the conditions.
        }
        ArrayNode present = health.putArray("conditions");
        conditions.present().forEach(condition -> present.addObject()
                .put("code", condition.fault().code())
                .put("severity", condition.fault().severity().name().toLowerCase(Locale.ROOT))
                .put("subject", condition.subject())
                .put("since", condition.since().toString())
                .put("detail", condition.detail()));
        ArrayNode devices = health.putArray("devices");
        inventory.statuses().forEach(device -> describe(devices.addObject(), device));
        ArrayNode left = health.putArray("supplies");
        supplies.all().forEach(supply -> left.addObject()
                .put("device", supply.device())
                .put("what", supply.what())
                .put("left", Math.round(supply.left() * 10) / 10.0)
                .put("full", supply.full())
                .put("unit", supply.unit())
                .put("low", supply.low()));
        ObjectNode mayBeLost = health.putObject("telemetry");
        for (TelemetryLane lane : TelemetryLane.values()) {
            telemetry.standing(lane).ifPresent(standing -> mayBeLost.putObject(lane.label())
                    .put("waiting", standing.waiting())
                    .put("dropped", standing.dropped()));
        }
        LocalDate today = clock.local().toLocalDate();
        ObjectNode served = health.putObject("inservice");
        for (LocalDate day : List.of(today.minusDays(1), today)) {
            inService.seconds(day).forEach(served.putObject(day.toString())::put);
        }
        try {
            return json.writeValueAsBytes(health);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException("a health document is always JSON", never);
        }
    }

    private static void describe(ObjectNode told, DeviceStatus device) {
        told.put("name", device.name())
                .put("kind", device.kind())
                .put("state", device.now().state().name().toLowerCase(Locale.ROOT))
                .put("since", device.now().since().toString())
                .put("uses", device.uses())
                .put("faults", device.faults())
                .put("exchanges", device.exchanges())
                .put("repeated", device.repeated());
        device.now().cause().ifPresent(why -> told.put("cause", why.code()));
        device.identity().ifPresent(which -> told.put("identity", which));
    }

    @PreDestroy
    void stop() {
        reporting.shutdownNow();
    }
}
