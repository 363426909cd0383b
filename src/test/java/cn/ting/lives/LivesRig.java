package cn.ting.lives;

import cn.ting.bench.Broker;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.CataloguePublisher;
import cn.ting.catalogue.Publication;
import cn.ting.platform.HallPlan;
import cn.ting.platform.Platform;
import cn.ting.platform.StoredFact;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Broker and platform for kiosks that die: real, in the harness's process, and with hands to break them. */
final class LivesRig implements AutoCloseable {

    private static final HallPlan HALL = new HallPlan(LifeWork.HALL,
            List.of(new HallPlan.Service("general", "D"), new HallPlan.Service("social-insurance", "A")), List.of("1"));

    private static final long ANSWER_MS = 30_000;

    final KioskClock clock = new SystemClock();
    final Broker broker = new Broker(0, clock);
    private final Set<String> lost = new HashSet<>();
    private final Path directory;
    private final CatalogueContent content;
    private final String matter;
    private final MqttAsyncClient stranger;
    private Platform platform;
    private Publication first;
    private long edition;

    LivesRig(Path directory) throws MqttException {
        this.directory = directory;
        this.content = CatalogueContent.read().mostAsked(6);
        this.matter = content.matters().get(0).id();
        broker.start();
        stranger = new MqttAsyncClient(broker.platformAddress().toString(), "stranger", new MemoryPersistence());
        startPlatform();
        publish();
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

    synchronized List<StoredFact> facts() {
        return platform.facts();
    }

    /** Copies the platform's store as it is now; it is away meanwhile. */
    synchronized void backUp() throws IOException {
        platform.close();
        copy("platform.db", "backup.db");
        startPlatform();
    }

    /** Puts the copy back, as after the loss of the platform's disk. */
    synchronized void restore() throws IOException, SQLException {
        Set<String> known = ids();
        platform.close();
        copy("platform.db", "lost.db");
        copy("backup.db", "platform.db");
        try (Connection restored = DriverManager.getConnection("jdbc:sqlite:" + file("platform.db"));
                Statement statement = restored.createStatement()) {
            statement.executeUpdate("DELETE FROM meta WHERE name = 'storeId'");
            statement.executeUpdate("ATTACH '" + file("lost.db") + "' AS lost");
            // As the contract has it: what was given since the copy is in the kiosks' hands, and numbers begin beyond it.
            statement.executeUpdate("INSERT INTO lease (kiosk, epoch, hall, service, date, id, slip_key, first, last, used)"
                    + " SELECT 'nobody', '', hall, service, date, 'beyond ' || hall || service || date, '', max(last), max(last), 1"
                    + " FROM lost.lease GROUP BY hall, service, date");
        }
        startPlatform();
        known.removeAll(ids());
        lost.addAll(known);
    }

    private Set<String> ids() {
        return platform.facts().stream().map(StoredFact::id).collect(Collectors.toSet());
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
        platform.close();
        broker.close();
    }
}
