package cn.ting.device.board;

import cn.ting.device.inventory.Device;
import cn.ting.wire.Line;
import java.io.IOException;
import java.util.List;

/**
 * How lamp, door and power hang on one board, and how it is told: what the drivers of this room differ in. Used by the device's thread
 * alone, but for the three questions that are answered by the settings.
 */
interface BoardWiring {

    /** The board hears, and says or shows that it is not what it was taken for. */
    final class RefusedException extends Device.GoneException {
        private static final long serialVersionUID = 1L;
        private final BoardFault fault;

        RefusedException(BoardFault fault, String why) {
            super(fault, why);
            this.fault = fault;
        }

        BoardFault fault() {
            return fault;
        }
    }

    /** The channels from which the power of other devices can be taken. */
    List<Integer> channels();

    boolean hasLamp();

    boolean hasDoor();

    /**
     * A line is there, and what follows goes over it.
     *
     * @param line {@link Line#NONE} where the board is reached by the wiring itself
     */
    void begin(Line line) throws IOException;

    /** Gives power to a channel, or takes it; returns when the board has confirmed. */
    void power(int channel, boolean on) throws IOException;

    /** Lights the lamp, or puts it out; returns when the board has confirmed. */
    void lamp(boolean lit) throws IOException;

    /** Whether the door stands open. */
    boolean doorOpen() throws IOException;

    /** Has the board say anything at all, so that it is known to be there. */
    void prove() throws IOException;

    /** Has all of it answer, changing nothing; says what did. */
    String test() throws IOException;

    /** The line is gone; what the wiring has opened itself it closes. */
    void end();
}
