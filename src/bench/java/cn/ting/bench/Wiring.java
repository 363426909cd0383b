package cn.ting.bench;

import java.io.IOException;

/** A bench as a kiosk beside it must know it: in this process or in one of its own. */
public interface Wiring {

    /**
     * Where the far ends of one kiosk's wires listen on 127.0.0.1.
     *
     * @param broker MQTT
     * @param reader the line of its card reader
     * @param printer the line of its receipt printer
     * @param scanner the line of its code scanner
     */
    record Ports(int broker, int reader, int printer, int scanner) {}

    /** The ports of a kiosk's cabinet and of the broker. */
    Ports portsOf(String kiosk) throws IOException;
}
