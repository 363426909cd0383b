package cn.ting.hall;

import cn.ting.condition.Fault;

/** What can be wrong with leases and boards. */
public enum HallFault implements Fault {
    /** The document of leases is not the platform's, or is malformed; the leases at hand stay in force. */
    LEASES_REFUSED("hall.leases-refused", Severity.ALARM),
    /** A lease in an otherwise good document cannot be; the others were taken in. */
    LEASE_ODD("hall.lease-odd", Severity.NOTICE),
    /** A board could not be read; the last one stays. */
    BOARD_REFUSED("hall.board-refused", Severity.NOTICE),
    /** A service of an open hall was asked for and no number was left. */
    NUMBERS_OUT("hall.numbers-out", Severity.DEGRADED);

    private final String code;
    private final Severity severity;

    HallFault(String code, Severity severity) {
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
