package cn.ting.link;

import cn.ting.outbox.Letter;
import static cn.ting.time.Eventually.eventually;

import cn.ting.bench.Broker;
import cn.ting.condition.Conditions;
import cn.ting.outbox.Outbox;
import cn.ting.platform.HallPlan;
import cn.ting.platform.KioskView;
import cn.ting.platform.Platform;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A kiosk's link, a broker and a platform, all real, on loopback, with short waits. */
final class LinkRig implements AutoCloseable {

    static final PlaceSettings PLACE = new PlaceSettings("demo", "kiosk-1", "亭", "Kiosk");
    static final HallPlan HALL =
            new HallPlan("hall-1", List.of(new HallPlan.Service("social", "A")), List.of("1", "2"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final KioskClock clock;
    final Conditions conditions;
    final Broker broker;
    final Documents documents = new Documents();
    Platform platform;
    private final Path directory;
    Ledger ledger;
    Outbox outbox;
    Link link;

    LinkRig(Path directory) {
        this(directory, new SystemClock());
    }

    LinkRig(Path directory, KioskClock clock) {
        this.directory = directory;
        this.clock = clock;
        conditions = new Conditions(clock);
        broker = new Broker(0, clock);
        broker.start();
        startPlatform();
        build();
    }

    void startPlatform() {
        platform = new Platform(
                broker.platformAddress(), "demo", directory.resolve("platform.db"), List.of(HALL), clock);
        platform.start();
    }

    private void build() {
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        outbox = new Outbox(ledger, clock, PLACE);
        link = new Link(settings(), new TlsSettings("none", "none", "none"), PLACE, outbox, documents, conditions, clock,
                new DeviceKeyFile(Optional.empty(), directory, conditions));
    }

    LinkSettings settings() {
        Duration first = Duration.ofMillis(100);
        Duration most = Duration.ofMillis(400);
        return new LinkSettings(
                broker.address(), Duration.ofSeconds(60), Duration.ofSeconds(5), 16, first, most, first, most);
    }

    LinkRig linked() {
        link.start();
        await("the link is up", link::up);
        return this;
    }

    /** Another process on the same ledger. */
    void restartKiosk() {
        link.stop();
        ledger.close();
        build();
        link.start();
    }

    void post(String key, int n) {
        post("visit.began", key, n);
    }

    void post(String type, String key, int n) {
        byte[] data = ("{\"visit\":\"" + key + "\",\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8);
        ledger.write(tx -> outbox.post(tx, new Letter(type, key, data)));
    }

    /** The kiosk as the platform sees it. */
    KioskView seen() {
        NullNode unheard = NullNode.getInstance();
        return platform.kiosks().stream()
                .findFirst()
                .orElse(new KioskView("kiosk-1", Optional.empty(), false, unheard, unheard, unheard, unheard));
    }

    boolean drained() {
        return outbox.waiting() == 0;
    }

    void await(String what, BooleanSupplier condition) {
        eventually(() -> what, condition::getAsBoolean);
    }

    @Override
    public void close() {
        link.stop();
        platform.close();
        broker.close();
        ledger.close();
    }
}
