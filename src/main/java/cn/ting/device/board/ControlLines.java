package cn.ting.device.board;

import java.io.IOException;

/** The control lines of one serial port, wherever it is. Used by one thread. */
interface ControlLines {

    /** Raises an output or lets it fall; returns when that is so. */
    void put(LineBoardSettings.Output line, boolean raised) throws IOException;

    /** How an input stands. */
    boolean raised(LineBoardSettings.Input line) throws IOException;

    /** Throws unless the port is there. */
    void prove() throws IOException;

    void close();
}
