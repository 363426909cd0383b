package cn.ting.bench;

import cn.ting.time.KioskClock;
import cn.ting.wire.OwnPort;
import cn.ting.wire.Passage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * The broker of the bench: Artemis in this process, MQTT 5 on loopback, nothing on disk and nobody refused. Kiosks reach it
 * through a passage, which can be cut and restored, slowed and made bad; the platform has a door of its own, so that a cut link
 * parts the two. Safe for use by any thread.
 */
public final class Broker implements AutoCloseable {

    /** The contract's 128 KiB and room for headers. */
    private static final int MOST_PACKET_BYTES = 200_000;

    private static final String KIOSKS = "kiosks";
    private static final String PLATFORM = "platform";

    /** Held, or its level is forgotten: below SEVERE this broker writes lines for every message and queue. */
    private final Logger chatter = Logger.getLogger("org.apache.activemq");

    /** Someone who sees what clients ask for and are sent. Called on the broker's threads, so it must be short. */
    interface Watch {

        /** A client subscribes to a topic or filter. */
        void asked(String client, String topic);

        /** A client is sent a message of so many bytes. */
        void sent(String client, String topic, int bytes);
    }

    private final List<Watch> watchers = new CopyOnWriteArrayList<>();
    private final OwnPort kiosksPort = new OwnPort(0);
    private final OwnPort platformPort = new OwnPort(0);
    private final OwnPort innerPort = new OwnPort(0);
    private final int port;
    private final Passage passage;
    private EmbeddedActiveMQ server;
    private boolean cut;

    /** @param port for kiosks, 0 for any free one */
    public Broker(int port, KioskClock clock) {
        chatter.setLevel(Level.SEVERE);
        this.port = port == 0 ? kiosksPort.number() : port;
        this.passage = new Passage(this.port, innerPort.number(), clock, new SplittableRandom());
    }

    /** The kiosks' port on 127.0.0.1; stays the same through cuts and restarts. */
    public int port() {
        return port;
    }

    /** Where kiosks connect. */
    public URI address() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    /** Where the platform connects; never cut. */
    public URI platformAddress() {
        return URI.create("tcp://127.0.0.1:" + platformPort.number());
    }

    /** Lets someone see what clients ask for and are sent; from the next start on. */
    synchronized void watch(Watch watcher) {
        watchers.add(watcher);
    }

    /** Starts an empty broker; returns when it takes connections. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            server = new EmbeddedActiveMQ().setConfiguration(configuration());
            server.start();
            server.getActiveMQServer().getRemotingService().addIncomingInterceptor((MQTTInterceptor) this::asked);
            server.getActiveMQServer().getRemotingService().addOutgoingInterceptor((MQTTInterceptor) this::sent);
            if (!cut) {
                passage.open();
            }
        } catch (Exception refused) {
            kill();
            throw new IllegalStateException("the broker cannot start on port " + port, refused);
        }
    }

    /** True from a start to a kill. */
    public synchronized boolean isUp() {
        return server != null;
    }

    /** Kills the broker; what it retained is lost, as nothing of it is on disk. */
    public synchronized void kill() {
        if (server == null) {
            return;
        }
        try {
            server.stop();
        } catch (Exception stuck) {
            throw new IllegalStateException("the broker cannot be stopped", stuck);
        } finally {
            server = null;
            passage.shut();
        }
    }

    /** Cuts every kiosk off and lets none in, a broker started anew neither; the platform stays, and retained documents with it. */
    public synchronized void cut() {
        cut = true;
        passage.shut();
    }

    /** Lets kiosks in again. */
    public synchronized void restore() {
        cut = false;
        if (server != null) {
            passage.open();
        }
    }

    /** The way between kiosks and broker, to slow it and to make it bad. */
    public Passage passage() {
        return passage;
    }

    @Override
    public void close() {
        kill();
        kiosksPort.close();
        platformPort.close();
        innerPort.close();
    }

    private boolean asked(MqttMessage message, RemotingConnection client) {
        if (message instanceof MqttSubscribeMessage wish) {
            for (MqttTopicSubscription topic : wish.payload().topicSubscriptions()) {
                watchers.forEach(watcher -> watcher.asked(client.getClientID(), topic.topicFilter()));
            }
        }
        return true;
    }

    private boolean sent(MqttMessage message, RemotingConnection client) {
        if (message instanceof MqttPublishMessage letter) {
            String topic = letter.variableHeader().topicName();
            int bytes = letter.payload().readableBytes();
            watchers.forEach(watcher -> watcher.sent(client.getClientID(), topic, bytes));
        }
        return true;
    }

    private ConfigurationImpl configuration() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        // Wills would wait for the broker's slow round.
        configuration.setMqttSessionScanInterval(200);
        configuration.addAcceptorConfiguration(KIOSKS, door(innerPort.number()));
        configuration.addAcceptorConfiguration(PLATFORM, door(platformPort.number()));
        return configuration;
    }

    private static String door(int port) {
        return "tcp://127.0.0.1:" + port + "?protocols=MQTT;maximumPacketSize=" + MOST_PACKET_BYTES + ";topicAliasMaximum=10";
    }
}
