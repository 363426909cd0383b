package cn.ting.device.inventory;

import cn.ting.condition.Fault;
import cn.ting.wire.Line;
import java.io.IOException;
import java.util.Set;

/** One device of this cabinet, made by its {@link Driver}; it also implements the port of its kind. */
public interface Device {

    /**
     * Serves the device on a freshly opened line until the line breaks. Runs on the device's own thread, the only one
     * that uses the line. When it throws or returns, the inventory marks the device absent, closes the line, waits and
     * calls again with a new one.
     *
     * @throws IOException when the line broke or the device is given up; a {@link GoneException} when the driver knows why
     * @throws InterruptedException when the kiosk stops
     */
    void serve(Line line) throws IOException, InterruptedException;

    /**
     * Which of its conditions are what it says of itself, such as that its paper is low: while it is away nobody knows whether that is so,
     * and the inventory takes them back; it is asked anew when it is back. Not why it is away, nor what is remembered of it.
     */
    default Set<? extends Fault> readings() {
        return Set.of();
    }

    /** Its line could not be opened: what it said of itself when it was last heard may be so no more. On the device's own thread. */
    default void unreached() {}

    /**
     * Its file went, of a device whose driver {@linkplain Driver#connectsItself connects itself}, for which no line can be closed: it is away
     * and {@link #serve} has to end at once, also where the file is back by the time it looks. On the thread that watches; returns at once.
     */
    default void unplugged() {}

    /** The driver gives its device up on a line that holds, and can say why better than the line. */
    class GoneException extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient Fault why;

        public GoneException(Fault why, String message) {
            super(message);
            this.why = why;
        }

        public GoneException(Fault why, String message, Throwable cause) {
            super(message, cause);
            this.why = why;
        }

        Fault why() {
            return why;
        }
    }
}
