package cn.ting.wire;

import java.io.IOException;

/** The far end of a line is gone, or the line was closed on this side. */
public final class LineClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    public LineClosedException(String address) {
        super("line closed: " + address);
    }
}
