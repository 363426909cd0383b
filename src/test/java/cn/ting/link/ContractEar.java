package cn.ting.link;

import cn.ting.wire.BrokerEars;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** Hears every message on a broker and holds it to the written contract. */
public final class ContractEar implements AutoCloseable {

    /** The schema of each topic, by its last part. */
    static final Map<String, String> SCHEMAS = Map.ofEntries(
            Map.entry("up/fact", "fact"),
            Map.entry("up/birth", "birth"),
            Map.entry("up/gone", "gone"),
            Map.entry("up/health", "health"),
            Map.entry("up/telemetry", "telemetry"),
            Map.entry("up/request", "request"),
            Map.entry("down/reply", "reply"),
            Map.entry("down/receipt", "receipt"),
            Map.entry("down/lease", "envelope"),
            Map.entry("down/naming", "envelope"),
            Map.entry("down/commands", "envelope"),
            Map.entry("down/setup", "envelope"),
            Map.entry("down/release", "envelope"),
            Map.entry("catalogue/root/1", "envelope"),
            Map.entry("down/tally", "tally"),
            Map.entry("platform/state", "platform-state"),
            Map.entry("catalogue/head", "envelope"),
            Map.entry("/board", "board"));

    private static final Path SCHEMA_FILES =
            Path.of(System.getProperty("project.root", "."), "src/docs/contract/schema");
    private static final long PATIENCE_MS = Duration.ofSeconds(60).toMillis();

    private record Message(String topic, byte[] payload) {}

    private final ObjectMapper json = new ObjectMapper();
    private final ConcurrentLinkedQueue<Message> heard = new ConcurrentLinkedQueue<>();
    private final MqttAsyncClient client;

    /** @param broker such as {@code tcp://127.0.0.1:1883} */
    public ContractEar(String broker) throws MqttException {
        client = new MqttAsyncClient(broker, "contract-ear", new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        client.connect(options).waitForCompletion(PATIENCE_MS);
        client.setCallback((BrokerEars) (topic, message) -> heard.add(new Message(topic, message.getPayload())));
        client.subscribe(new MqttSubscription("ting/1/#", 1)).waitForCompletion(PATIENCE_MS);
    }

    /** The kinds of topic heard so far, as {@link #SCHEMAS} names them. */
    public TreeSet<String> kinds() {
        TreeSet<String> kinds = new TreeSet<>();
        heard.forEach(message -> kinds.add(kind(message.topic)));
        return kinds;
    }

    /** Every message of a kind heard so far, as {@link #SCHEMAS} names it. */
    public List<JsonNode> heard(String kind) {
        return heard.stream().filter(message -> kind(message.topic).equals(kind)).map(message -> tree(message.payload)).toList();
    }

    /** The ids of the events heard before the first message of a kind, and of what else has one. */
    public Set<String> idsBefore(String kind) {
        return heard.stream().takeWhile(message -> !kind(message.topic).equals(kind))
                .map(message -> tree(message.payload).path("id").asText())
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    private JsonNode tree(byte[] payload) {
        try {
            return json.readTree(payload);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** What was sent against the contract, a line a breach; empty when all of it kept to it. */
    public List<String> breaches() throws IOException {
        List<String> breaches = new ArrayList<>();
        for (Message message : heard) {
            if (message.payload.length > 0 && !message.topic.contains("/catalogue/blob/")) {
                check(message, breaches);
            }
        }
        return breaches;
    }

    private void check(Message message, List<String> breaches) throws IOException {
        JsonNode document = json.readTree(message.payload);
        String kind = kind(message.topic);
        if (!SCHEMAS.containsKey(kind)) {
            breaches.add(kind);
            return;
        }
        keeps(SCHEMAS.get(kind), document, breaches);
        switch (kind) {
            case "up/fact" -> keeps(document.path("type").asText().substring("cn.ting.".length()), document.path("data"), breaches);
            case "down/lease" -> keeps("leases", inside(document), breaches);
            case "down/naming" -> keeps("naming", inside(document), breaches);
            case "down/commands" -> keeps("commands", inside(document), breaches);
            case "down/setup" -> keeps("setup", inside(document), breaches);
            case "down/release" -> keeps("release", inside(document), breaches);
            case "catalogue/root/1" -> keeps("root", inside(document), breaches);
            case "catalogue/head" -> keeps("catalogue-head", inside(document), breaches);
            case "/board" -> {
                if (message.payload.length > 8 * 1024) {
                    breaches.add("a board of " + message.payload.length + " bytes");
                }
            }
            default -> { }
        }
    }

    private JsonNode inside(JsonNode envelope) throws IOException {
        return json.readTree(Base64.getDecoder().decode(envelope.path("payload").asText()));
    }

    private static void keeps(String name, JsonNode document, List<String> breaches) throws IOException {
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(SCHEMA_FILES.resolve(name + ".schema.json")))
                .validate(document)
                .forEach(breach -> breaches.add(name + ": " + breach + " in " + document));
    }

    private static String kind(String topic) {
        return SCHEMAS.keySet().stream().filter(topic::endsWith).findFirst().orElse("unknown topic " + topic);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 100, false);
        client.close(true);
    }
}
