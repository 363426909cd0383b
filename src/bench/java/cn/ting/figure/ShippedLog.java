package cn.ting.figure;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The log of a measuring process, as loud as a kiosk's. */
public final class ShippedLog {

    private ShippedLog() {}

    /**
     * To be called before anything is measured in this process. A log that nobody has set is at its loudest: the drivers of SQLite and MQTT
     * would then put each of their steps into words, which they do in no kiosk.
     */
    public static void use() {
        Logger.getLogger("").setLevel(Level.INFO);
    }
}
