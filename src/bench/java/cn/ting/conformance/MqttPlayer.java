package cn.ting.conformance;

import cn.ting.wire.BrokerEars;
import cn.ting.wire.PromptSockets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** One connection of a played kiosk: clean start, session expiry 0, QoS 1. Whatever comes is written into the journal. */
final class MqttPlayer implements AutoCloseable {

    /** MQTT 5.0, 3.8.3.1: retain handling. */
    private static final int NOTHING_RETAINED = 2;
    private static final long ANSWER_MILLIS = 30_000;
    private static final int RECEIVE_MAXIMUM = 128;
    private static final int REFUSALS_FROM = 128;

    private final MqttAsyncClient client;

    /** The broker is away, or forbids what a kiosk must be able to do: nothing can be said of the platform then. */
    static final class BrokerTrouble extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BrokerTrouble(String what, Throwable why) {
            super(what, why);
        }
    }

    /** Connects; the will is retained. */
    MqttPlayer(CheckPlan plan, String kiosk, String willTopic, byte[] will, Journal journal) {
        try {
            client = new MqttAsyncClient(plan.broker().toString(), "ting-" + plan.area() + "-" + kiosk, new MemoryPersistence());
        } catch (MqttException wrong) {
            throw new BrokerTrouble("no client for " + plan.broker(), wrong);
        }
        client.setCallback(new Ears(kiosk, journal));
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setKeepAliveInterval(60);
        options.setWill(willTopic, message(will, true));
        if ("tcp".equals(plan.broker().getScheme())) {
            options.setSocketFactory(new PromptSockets());
        }
        plan.login().ifPresent(login -> {
            options.setUserName(login.user());
            options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
        });
        try {
            client.connect(options).waitForCompletion(ANSWER_MILLIS);
        } catch (MqttException away) {
            close();
            throw new BrokerTrouble(kiosk + " cannot connect to " + plan.broker(), away);
        }
    }

    private static MqttMessage message(byte[] payload, boolean retained) {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(1);
        message.setRetained(retained);
        return message;
    }

    /** Publishes and waits for the broker's answer. */
    void publish(String topic, byte[] payload, boolean retained) {
        try {
            IMqttToken token = client.publish(topic, message(payload, retained));
            token.waitForCompletion(ANSWER_MILLIS);
            check(topic, token);
        } catch (MqttException away) {
            throw new BrokerTrouble(topic + " cannot be published", away);
        }
    }

    /** Asks a question, and waits for the broker's answer only. */
    void ask(String topic, byte[] payload, String replyTo, String correlation, Duration expiry) {
        MqttMessage question = message(payload, false);
        MqttProperties properties = new MqttProperties();
        properties.setResponseTopic(replyTo);
        properties.setCorrelationData(correlation.getBytes(StandardCharsets.UTF_8));
        properties.setMessageExpiryInterval(expiry.toSeconds());
        question.setProperties(properties);
        try {
            IMqttToken token = client.publish(topic, question);
            token.waitForCompletion(ANSWER_MILLIS);
            check(topic, token);
        } catch (MqttException away) {
            throw new BrokerTrouble(topic + " cannot be published", away);
        }
    }

    /** Publishes at once, without a wait between them. */
    void publishAll(String topic, List<byte[]> payloads) {
        try {
            for (byte[] payload : payloads) {
                client.publish(topic, message(payload, false));
            }
        } catch (MqttException away) {
            throw new BrokerTrouble(topic + " cannot be published", away);
        }
    }

    /** Subscribes; what is retained comes anew. */
    void subscribe(List<String> filters) {
        try {
            IMqttToken token = client.subscribe(filters.stream().map(filter -> new MqttSubscription(filter, 1)).toArray(MqttSubscription[]::new));
            token.waitForCompletion(ANSWER_MILLIS);
            check(String.join(", ", filters), token);
        } catch (MqttException away) {
            throw new BrokerTrouble(filters + " cannot be subscribed", away);
        }
    }

    /** Subscribes to what is published from now on; what is retained does not come. */
    void subscribeToNews(String filter) {
        MqttSubscription news = new MqttSubscription(filter, 1);
        news.setRetainHandling(NOTHING_RETAINED);
        try {
            IMqttToken token = client.subscribe(new MqttSubscription[] {news});
            token.waitForCompletion(ANSWER_MILLIS);
            check(filter, token);
        } catch (MqttException away) {
            throw new BrokerTrouble(filter + " cannot be subscribed", away);
        }
    }

    void unsubscribe(List<String> filters) {
        try {
            client.unsubscribe(filters.toArray(String[]::new)).waitForCompletion(ANSWER_MILLIS);
        } catch (MqttException away) {
            throw new BrokerTrouble(filters + " cannot be unsubscribed", away);
        }
    }

    private static void check(String what, IMqttToken token) {
        int[] reasons = token.getReasonCodes();
        if (reasons != null && Arrays.stream(reasons).anyMatch(reason -> reason >= REFUSALS_FROM)) {
            throw new BrokerTrouble("the broker forbids " + what, null);
        }
    }

    /** Leaves in order, so that no will is published. */
    void leave() {
        try {
            client.disconnect(ANSWER_MILLIS).waitForCompletion(ANSWER_MILLIS);
        } catch (MqttException gone) {
            // Then there is nobody to take leave of.
        }
        close();
    }

    @Override
    public void close() {
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
    }

    private record Ears(String kiosk, Journal journal) implements BrokerEars {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            journal.add(new Journal.Heard(kiosk, topic, message.getPayload(), message.isRetained(), message.getQos(),
                    correlation(message.getProperties()), journal.uptime()));
        }

        private static String correlation(MqttProperties properties) {
            boolean none = properties == null || properties.getCorrelationData() == null;
            return none ? "" : new String(properties.getCorrelationData(), StandardCharsets.UTF_8);
        }
    }
}
