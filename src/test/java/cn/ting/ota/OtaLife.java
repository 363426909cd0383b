package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.hawkbit.Hawkbit;
import cn.ting.hawkbit.HawkbitSettings;
import cn.ting.link.Document;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.WaitingLetter;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.slots.Disk;
import cn.ting.slots.Slots;
import cn.ting.slots.Workshop;
import cn.ting.store.Ledger;
import cn.ting.time.BorrowedClock;
import cn.ting.time.KioskClock;
import cn.ting.trial.Gates;
import cn.ting.trial.UpdateTeller;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One process of a kiosk, as far as it is updated. */
public final class OtaLife implements AutoCloseable {

    private static final PlaceSettings PLACE = new PlaceSettings("fengshui", "k1", "亭", "Kiosk");
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    static final OtaSettings SETTINGS = settings("none", Duration.ZERO, 0);

    private static final HawkbitSettings ALONE = hawkbit(URI.create("none"), URI.create("none"), Path.of("none"));

    public final Conditions conditions;
    public final Ledger ledger;
    final Outbox outbox;
    public final Visits visits;
    /** What holds under this release; a device more than has to. */
    public final Set<String> holding = new TreeSet<>(Set.of("ledger", "page", "slip", "settings", "device printer"));
    /** What this release cannot make, and why. */
    final Map<String, String> broken = new TreeMap<>();
    /** Run while the gates are asked. */
    public Runnable meanwhile = () -> {};
    boolean heard = true;
    public boolean onMains = true;
    /** What time it is at least, by what the platform signed elsewhere. */
    Instant anchored = Instant.EPOCH;
    /** How far somebody who answers for the time has set this machine's clock back, which the platform does not confirm then. */
    Duration setBack = Duration.ZERO;
    /** The platform has told this process no time, so that nobody but who keeps the clock by NTP answers for it. */
    public boolean untold;
    /** Somebody is served: what is in no hurry makes way. */
    public BooleanSupplier serving = () -> false;
    /** What may end the process was started. */
    boolean others;
    /** How this process ended; empty while it runs. */
    public volatile Optional<Integer> ended = Optional.empty();
    private final UpdateSteps steps;

    /** @param trial the update that this process tries; empty for a committed release */
    OtaLife(Workshop workshop, KioskClock wall, Disk disk, String trial) {
        this(workshop, wall, disk, trial, ALONE);
    }

    OtaLife(Workshop workshop, KioskClock wall, Disk disk, String trial, HawkbitSettings hawkbit) {
        this(workshop, wall, disk, trial, hawkbit, SETTINGS);
    }

    /** @param chosen the settings, but for where a stick appears */
    OtaLife(Workshop workshop, KioskClock wall, Disk disk, String trial, HawkbitSettings hawkbit, OtaSettings chosen) {
        KioskClock clock = new BorrowedClock(wall) {
            private final Duration began = wall.uptime();

            @Override
            public Duration uptime() {
                return super.uptime().minus(began);
            }

            @Override
            public Instant instant() {
                return super.instant().minus(setBack);
            }

            @Override
            public boolean confirmed() {
                return super.confirmed() && setBack.isZero() && !untold;
            }

            @Override
            public Instant best() {
                return confirmed() ? super.best() : instant();
            }

            /** What a line's budget costs here is milliseconds, and nobody steps them. */
            @Override
            public void pause(Duration duration) throws InterruptedException {
                if (duration.compareTo(A_MOMENT) > 0) {
                    super.pause(duration);
                }
            }
        };
        conditions = new Conditions(clock);
        ledger = new Ledger(workshop.directory.resolve("ledger.db"), conditions, clock);
        outbox = new Outbox(ledger, clock, PLACE);
        VisitBook book = new VisitBook(outbox, clock);
        visits = new Visits(new VisitSettings(Duration.ofMinutes(1), Duration.ofSeconds(20), 10, Duration.ofMinutes(3)), clock, ledger, book);
        Slots slots = workshop.slots(disk);
        OtaPlaces places = new OtaPlaces(Optional.of(slots.root()), workshop.runsFrom, trial, workshop.directory.resolve("release.pem"),
                workshop.directory.resolve("root.json"), workshop.directory.resolve("tuf"));
        OtaSettings settings = new OtaSettings(chosen.model(), workshop.directory.resolve("stick").toString(), chosen.authority(), chosen.spread(), chosen.fetchRate(),
                chosen.switchFrom(), chosen.switchFor(), chosen.reserve(), chosen.gates(), chosen.proof(), chosen.away());
        steps = new UpdateSteps(OtaKit.of(settings, places, slots, Workshop.CABINET, new UpdateTeller(ledger, book, new OtaNotice(conditions)), () -> serving.getAsBoolean(), () -> anchored, conditions, clock), () -> {
            meanwhile.run();
            return new Gates.Asked(new TreeSet<>(holding), Set.of("ledger", "page", "slip"), new TreeMap<>(broken));
        }, visits, () -> heard, () -> true, () -> onMains, Hawkbit.of(hawkbit, PLACE, ledger, clock), conditions);
        steps.hold();
        steps.whenKept(() -> others = true);
        steps.start(code -> ended = Optional.of(code));
    }

    /** Hears what stands at its {@code down/release}, under the platform's seal or not. */
    void hears(byte[] payload, TrustAnchor anchor) {
        Ota.read(new Document("", payload), anchor, PLACE, conditions, steps);
    }

    /**
     * @param authority a file of authorities for the platform's repository, or none
     * @param reserve MB
     */
    static OtaSettings settings(String authority, Duration spread, int reserve) {
        return new OtaSettings("park-24h", "", authority, spread, 100_000, 2, 3, reserve, Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(15));
    }

    public static HawkbitSettings hawkbit(URI server, URI repository, Path token) {
        return hawkbit(server, repository, "none", token);
    }

    /** @param root of a repository of hawkBit's own, or none */
    public static HawkbitSettings hawkbit(URI server, URI repository, String root, Path token) {
        return new HawkbitSettings(server, "DEFAULT", token.toString(), "ting", repository, root, "none", Duration.ofMinutes(5));
    }

    void hear(ReleaseDocument document) {
        steps.hear(document);
    }

    /** Hears an instruction of the platform's, whose seal was verified. */
    public void hear(long version, URI base, String target) {
        hear(new ReleaseDocument(version, base, target));
    }

    void hearNone() {
        steps.hearNone();
    }

    public void look() {
        steps.look();
    }

    /** Looks until nothing more is done or the process ends. */
    public void goOn() {
        for (int i = 0; i < 4 && ended.isEmpty(); i++) {
            steps.look();
        }
    }

    /** What was told, oldest first: {@code committed 1.8}, {@code reverted 1.8 ota.gate}. */
    public List<String> told() {
        List<String> told = new ArrayList<>();
        for (WaitingLetter letter : outbox.after(Lane.RESULTS, 0, 100)) {
            JsonNode event = tree(outbox.envelopeOf(letter.posted()).orElseThrow());
            JsonNode fact = event.path("data");
            told.add((event.path("type").asText().replace("cn.ting.ota.", "") + " " + fact.path("version").asText() + " "
                    + fact.path("cause").asText()).strip());
        }
        return told;
    }

    /** Some words of what was told last. */
    String tells(String... names) {
        List<WaitingLetter> letters = outbox.after(Lane.RESULTS, 0, 100);
        JsonNode fact = tree(outbox.envelopeOf(letters.get(letters.size() - 1).posted()).orElseThrow()).path("data");
        return Stream.of(names).map(name -> fact.path(name).asText()).collect(Collectors.joining(" "));
    }

    private static JsonNode tree(byte[] event) {
        try {
            return new ObjectMapper().readTree(event);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void close() {
        ledger.close();
    }
}
