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
     * @param ups where its UPS is told of, as by NUT's upsd
     * @param board the line of its relay board
     * @param a4 where its printer of A4 documents answers to IPP
     * @param camera where its camera hands over frames
     * @param speaker where its loudspeaker is given what to say
     */
    record Ports(int broker, int reader, int printer, int scanner, int ups, int board, int a4, int camera, int speaker) {

        /** Any free ones. */
        static final Ports FREE = new Ports(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** The ports of a kiosk's cabinet and of the broker. */
    Ports portsOf(String kiosk) throws IOException;
}
