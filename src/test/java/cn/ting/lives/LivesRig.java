package cn.ting.lives;

import cn.ting.answers.AnswerDesk;
import cn.ting.bench.Broker;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.CataloguePublisher;
import cn.ting.catalogue.Publication;
import cn.ting.platform.HallPlan;
import cn.ting.platform.Platform;
import cn.ting.platform.StoredFact;
import cn.ting.quota.QuotaAnswers;
import cn.ting.quota.Quotas;
import cn.ting.quota.SlotPlan;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Broker and platform for kiosks that die: real, in the harness's process, and with hands to break them. */
final class LivesRig implements AutoCloseable {

    /** Few enough that times run out. */
    private static final int QUOTA = 20;

    private static final HallPlan HALL = new HallPlan(LifeWork.HALL,
            List.of(new HallPlan.Service("general", "D"), new HallPlan.Service("social-insurance", "A")), List.of("1"), "calls 3",
            Optional.of(new SlotPlan(Stream.of(DayOfWeek.values()).collect(Collectors.toMap(day -> day, day -> List.of("00:00-24:00"))), QUOTA)));

    private static final LocalTime MORNING = LocalTime.of(10, 0);
    private static final int PIECE = 1_000;
    private static final long ANSWER_MS = 30_000;

    /** How far the clocks of all here are from the machine's: in the morning there are times for the rest of the day, and midnight is far. */
    final Duration ahead = untilMorning();
    final KioskClock clock = new ShiftedClock(ahead, true);
    final Broker broker = new Broker(0, clock);
    private final Set<String> lost = new HashSet<>();
    private final Set<String> forgotten = new HashSet<>();
    private final Set<String> noShows = new HashSet<>();
    private final Path directory;
    private final CatalogueContent content;
    private final String matter;
    private final MqttAsyncClient stranger;
    private final AnswerDesk answers;
    private Platform platform;
    private Publication first;
    private long edition;

    LivesRig(Path directory) throws MqttException {
        this.directory = directory;
        this.content = CatalogueContent.read().mostAsked(6);
        this.matter = content.matters().get(0).id();
        broker.start();
        stranger = new MqttAsyncClient(broker.platformAddress().toString(), "stranger", new MemoryPersistence());
        answers = new AnswerDesk(broker.platformAddress(), Life.AREA, clock);
        new QuotaAnswers(this::appointments, clock).at(answers);
        startPlatform();
        answers.start();
        publish();
    }

    private static Duration untilMorning() {
        LocalDateTime now = new SystemClock().local();
        return Duration.between(now, now.toLocalDate().atTime(MORNING));
    }

    synchronized void startPlatform() {
        platform = new Platform(broker.platformAddress(), Life.AREA, file("platform.db"), List.of(HALL), clock);
        platform.start();
    }

    /** The next edition of the catalogue; all of its texts name it. */
    synchronized void publish() {
        edition++;
        String title = LifeWork.MATTER_MARK + edition;
        Publication fresh = new CataloguePublisher(platform::sign)
                .publish(content.with(matter, page -> page.put("title", title)), edition, clock.instant());
        if (first == null) {
            first = fresh;
        }
        fresh.to(platform::publishRetained);
    }

    /** The head of long ago once more, as it was signed, and then the one in force, as the broker would have it. */
    synchronized void replayHead() {
        first.to((topic, payload) -> {
            if (topic.equals(Publication.HEAD)) {
                platform.publishRetained(topic, payload);
            }
        });
        publish();
    }

    /** The matter whose title names the edition. */
    String matter() {
        return matter;
    }

    synchronized Platform platform() {
        return platform;
    }

    /** All that it has, asked for a piece at a time: of twenty thousand lives there is more than is told in one go. */
    synchronized List<StoredFact> facts() {
        List<StoredFact> all = new ArrayList<>();
        List<StoredFact> piece;
        do {
            piece = platform.facts(all.isEmpty() ? 0 : all.get(all.size() - 1).place(), PIECE);
            all.addAll(piece);
        } while (piece.size() == PIECE);
        return all;
    }

    /** Copies the platform's store as it is now; it is away meanwhile. */
    synchronized void backUp() throws IOException {
        platform.close();
        copy("platform.db", "backup.db");
        startPlatform();
    }

    /** Puts the copy back, as after the loss of the platform's disk. */
    synchronized void restore() throws IOException, SQLException {
        platform.close();
        copy("platform.db", "lost.db");
        copy("backup.db", "platform.db");
        try (Connection restored = DriverManager.getConnection("jdbc:sqlite:" + file("platform.db"));
                Statement statement = restored.createStatement()) {
            statement.executeUpdate("DELETE FROM meta WHERE name = 'storeId'");
            statement.executeUpdate("ATTACH '" + file("lost.db") + "' AS lost");
            // What came until the very end is in it too.
            try (ResultSet gone = statement.executeQuery("SELECT kiosk || '/' || epoch || '/' || number FROM lost.fact"
                    + " EXCEPT SELECT kiosk || '/' || epoch || '/' || number FROM fact")) {
                while (gone.next()) {
                    lost.add(gone.getString(1));
                }
            }
            // As the contract has it: what was given since the copy is in the kiosks' hands, and numbers begin beyond it.
            statement.executeUpdate("INSERT INTO lease (kiosk, epoch, hall, service, date, id, slip_key, first, last, used)"
                    + " SELECT 'nobody', '', hall, service, date, 'beyond ' || hall || service || date, '', max(last), max(last), 1"
                    + " FROM lost.lease GROUP BY hall, service, date");
        }
        startPlatform();
        try (Stream<Path> journals = Files.list(directory)) {
            for (Path journal : journals.filter(file -> file.toString().endsWith(".journal")).toList()) {
                Journal.read(journal, "asked").forEach(asked -> forgotten.add(asked[0]));
            }
        }
    }

    /** The appointments whose outcome the platform may have decided before it was restored, and may have decided otherwise since. */
    synchronized Set<String> forgotten() {
        return forgotten;
    }

    /**
     * Somebody books by telephone and will come to that kiosk.
     *
     * @param late so late that the platform has given them up by then
     */
    synchronized void telephone(String kiosk, String service, boolean late) throws IOException {
        LocalTime from = LocalTime.of(clock.local().getHour(), 0);
        LocalDate today = clock.local().toLocalDate();
        JsonNode booked = platform.moveAppointments(quotas -> {
            String code = quotas.byTelephone(HALL.id(), service, today, from, LifeWork.ZHANG.name(), LifeWork.ZHANG.number());
            JsonNode known = quotas.withCode(code, today).orElseThrow();
            if (late) {
                quotas.noShow(code);
            }
            return known;
        });
        String appointment = booked.path("appointment").asText();
        if (late) {
            noShows.add(appointment);
        }
        try (Journal told = new Journal(file(kiosk + ".told"))) {
            told.shown("booked", appointment, booked.path("code").asText());
        }
    }

    /** The appointments whose holders were given up. */
    synchronized Set<String> noShows() {
        return noShows;
    }

    /** What the platform says to the code of an appointment. */
    synchronized Optional<ObjectNode> withCode(String code) {
        return appointments(quotas -> quotas.withCode(code, clock.local().toLocalDate()));
    }

    private synchronized <T> T appointments(Quotas.Work<T> work) {
        return platform.appointments(work);
    }

    /** The facts that the platform had before it was put back, and not in its copy. */
    synchronized Set<String> lost() {
        return lost;
    }

    /** Says something to kiosks that no platform says. */
    void garbage(String topicBelowArea, byte[] payload, boolean retained) throws MqttException {
        if (!stranger.isConnected()) {
            stranger.connect().waitForCompletion(ANSWER_MS);
        }
        stranger.publish("ting/1/" + Life.AREA + "/" + topicBelowArea, payload, 1, retained).waitForCompletion(ANSWER_MS);
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private void copy(String from, String to) throws IOException {
        for (String part : List.of("-shm", "-wal", "")) {
            Files.deleteIfExists(file(to + part));
        }
        Files.copy(file(from), file(to), StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(file(from + "-wal"))) {
            Files.copy(file(from + "-wal"), file(to + "-wal"));
        }
    }

    @Override
    public void close() {
        try {
            stranger.disconnectForcibly(0, 100, false);
        } catch (MqttException gone) {
            // It never connected, or the broker is away.
        }
        answers.close();
        platform.close();
        broker.close();
    }
}
