package cn.ting.platform;

import cn.ting.time.KioskClock;
import cn.ting.wire.BrokerEars;
import cn.ting.wire.PromptSockets;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jboss.logging.Logger;

/**
 * The platform's place at the broker. It comes back by itself after a loss, and then publishes every retained document
 * again, oldest first, because this broker forgets them with its process. For the platform's own thread only.
 */
final class PlatformSession {

    private static final Logger LOG = Logger.getLogger(PlatformSession.class);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final long ANSWER_MILLIS = 20_000;

    private final URI broker;
    private final String filter;
    private final String willTopic;
    private final byte[] will;
    private final KioskClock clock;
    private final Runnable reconnect;
    private final BiConsumer<String, byte[]> ears;
    private final Mouth mouth;
    private final Map<String, byte[]> retained = new LinkedHashMap<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private MqttAsyncClient client;
    private boolean closed;

    /**
     * @param filter what it hears
     * @param ears runs on the library's thread and may only enqueue
     * @param reconnect runs on the library's or the clock's thread; leads to {@link #connect} on the platform's own
     */
    PlatformSession(URI broker, String filter, String willTopic, byte[] will, KioskClock clock, BiConsumer<String, byte[]> ears,
            Runnable reconnect, Mouth mouth) {
        this.broker = broker;
        this.filter = filter;
        this.willTopic = willTopic;
        this.will = will;
        this.clock = clock;
        this.ears = ears;
        this.mouth = mouth;
        this.reconnect = reconnect;
    }

    /** Connects, or tries again in a moment. */
    void connect() {
        if (closed || client != null && client.isConnected()) {
            return;
        }
        forget();
        try {
            client = new MqttAsyncClient(broker.toString(), willTopic.replace('/', '-'), new MemoryPersistence());
            client.setCallback(new Ears());
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setSocketFactory(new PromptSockets());
            options.setCleanStart(true);
            options.setSessionExpiryInterval(0L);
            options.setAutomaticReconnect(false);
            options.setReceiveMaximum(256);
            mouth.leaves(new Mouth.Word(willTopic, will, true)).ifPresent(last -> options.setWill(last.topic(), message(last)));
            client.connect(options).waitForCompletion(ANSWER_MILLIS);
            client.subscribe(filter, 1).waitForCompletion(ANSWER_MILLIS);
            for (Map.Entry<String, byte[]> document : retained.entrySet()) {
                send(document.getKey(), document.getValue(), true);
            }
        } catch (MqttException away) {
            LOG.debugf("the platform is not connected: %s", away.getMessage());
            forget();
            again();
        }
    }

    /** Publishes a document that stays; the newest of a topic goes last when all are published again. */
    void publishRetained(String topic, byte[] payload) {
        retained.remove(topic);
        if (payload.length > 0) {
            retained.put(topic, payload);
        }
        publish(topic, payload, true);
    }

    /** Publishes to whoever listens now; lost when nobody does or the broker is away. */
    void publish(String topic, byte[] payload) {
        publish(topic, payload, false);
    }

    private void publish(String topic, byte[] payload, boolean keep) {
        if (client == null) {
            return;
        }
        try {
            send(topic, payload, keep);
        } catch (MqttException away) {
            LOG.debugf("%s was not published: %s", topic, away.getMessage());
        }
    }

    private void send(String topic, byte[] payload, boolean keep) throws MqttException {
        for (Mouth.Word word : mouth.says(new Mouth.Word(topic, payload, keep))) {
            IMqttToken token = client.publish(word.topic(), message(word));
            token.waitForCompletion(ANSWER_MILLIS);
        }
    }

    private static MqttMessage message(Mouth.Word word) {
        MqttMessage message = new MqttMessage(word.payload());
        message.setQos(1);
        message.setRetained(word.retained());
        return message;
    }

    /** Leaves without a good-bye, so that the broker publishes the will. */
    void close() {
        closed = true;
        forget();
    }

    private void forget() {
        if (client == null) {
            return;
        }
        try {
            client.disconnectForcibly(0, 100, false);
        } catch (MqttException gone) {
            // Closed below all the same.
        }
        try {
            client.close(true);
        } catch (MqttException gone) {
            // Nothing more to give up.
        }
        client = null;
    }

    private void again() {
        if (waiting.compareAndSet(false, true)) {
            clock.after(AGAIN, () -> {
                waiting.set(false);
                reconnect.run();
            });
        }
    }

    private final class Ears implements BrokerEars {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            ears.accept(topic, message.getPayload());
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            again();
        }

        @Override
        public void mqttErrorOccurred(MqttException error) {
            LOG.debug("the platform's client stumbled", error);
        }
    }
}
