package cn.ting.mileage;

import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jboss.logging.Logger;

/**
 * The barest platform that keeps the contract's word on facts: it commits what came, at most fifty a time, to SQLite with synchronous
 * FULL, and then says by message what it has. It looks at ids alone. One thread of its own does all of it.
 */
final class BareIntake implements AutoCloseable {

    static final String AREA = "measured";

    private static final Logger LOG = Logger.getLogger(BareIntake.class);
    private static final int MOST_A_COMMIT = 50;
    /** Less than fifty are committed once nothing came for so long. */
    private static final int LINGER_MS = 2;

    private static final int MOST_WAITING = 65_536;
    private static final String ROOT = "ting/1/" + AREA + "/";
    private static final String STATE = ROOT + "platform/state";
    private static final byte[] ID = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);

    private record Message(String topic, byte[] payload) {}

    /** Whose numbers. */
    private record Owner(String kiosk, String epoch) {}

    private final ObjectMapper json = new ObjectMapper();
    private final BlockingQueue<Message> came = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<Owner, Account> accounts = new HashMap<>();
    private final AtomicLong stored = new AtomicLong();
    private final Set<String> born = ConcurrentHashMap.newKeySet();
    private final KioskClock clock;
    private final Connection connection;
    private final PreparedStatement insert;
    private final BareClient client;
    private final Thread worker = new Thread(this::work, "bare-intake");
    private volatile Duration firstStored;

    /** Opens a new file and listens; says nothing of itself yet. */
    BareIntake(URI broker, Path file, KioskClock clock) throws SQLException, MqttException {
        this.clock = clock;
        Properties pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", "FULL");
        connection = DriverManager.getConnection("jdbc:sqlite:" + file, pragmas);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE fact (place INTEGER PRIMARY KEY, kiosk TEXT NOT NULL, epoch TEXT NOT NULL,"
                    + " number INTEGER NOT NULL, event BLOB NOT NULL, UNIQUE (kiosk, epoch, number))");
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT OR IGNORE INTO fact (kiosk, epoch, number, event) VALUES (?, ?, ?, ?)");
        client = new BareClient(broker, "bare-intake", (topic, payload) -> came.put(new Message(topic, payload)));
        client.subscribe(ROOT + "kiosk/+/up/#");
        worker.setDaemon(true);
        worker.start();
    }

    static String factTopic(String kiosk) {
        return ROOT + "kiosk/" + kiosk + "/up/fact";
    }

    static String receiptTopic(String kiosk) {
        return ROOT + "kiosk/" + kiosk + "/down/receipt";
    }

    /** Says, retained, that it stores: kiosks begin to send. */
    void open() throws MqttException, InterruptedException {
        client.publish(STATE, "{\"storing\":true,\"storeId\":\"bare\",\"boot\":\"bare\"}".getBytes(StandardCharsets.UTF_8), true);
    }

    /** Takes that word back, for those who come later. */
    void shut() throws MqttException, InterruptedException {
        client.publish(STATE, new byte[0], true);
    }

    /** Facts stored, each once. */
    long stored() {
        return stored.get();
    }

    /** True once the birth of that kiosk was heard. */
    boolean heardOf(String kiosk) {
        return born.contains(kiosk);
    }

    /** When the first fact since {@link #forgetFirst} was on disk, in the clock's uptime; null while there is none. */
    Duration firstStored() {
        return firstStored;
    }

    void forgetFirst() {
        firstStored = null;
    }

    private void work() {
        List<Message> batch = new ArrayList<>(MOST_A_COMMIT);
        try {
            while (true) {
                batch.add(came.take());
                Message next = came.poll(LINGER_MS, TimeUnit.MILLISECONDS);
                while (next != null && batch.add(next) && batch.size() < MOST_A_COMMIT) {
                    next = came.poll(LINGER_MS, TimeUnit.MILLISECONDS);
                }
                take(batch);
                batch.clear();
            }
        } catch (InterruptedException closed) {
            // The end.
        } catch (SQLException | MqttException | IOException | RuntimeException bug) {
            LOG.error("the bare platform stumbled and stores no more", bug);
        }
    }

    private void take(List<Message> batch) throws SQLException, MqttException, IOException, InterruptedException {
        Map<Owner, List<Long>> heard = new LinkedHashMap<>();
        int fresh = 0;
        for (Message message : batch) {
            if (message.topic.endsWith("/up/fact")) {
                fresh += store(message.payload, heard);
            } else if (message.topic.endsWith("/up/birth")) {
                String kiosk = message.topic.split("/")[4];
                heard.putIfAbsent(new Owner(kiosk, json.readTree(message.payload).path("session").path("epoch").asText()), new ArrayList<>());
                born.add(kiosk);
            }
        }
        connection.commit();
        if (fresh > 0) {
            stored.addAndGet(fresh);
            if (firstStored == null) {
                firstStored = clock.uptime();
            }
        }
        for (Map.Entry<Owner, List<Long>> each : heard.entrySet()) {
            Owner owner = each.getKey();
            byte[] receipt = accounts.computeIfAbsent(owner, unknown -> new Account()).receipt(json, owner.epoch, each.getValue());
            client.publish(receiptTopic(owner.kiosk), receipt, false);
        }
    }

    private int store(byte[] event, Map<Owner, List<Long>> heard) throws SQLException {
        String[] id = id(event).split("/");
        Owner owner = new Owner(id[0], id[1]);
        long number = Long.parseLong(id[2]);
        heard.computeIfAbsent(owner, first -> new ArrayList<>()).add(number);
        insert.setString(1, owner.kiosk);
        insert.setString(2, owner.epoch);
        insert.setLong(3, number);
        insert.setBytes(4, event);
        int fresh = insert.executeUpdate();
        accounts.computeIfAbsent(owner, unknown -> new Account()).add(number);
        return fresh;
    }

    private static String id(byte[] event) {
        int from = 0;
        while (!startsWithId(event, from)) {
            from++;
        }
        int to = from + ID.length;
        while (event[to] != '"') {
            to++;
        }
        return new String(event, from + ID.length, to - from - ID.length, StandardCharsets.US_ASCII);
    }

    private static boolean startsWithId(byte[] event, int from) {
        for (int i = 0; i < ID.length; i++) {
            if (event[from + i] != ID[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws SQLException, MqttException, InterruptedException {
        client.close();
        worker.interrupt();
        worker.join();
        connection.close();
    }

    /** What is stored of one epoch: all through a number, and ranges beyond it by where they begin. */
    private static final class Account {

        private final TreeMap<Long, Long> beyond = new TreeMap<>();
        private long through;

        void add(long number) {
            Map.Entry<Long, Long> below = beyond.floorEntry(number);
            if (number <= through || below != null && number <= below.getValue()) {
                return;
            }
            long from = below != null && below.getValue() == number - 1 ? below.getKey() : number;
            Long to = beyond.remove(number + 1);
            beyond.put(from, to == null ? number : to);
            if (beyond.firstKey() == through + 1) {
                through = beyond.pollFirstEntry().getValue();
            }
        }

        byte[] receipt(ObjectMapper json, String epoch, List<Long> came) throws IOException {
            ObjectNode receipt = json.createObjectNode().put("epoch", epoch).put("through", through);
            ArrayNode also = receipt.putArray("also");
            beyond.forEach((from, to) -> {
                if (from.equals(to)) {
                    also.add(from);
                } else {
                    also.addArray().add(from).add(to);
                }
            });
            ArrayNode answered = receipt.putArray("came");
            came.forEach(answered::add);
            receipt.putArray("refused");
            return json.writeValueAsBytes(receipt.put("storeId", "bare"));
        }
    }
}
