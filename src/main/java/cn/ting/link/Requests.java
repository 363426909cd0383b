package cn.ting.link;

import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jboss.logging.Logger;

/**
 * Questions to the platform that change nothing there, by MQTT's request and response (MQTT 5.0, 4.10): nothing of them is kept anywhere, an
 * answer that comes late or twice is dropped, and whatever has an effect is a fact. Safe for use by any thread.
 */
public final class Requests {

    /** How long a question may wait for its answer: the platform may hold it for 60 s. */
    public static final Duration LONGEST = Duration.ofSeconds(70);

    private static final Logger LOG = Logger.getLogger(Requests.class);
    private static final int MOST_OPEN = 16;
    private static final int MOST_BYTES = 16 * 1024;

    /** What came of a question. */
    public sealed interface Reply {

        /**
         * The platform's answer.
         *
         * @param data the CloudEvent's {@code data} as JSON, or the bytes of its {@code data_base64}
         */
        record Answered(byte[] data) implements Reply {}

        /**
         * The platform says that it has no answer.
         *
         * @param code its reason, such as {@code unknown}
         */
        record Refused(String code) implements Reply {}

        /** No answer came in time, or too many questions are open; whoever asked may ask again. */
        record Unanswered() implements Reply {}
    }

    /** A question until its answer or its deadline; {@code told} once this connection has carried it. */
    private static final class Open {
        private final byte[] event;
        private final Duration until;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private boolean told;

        Open(byte[] event, Duration until) {
            this.event = event;
            this.until = until;
        }
    }

    private final Topics topics;
    private final String boot;
    private final KioskClock clock;
    private final Runnable asked;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private long count;

    /**
     * @param boot of this process, so that an answer to an earlier one fits no question of this one
     * @param asked told that there is a question to carry
     */
    Requests(Topics topics, String boot, KioskClock clock, Runnable asked) {
        this.topics = topics;
        this.boot = boot;
        this.clock = clock;
        this.asked = asked;
    }

    /**
     * Asks. The question is carried by the next connection too, as long as its deadline allows; without a link it waits for one.
     *
     * @param type without {@code cn.ting.}, such as {@code catalogue.blob}
     * @param data a JSON object in UTF-8, at most 16 KiB, without a personal datum in clear
     * @param deadline more than zero, at most {@link #LONGEST}
     * @return completed on the link's worker or the clock's thread, so that what follows may only enqueue; never fails. Cancelling it withdraws
     *     the question
     */
    public CompletableFuture<Reply> ask(String type, byte[] data, Duration deadline) {
        if (data.length > MOST_BYTES || deadline.compareTo(LONGEST) > 0 || deadline.toMillis() <= 0) {
            throw new IllegalArgumentException("a question of " + data.length + " bytes for " + deadline);
        }
        Open question;
        String id;
        synchronized (this) {
            if (open.size() >= MOST_OPEN) {
                return CompletableFuture.completedFuture(new Reply.Unanswered());
            }
            id = topics.kiosk() + "/" + boot + "/q" + ++count;
            question = new Open(event(id, type, data), clock.uptime().plus(deadline));
            open.put(id, question);
        }
        KioskClock.Alarm late = clock.after(deadline, () -> question.reply.complete(new Reply.Unanswered()));
        question.reply.whenComplete((reply, cancelled) -> {
            late.cancel();
            forget(id);
        });
        asked.run();
        return question.reply;
    }

    private synchronized void forget(String id) {
        open.remove(id);
    }

    private byte[] event(String id, String type, byte[] data) {
        try {
            ObjectNode event = json.createObjectNode()
                    .put("specversion", "1.0")
                    .put("id", id)
                    .put("source", topics.source())
                    .put("type", "cn.ting." + type)
                    .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                    .put("datacontenttype", "application/json");
            event.set("data", json.readTree(data));
            return json.writeValueAsBytes(event);
        } catch (IOException notJson) {
            throw new IllegalArgumentException("a question's data is JSON", notJson);
        }
    }

    /** A new connection has carried nothing yet; for the link's worker. */
    synchronized void renew() {
        open.values().forEach(question -> question.told = false);
    }

    /** Carries what this connection has not carried, as far as the broker takes more now; for the link's worker, to be called again then. */
    void tell(MqttSession session) throws MqttException {
        for (Map.Entry<String, Open> entry : untold()) {
            Open question = entry.getValue();
            long left = question.until.minus(clock.uptime()).toSeconds();
            if (session.credit() == 0) {
                return;
            }
            question.told = true;
            // The broker counts whole seconds; what has less than one left is not worth asking.
            if (left > 0 && !session.tooLarge(topics.up(Topics.REQUEST), question.event)) {
                session.ask(topics.up(Topics.REQUEST), question.event, topics.down(Topics.REPLY),
                        entry.getKey().getBytes(StandardCharsets.UTF_8), left);
            }
        }
    }

    private synchronized List<Map.Entry<String, Open>> untold() {
        return new ArrayList<>(open.entrySet().stream().filter(entry -> !entry.getValue().told).map(entry -> Map.entry(entry.getKey(), entry.getValue())).toList());
    }

    /** Takes an answer; one to no open question is dropped. For the link's worker. */
    void read(Document document) {
        String id = new String(document.correlation(), StandardCharsets.UTF_8);
        Open question;
        synchronized (this) {
            question = open.get(id);
        }
        if (question == null) {
            return;
        }
        try {
            JsonNode event = json.readTree(document.payload());
            if (event.path("refused").isTextual()) {
                question.reply.complete(new Reply.Refused(event.path("refused").textValue()));
            } else if (event.path("data_base64").isTextual()) {
                question.reply.complete(new Reply.Answered(event.path("data_base64").binaryValue()));
            } else if (event.path("data").isObject()) {
                question.reply.complete(new Reply.Answered(json.writeValueAsBytes(event.path("data"))));
            } else {
                throw new IOException("neither data nor a refusal");
            }
        } catch (IOException malformed) {
            LOG.warnf("an answer of the platform cannot be read and is dropped: %s", malformed.getClass().getSimpleName());
        }
    }
}
