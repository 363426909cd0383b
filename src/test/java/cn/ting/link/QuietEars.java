package cn.ting.link;

import cn.ting.wire.BrokerEars;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** A client that only listens. */
public record QuietEars(BiConsumer<String, byte[]> heard) implements BrokerEars {

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        heard.accept(topic, message.getPayload());
    }
}
