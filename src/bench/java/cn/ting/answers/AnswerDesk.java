package cn.ting.answers;

import cn.ting.time.KioskClock;
import cn.ting.wire.BrokerEars;
import cn.ting.wire.PromptSockets;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jboss.logging.Logger;

/**
 * Hears {@code kiosk/+/up/request} and answers to where each question says. Comes back by itself after a loss; what was asked meanwhile is asked
 * again by whoever still wants to know. Safe for use by any thread.
 */
public final class AnswerDesk implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AnswerDesk.class);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final long ANSWER_MILLIS = 20_000;
    /** The contract's limit for an answer that is held. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final URI broker;
    private final String area;
    private final KioskClock clock;
    private final Map<String, Function<JsonNode, CompletableFuture<Answer>>> answers = new ConcurrentHashMap<>();
    private final AtomicLong heard = new AtomicLong();
    private final ObjectMapper json = new ObjectMapper();
    private MqttAsyncClient client;
    private boolean closed;

    public AnswerDesk(URI broker, String area, KioskClock clock) {
        this.broker = broker;
        this.area = area;
        this.clock = clock;
    }

    /**
     * Answers questions of a type from now on.
     *
     * @param type without {@code cn.ting.}
     * @param answer of the question's data; runs on the library's thread and may not wait
     */
    public void on(String type, Function<JsonNode, Answer> answer) {
        answers.put("cn.ting." + type, data -> CompletableFuture.completedFuture(answer.apply(data)));
    }

    /**
     * Answers questions of a type as soon as the answer is there; one that is not after a minute is {@code held}.
     *
     * @param type without {@code cn.ting.}
     * @param answer of the question's data; runs on the library's thread and may not wait
     */
    public void onceKnown(String type, Function<JsonNode, CompletableFuture<Answer>> answer) {
        answers.put("cn.ting." + type, data -> {
            CompletableFuture<Answer> known = answer.apply(data);
            KioskClock.Alarm late = clock.after(LONGEST, () -> known.complete(new Answer.None("held")));
            known.thenRun(late::cancel);
            return known;
        });
    }

    /** How many questions were heard. */
    public long heard() {
        return heard.get();
    }

    /** Connects, and goes on trying. */
    public synchronized void start() {
        if (closed || client != null && client.isConnected()) {
            return;
        }
        try {
            drop();
            client = new MqttAsyncClient(broker.toString(), "platform-answers", new MemoryPersistence());
            client.setCallback(new Ears());
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setSocketFactory(new PromptSockets());
            options.setCleanStart(true);
            options.setSessionExpiryInterval(0L);
            options.setAutomaticReconnect(false);
            client.connect(options).waitForCompletion(ANSWER_MILLIS);
            client.subscribe("ting/1/" + area + "/kiosk/+/up/request", 1).waitForCompletion(ANSWER_MILLIS);
        } catch (MqttException away) {
            clock.after(AGAIN, this::start);
        }
    }

    private void drop() throws MqttException {
        if (client != null) {
            client.disconnectForcibly(0, 100, false);
            client.close(true);
            client = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            drop();
        } catch (MqttException gone) {
            LOG.debug("the answers' client was gone", gone);
        }
    }

    private void answer(MqttMessage message) {
        MqttProperties asked = message.getProperties();
        if (asked == null || asked.getResponseTopic() == null || asked.getCorrelationData() == null) {
            return;
        }
        try {
            JsonNode question = json.readTree(message.getPayload());
            heard.incrementAndGet();
            Optional.ofNullable(answers.get(question.path("type").asText()))
                    .map(known -> known.apply(question.path("data")))
                    .orElseGet(() -> CompletableFuture.completedFuture(new Answer.None("type")))
                    .thenAccept(answer -> reply(question, answer, asked));
        } catch (IOException malformed) {
            LOG.debugf("a question cannot be read: %s", malformed.getMessage());
        } catch (RuntimeException dead) {
            LOG.debugf("nobody is there to answer a question: %s", dead.getMessage());
        }
    }

    private void reply(JsonNode question, Answer answer, MqttProperties asked) {
        try {
            MqttMessage reply = new MqttMessage(json.writeValueAsBytes(event(question, answer)));
            reply.setQos(1);
            MqttProperties properties = new MqttProperties();
            properties.setCorrelationData(asked.getCorrelationData());
            reply.setProperties(properties);
            MqttAsyncClient now;
            synchronized (this) {
                now = client;
            }
            if (now != null) {
                now.publish(asked.getResponseTopic(), reply);
            }
        } catch (IOException | MqttException unsaid) {
            LOG.debugf("a question has no answer: %s", unsaid.getMessage());
        }
    }

    private ObjectNode event(JsonNode question, Answer answer) {
        ObjectNode event = json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", question.path("id").asText() + "/a")
                .put("source", "/ting/1/" + area + "/platform")
                .put("type", question.path("type").asText() + ".reply")
                .put("time", clock.instant().toString());
        if (answer instanceof Answer.Json known) {
            event.set("data", known.data());
        } else if (answer instanceof Answer.Bytes known) {
            event.put("datacontenttype", "application/octet-stream").put("data_base64", known.bytes());
        } else if (answer instanceof Answer.None none) {
            event.put("refused", none.code());
        }
        return event;
    }

    private final class Ears implements BrokerEars {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            answer(message);
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            clock.after(AGAIN, AnswerDesk.this::start);
        }

        @Override
        public void mqttErrorOccurred(MqttException error) {
            LOG.debug("the answers' client stumbled", error);
        }
    }
}
