package cn.ting.conformance;

import cn.ting.answers.Answer;
import cn.ting.answers.AnswerDesk;
import cn.ting.bench.Broker;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.CataloguePublisher;
import cn.ting.catalogue.Publication;
import cn.ting.conformance.Hands.Deed;
import cn.ting.platform.Dsse;
import cn.ting.platform.HallPlan;
import cn.ting.platform.Mouth;
import cn.ting.platform.Platform;
import cn.ting.quota.QuotaAnswers;
import cn.ting.quota.Quotas;
import cn.ting.quota.SlotPlan;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bench's platform on a broker that may have heard others before, and a hand that kills and restores it. */
final class PlatformOnTrial implements AutoCloseable {

    static final Path CONTRACT = Path.of(System.getProperty("project.root", "."), "src/docs/contract");

    private static final SlotPlan SLOTS = new SlotPlan(Stream.of(DayOfWeek.values()).collect(Collectors.toMap(day -> day, day -> List.of("09:00-12:00"))), 3);
    private static final HallPlan HALL =
            new HallPlan("hall-1", List.of(new HallPlan.Service("social", "A")), List.of("1"), "calls 3", Optional.of(SLOTS));
    /** For what should come: it is waited for as long as it takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What ears call a fact that shall be refused. */
    static final String REFUSED = "check.refused";
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final List<String> FILES = List.of("platform.db", "platform.db-wal", "platform.db-shm");

    private final HastyClock clock = new HastyClock();
    private final Broker broker;
    private final String area;
    private final Path directory;
    private final Mouth mouth;
    private final AnswerDesk answers;
    private final CatalogueContent content;
    private Publication catalogue;
    private long edition;
    private Platform platform;
    private boolean alive;
    private Optional<String> hall = Optional.of("hall-1");

    /** @param area of its own, so that nothing is retained of another trial */
    PlatformOnTrial(Broker broker, CatalogueContent content, String area, Path directory, Mouth mouth) {
        this.broker = broker;
        this.area = area;
        this.directory = directory;
        this.mouth = mouth;
        start();
        this.content = content;
        catalogue = publish(content);
        answers = new AnswerDesk(broker.platformAddress(), area, clock);
        answers.on("catalogue.blob", data -> Optional.ofNullable(catalogue.documents().get(Publication.BLOB + data.path("sha256").asText()))
                .<Answer>map(Answer.Bytes::new).orElse(new Answer.None("unknown")));
        new QuotaAnswers(this::appointments, clock).at(answers);
        answers.start();
    }

    private Publication publish(CatalogueContent edited) {
        edition++;
        Publication publication = new CataloguePublisher(platform::sign).publish(edited, edition, clock.instant());
        publication.to(platform::publishRetained);
        return publication;
    }

    private <T> T appointments(Quotas.Work<T> work) {
        return platform.appointments(work);
    }

    /** Has it decide what was asked for anew, whenever it is asked what came of it. */
    void fickle() {
        AtomicInteger asked = new AtomicInteger();
        answers.on("appointment.outcome", data -> new Answer.Json(JsonNodeFactory.instance.objectNode()
                .put("state", asked.incrementAndGet() == 1 ? "refused" : "booked")));
    }

    /** Has it say that more is left of each time, or less. */
    void miscounts(IntSupplier more) {
        answers.on("appointment.slots", data -> {
            ObjectNode days = this.<Optional<ObjectNode>>appointments(quotas ->
                    quotas.days(data.path("hall").asText(), data.path("service").asText(), clock.local())).orElseThrow();
            days.findParents("left").forEach(slot -> ((ObjectNode) slot).put("left", slot.path("left").asInt() + more.getAsInt()));
            return new Answer.Json(days);
        });
    }

    private void start() {
        platform = new Platform(broker.platformAddress(), area, directory.resolve("platform.db"), List.of(HALL), clock, mouth);
        platform.refuse(REFUSED, "unknown", "never");
        platform.start();
        alive = true;
    }

    /** Has nobody name a hall into whose queue numbers may be put. */
    void withoutHall() {
        hall = Optional.empty();
    }

    /** Tries every rule. */
    Verdicts tried(Hands hands) {
        return tried(Set.of(), hands);
    }

    /** @param hopeless rules for which nothing comes */
    Verdicts tried(Set<Rule> hopeless, Hands hands) {
        return triedIn(area, hopeless, hands);
    }

    /** Tries it where it is not, if need be. */
    Verdicts triedIn(String area, Set<Rule> hopeless, Hands hands) {
        URI address = broker.address();
        CheckPlan plan = new CheckPlan(address, area, "check-1", Optional.of("check-2"), Dsse.PUBLIC, hall, Optional.empty(),
                PATIENCE, GLANCE, hopeless, PATIENCE, CONTRACT);
        return new CheckPlatform(plan, clock, hands).run();
    }

    /** Does what is asked, as the platform's people would. */
    Optional<String> does(Deed deed) {
        switch (deed) {
            case KILL -> die();
            case START -> start();
            case BACKUP -> copy("", "backup-");
            case PUBLISH -> publish(content.with(content.matters().get(0).id(), page -> page.put("title", "第" + edition + "版")));
            case RESTORE -> {
                die();
                copy("backup-", "");
                start();
            }
        }
        return Optional.empty();
    }

    private void copy(String from, String to) {
        try {
            for (String file : FILES) {
                Files.deleteIfExists(directory.resolve(to + file));
                if (Files.exists(directory.resolve(from + file))) {
                    Files.copy(directory.resolve(from + file), directory.resolve(to + file));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Has it answer no question any more. */
    void silent() {
        answers.close();
    }

    @Override
    public void close() {
        answers.close();
        die();
    }

    private void die() {
        if (alive) {
            alive = false;
            platform.close();
        }
    }
}
