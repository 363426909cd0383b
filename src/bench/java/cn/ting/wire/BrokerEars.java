package cn.ting.wire;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A client's ears at a broker, deaf to all but messages; whoever wants to know more overrides it. */
@FunctionalInterface
public interface BrokerEars extends MqttCallback {

    @Override
    default void disconnected(MqttDisconnectResponse response) {
        // Noticed by whatever is tried next.
    }

    @Override
    default void mqttErrorOccurred(MqttException error) {
        // As above.
    }

    @Override
    default void deliveryComplete(IMqttToken token) {
        // Waited for by the sender, where it matters.
    }

    @Override
    default void connectComplete(boolean again, String uri) {
        // Waited for by the one who connects.
    }

    @Override
    default void authPacketArrived(int reason, MqttProperties properties) {
        // Not asked for.
    }
}
