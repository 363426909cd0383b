package cn.ting.wire;

import java.io.IOException;
import java.util.Optional;

/** The far end of a line is gone, or the line was closed on this side. */
public final class LineClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Null when no program ended. */
    private final String ended;

    public LineClosedException(String address) {
        super("line closed: " + address);
        this.ended = null;
    }

    /** @param ended a sentence about the end of the program that held the line */
    LineClosedException(String address, String ended) {
        super("line closed: " + address + ": " + ended);
        this.ended = ended;
    }

    /** That the program that held a line has ended, and how, where that is why something failed: a sentence in English. Looks at causes too. */
    public static Optional<String> programEnded(Throwable failed) {
        for (Throwable why = failed; why != null; why = why.getCause()) {
            if (why instanceof LineClosedException closed && closed.ended != null) {
                return Optional.of(closed.ended);
            }
        }
        return Optional.empty();
    }
}
