package cn.ting.device.inventory;

import cn.ting.wire.Line;
import java.io.IOException;

/** One device of this cabinet, made by its {@link Driver}; it also implements the port of its kind. */
public interface Device {

    /**
     * Serves the device on a freshly opened line until the line breaks. Runs on the device's own thread, the only one
     * that uses the line. When it throws or returns, the inventory marks the device absent, closes the line, waits and
     * calls again with a new one.
     *
     * @throws IOException when the line broke
     * @throws InterruptedException when the kiosk stops
     */
    void serve(Line line) throws IOException, InterruptedException;
}
