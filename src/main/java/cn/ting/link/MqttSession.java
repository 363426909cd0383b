package cn.ting.link;

import cn.ting.link.Signals.Answered;
import cn.ting.link.Signals.Arrived;
import cn.ting.link.Signals.Bell;
import cn.ting.link.Signals.Ended;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttConnAck;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * One connection to the broker, from CONNECT to its end; never used twice. Nothing of it outlives it: clean start, session
 * expiry 0, no buffer and no files of the library. Called by the link's worker only; the library's threads only put
 * signals.
 */
final class MqttSession {

    /**
     * How many messages the broker may send unanswered. Far more than the blobs asked for at once with boards and leases
     * beside them: Artemis leaves other subscriptions waiting once this is reached, answered or not.
     */
    static final int RECEIVE_MAXIMUM = 128;

    /**
     * The largest packet the broker may send: twice the contract's largest message. It drops a larger one, which the library would otherwise
     * take whole into memory, up to 256 MB, at every connection anew where it is retained.
     */
    static final long LARGEST_PACKET = 256 * 1024;

    private static final int QOS = 1;
    /** Of one connection there are six, and those of the last may still be ending. */
    private static final int MOST_THREADS = 64;
    private static final int MQTT5_ABSENT = 65_535;
    private static final int REFUSALS_FROM = 128;
    /** MQTT 5.0, 3.14.2.1; mosquitto only closes the connection then. */
    private static final int SESSION_TAKEN_OVER = 142;

    private final MqttAsyncClient client;
    private final Signals signals;
    private final long answerMillis;
    /** The worker takes of it before it sends, the library's threads give back. */
    private final AtomicInteger credit = new AtomicInteger();
    /** Topics whose last publish the broker took. */
    private final Set<String> welcome = ConcurrentHashMap.newKeySet();
    private long maximumPacket;

    private MqttSession(LinkSettings settings, String clientId, Signals signals) throws MqttException {
        this.client = new MqttAsyncClient(settings.broker().toString(), clientId, new MemoryPersistence());
        this.signals = signals;
        this.answerMillis = settings.answerWithin().toMillis();
        client.setManualAcks(true);
        client.setCallback(new Ears());
    }

    /**
     * Connects.
     *
     * @param sockets of TLS for a broker at {@code ssl://}
     * @param willTopic where the broker says, retained, that this session is gone
     * @param will what it says; empty for a session that is not announced
     * @throws MqttException when the broker cannot be reached, refuses, or does not answer in time; nothing is left behind
     */
    static MqttSession open(LinkSettings settings, SocketFactory sockets, String clientId, String willTopic, Optional<byte[]> will,
            Signals signals) throws MqttException {
        MqttSession session = new MqttSession(settings, clientId, signals);
        try {
            session.connect(settings, sockets, willTopic, will);
            return session;
        } catch (MqttException failed) {
            session.abandon();
            throw failed;
        }
    }

    private void connect(LinkSettings settings, SocketFactory sockets, String willTopic, Optional<byte[]> will) throws MqttException {
        MqttConnectionOptions options = options(settings, sockets);
        will.ifPresent(last -> options.setWill(willTopic, retained(last)));
        IMqttToken token = client.connect(options);
        // The library's own timeout does not bound the wait for the broker's answer.
        token.waitForCompletion(answerMillis);
        MqttProperties granted = ((MqttConnAck) token.getResponse()).getProperties();
        credit.set(granted.getReceiveMaximum() == null ? MQTT5_ABSENT : granted.getReceiveMaximum());
        maximumPacket = granted.getMaximumPacketSize() == null ? Long.MAX_VALUE : granted.getMaximumPacketSize();
    }

    /** What every connection asks for. The library holds the broker's certificate to the name it was called by (RFC 2818). */
    static MqttConnectionOptions options(LinkSettings settings, SocketFactory sockets) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setMaximumPacketSize(LARGEST_PACKET);
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setConnectionTimeout((int) Math.max(1, settings.answerWithin().toSeconds()));
        options.setSocketFactory(sockets);
        options.setHttpsHostnameVerificationEnabled(true);
        return options;
    }

    /** How many more messages the broker takes before it has answered one. */
    int credit() {
        return credit.get();
    }

    /** True when the broker would hang up on such a message. */
    boolean tooLarge(String topic, byte[] payload) {
        return payload.length + topic.length() * 3L + 64 > maximumPacket;
    }

    /** Publishes and returns at once; the broker's answer comes as {@link Answered}. */
    void publish(String topic, byte[] payload) throws MqttException {
        send(topic, message(payload), true);
    }

    /**
     * Publishes one of many, whose platform answers for itself: the broker's answer comes as {@link Answered} only where it is news. In a
     * drain these are thousands a second, and each would wake the worker.
     */
    void publishOneOfMany(String topic, byte[] payload) throws MqttException {
        send(topic, message(payload), false);
    }

    /** Publishes a retained document, which the broker forgets after its expiry; zero for never. */
    void publishRetained(String topic, byte[] payload, Duration expiry) throws MqttException {
        MqttMessage message = retained(payload);
        if (!expiry.isZero()) {
            MqttProperties properties = new MqttProperties();
            properties.setMessageExpiryInterval(expiry.toSeconds());
            message.setProperties(properties);
        }
        send(topic, message, true);
    }

    /**
     * Asks a question, whose answer comes as a document with this correlation.
     *
     * @param seconds after which the broker does not deliver it any more
     */
    void ask(String topic, byte[] payload, String replyTo, byte[] correlation, long seconds) throws MqttException {
        MqttMessage message = message(payload);
        MqttProperties properties = new MqttProperties();
        properties.setResponseTopic(replyTo);
        properties.setCorrelationData(correlation);
        properties.setMessageExpiryInterval(seconds);
        message.setProperties(properties);
        send(topic, message, true);
    }

    private static MqttMessage message(byte[] payload) {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(QOS);
        return message;
    }

    private static MqttMessage retained(byte[] payload) {
        MqttMessage message = message(payload);
        message.setRetained(true);
        return message;
    }

    private void send(String topic, MqttMessage message, boolean told) throws MqttException {
        // Taken before, as the answer may be here sooner than this thread goes on.
        credit.decrementAndGet();
        client.publish(topic, message, null, new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                // A publish the broker forbids "succeeds"; only the reason code tells.
                answered(topic, worst(token), told);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable why) {
                // The connection is going, which is told by itself; the letter will be sent again.
            }
        });
    }

    /** News is a refusal, the first publish that is taken after one or on this connection, and that somebody may have waited for credit. */
    private void answered(String topic, int reason, boolean told) {
        boolean waitedFor = credit.getAndIncrement() == 0;
        boolean changed = isRefusal(reason) || welcome.add(topic);
        if (isRefusal(reason)) {
            welcome.remove(topic);
        }
        if (told || waitedFor || changed) {
            signals.tell(new Answered(this, topic, reason));
        }
    }

    static boolean isRefusal(int reason) {
        return reason >= REFUSALS_FROM;
    }

    /**
     * Subscribes and waits for the answer; retained documents come anew even where the filter was subscribed before.
     *
     * @return the reason for each filter
     */
    int[] subscribe(List<String> filters) throws MqttException {
        MqttSubscription[] wanted =
                filters.stream().map(filter -> new MqttSubscription(filter, QOS)).toArray(MqttSubscription[]::new);
        IMqttToken token = client.subscribe(wanted);
        token.waitForCompletion(answerMillis);
        return token.getReasonCodes();
    }

    void unsubscribe(List<String> filters) throws MqttException {
        client.unsubscribe(filters.toArray(String[]::new)).waitForCompletion(answerMillis);
    }

    /** Lets the broker send another message in place of this one, which was read. */
    void acknowledge(int packet) throws MqttException {
        if (packet > 0) {
            client.messageArrivedComplete(packet, QOS);
        }
    }

    /** False when the library's thread that reads is this one, which is ending, or is gone; asked by the worker, in whose group they all are. */
    boolean hears(Thread ending) {
        Thread[] group = new Thread[MOST_THREADS];
        int count = Thread.enumerate(group);
        return Arrays.stream(group, 0, count).anyMatch(thread -> thread != ending && thread.getName().equals("MQTT Rec: " + client.getClientId()));
    }

    /** Takes leave: waits for outstanding answers, then disconnects in order, so that no will is published. */
    void leave() {
        try {
            client.disconnect(answerMillis).waitForCompletion(answerMillis);
        } catch (MqttException gone) {
            // Then there is nobody to take leave of.
        }
        abandon();
    }

    /** Closes the connection, if there is one, and ends the library's threads. */
    void abandon() {
        try {
            client.disconnectForcibly(0, 100, false);
        } catch (MqttException gone) {
            // Closed below all the same.
        }
        try {
            client.close(true);
        } catch (MqttException gone) {
            // The library has nothing more to give up.
        }
    }

    private static int worst(IMqttToken token) {
        int[] reasons = token.getReasonCodes();
        return reasons == null ? 0 : Arrays.stream(reasons).max().orElse(0);
    }

    /** What the library's threads run; each only puts a signal. */
    private final class Ears implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            int packet = message.getQos() == 0 ? 0 : message.getId();
            byte[] correlation = message.getProperties() == null ? null : message.getProperties().getCorrelationData();
            Document document = correlation == null ? new Document(topic, message.getPayload())
                    : new Document(topic, message.getPayload(), correlation);
            if (!signals.tell(new Arrived(MqttSession.this, packet, document, message.isRetained()))) {
                signals.ring(Bell.FLOODED);
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            int reason = response.getReturnCode();
            signals.tell(new Ended(MqttSession.this, "reason " + reason, reason == SESSION_TAKEN_OVER));
        }

        @Override
        public void mqttErrorOccurred(MqttException error) {
            signals.tell(new Ended(MqttSession.this, "error " + error.getReasonCode(), false));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Answers come to each publish.
        }

        @Override
        public void connectComplete(boolean reconnect, String uri) {
            // The worker waits for the answer itself.
        }

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {
            // Enhanced authentication is not asked for.
        }
    }
}
