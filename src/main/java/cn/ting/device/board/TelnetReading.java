package cn.ting.device.board;

import java.io.ByteArrayOutputStream;

/**
 * Takes apart what a Telnet server says (RFC 854, RFC 855): offers and demands of options, and what is said between SB and SE, in which an
 * IAC stands doubled. Data, which here is a serial port's, and all other commands are dropped. What is longer than {@value #LONGEST} bytes
 * between SB and SE is dropped whole.
 */
final class TelnetReading {

    static final int IAC = 255;
    static final int DONT = 254;
    static final int DO = 253;
    static final int WONT = 252;
    static final int WILL = 251;
    static final int SB = 250;
    static final int SE = 240;

    static final int LONGEST = 64;

    /** Who hears what was said. */
    interface Hearing {

        /**
         * @param verb {@link #WILL}, {@link #WONT}, {@link #DO} or {@link #DONT}
         */
        void negotiated(int verb, int option);

        /**
         * @param content at least one byte, the option
         */
        void said(byte[] content);
    }

    private enum At { DATA, COMMAND, OPTION, CONTENT, COMMAND_IN_CONTENT }

    private final Hearing hearing;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private At at = At.DATA;
    private int verb;

    TelnetReading(Hearing hearing) {
        this.hearing = hearing;
    }

    void take(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            take(bytes[i] & 0xFF);
        }
    }

    private void take(int next) {
        switch (at) {
            case DATA -> at = next == IAC ? At.COMMAND : At.DATA;
            case COMMAND -> command(next);
            case OPTION -> {
                at = At.DATA;
                hearing.negotiated(verb, next);
            }
            case CONTENT -> {
                if (next == IAC) {
                    at = At.COMMAND_IN_CONTENT;
                } else {
                    keep(next);
                }
            }
            case COMMAND_IN_CONTENT -> {
                if (next == IAC) {
                    at = At.CONTENT;
                    keep(next);
                } else if (next == SE) {
                    at = At.DATA;
                    if (content.size() > 0 && content.size() <= LONGEST) {
                        hearing.said(content.toByteArray());
                    }
                } else {
                    // It has forgotten to end it: what is heard now is a command.
                    command(next);
                }
            }
        }
    }

    private void command(int next) {
        if (next == SB) {
            content.reset();
            at = At.CONTENT;
        } else if (next >= WILL && next <= DONT) {
            verb = next;
            at = At.OPTION;
        } else {
            at = At.DATA;
        }
    }

    private void keep(int next) {
        if (content.size() <= LONGEST) {
            content.write(next);
        }
    }
}
