package cn.ting.wire;

import java.io.IOException;

/** The program a line was to start is not on this machine, or may not be run. */
public final class NoProgramException extends IOException {

    private static final long serialVersionUID = 1L;

    NoProgramException(String program) {
        super("there is no program " + program + " here that could be run");
    }
}
