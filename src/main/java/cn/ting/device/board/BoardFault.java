package cn.ting.device.board;

import cn.ting.condition.Fault;

/** What can be wrong with a board or port that switches, and with the door it watches. */
public enum BoardFault implements Fault {
    DOOR_OPEN("board.door-open", Severity.NOTICE),
    /** It answers, but not with what was asked for: another kind of board, or fewer channels. */
    REFUSED("board.refused", Severity.DEGRADED),
    /** The port has no control lines, or the serial server does not let them be used (RFC 2217). */
    NO_LINES("board.no-lines", Severity.DEGRADED);

    private final String code;
    private final Severity severity;

    BoardFault(String code, Severity severity) {
        this.code = code;
        this.severity = severity;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
