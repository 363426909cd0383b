package cn.ting.port;

import java.io.IOException;

/** A port as the program holds it. One thread, but {@link #close} may be called by any and ends what waits. */
interface OpenPort {

    /** The port went, or was closed. */
    final class GoneException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Does what is asked.
     *
     * @throws GoneException when the port is gone
     * @throws IOException when it could not be done; the message is the end of a sentence that begins with the port
     */
    PortMessage answer(PortMessage question) throws IOException;

    void close();

    /** What no kiosk of the same release asks. */
    static IllegalArgumentException strange(PortMessage question) {
        return new IllegalArgumentException("nobody asks " + question);
    }
}
