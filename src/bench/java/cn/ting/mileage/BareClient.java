package cn.ting.mileage;

import cn.ting.wire.BrokerEars;
import cn.ting.wire.PromptSockets;
import java.net.URI;
import java.util.concurrent.Semaphore;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** Paho as it comes, QoS 1, with 64 messages under way that the broker has not answered. Safe for use by any thread. */
public final class BareClient implements AutoCloseable {

    private static final int UNDER_WAY = 64;

    private static final long ANSWER_MILLIS = 10_000;

    /** What is done with a message; runs on the library's thread. */
    @FunctionalInterface
    public interface Ear {
        void hear(String topic, byte[] payload) throws InterruptedException;
    }

    private final MqttAsyncClient client;
    private final Semaphore free = new Semaphore(UNDER_WAY);

    /** Connects; returns when the broker has answered. */
    public BareClient(URI broker, String name, Ear ear) throws MqttException {
        client = new MqttAsyncClient(broker.toString(), name, new MemoryPersistence());
        client.setCallback(new Hearing(ear));
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(new PromptSockets());
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setReceiveMaximum(256);
        client.connect(options).waitForCompletion(ANSWER_MILLIS);
    }

    public void subscribe(String filter) throws MqttException {
        client.subscribe(filter, 1).waitForCompletion(ANSWER_MILLIS);
    }

    /** Publishes; waits only while too many are under way. */
    public void publish(String topic, byte[] payload, boolean retained) throws MqttException, InterruptedException {
        free.acquire();
        MqttMessage message = new MqttMessage(payload);
        message.setQos(1);
        message.setRetained(retained);
        client.publish(topic, message, null, new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                free.release();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable why) {
                free.release();
            }
        });
    }

    /** Waits until the broker has answered whatever was published, which it then has. */
    public void settle() throws InterruptedException {
        free.acquire(UNDER_WAY);
        free.release(UNDER_WAY);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 100, false);
        client.close(true);
    }

    private record Hearing(Ear ear) implements BrokerEars {

        @Override
        public void messageArrived(String topic, MqttMessage message) throws Exception {
            ear.hear(topic, message.getPayload());
        }
    }
}
