package org.eclipse.paho.mqttv5.common.packet.util;

import java.io.IOException;
import java.io.InputStream;

/**
 * Stands in the place of the MQTT library's class of that name, which reads what it counts byte by byte, each packet twice: two of eleven
 * seconds of the processor's time of a whole catalogue. This one reads in one go what is asked for in one go. The first of that name on the class
 * path is taken, and that is the kiosk's own. That a package has classes of two
 * jars is refused by the JDK where one of them is signed: the library's is, and passes for unsigned, as its signature rests on SHA-1, which the
 * JDK does not believe. Was written for 1.2.5, the library's last release; should another come that reads so
 * itself, this goes.
 */
public class CountingInputStream extends InputStream {

    private final InputStream inputStream;
    private int counter;

    public CountingInputStream(InputStream inputStream) {
        this.inputStream = inputStream;
    }

    @Override
    public int read() throws IOException {
        int read = inputStream.read();
        if (read >= 0) {
            counter++;
        }
        return read;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int read = inputStream.read(into, from, most);
        if (read > 0) {
            counter += read;
        }
        return read;
    }

    /** Bytes that were read since the beginning or the last {@link #resetCounter()}. */
    public int getCounter() {
        return counter;
    }

    public void resetCounter() {
        counter = 0;
    }
}
