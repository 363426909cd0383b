package cn.ting.trust;

import cn.ting.condition.Fault;

/** What can be wrong with whom this kiosk believes. It goes on serving by what it has. */
public enum TrustFault implements Fault {
    /** The next root is not signed by enough keys of the root before and of its own, or is malformed. */
    REFUSED("trust.refused"),
    /** The root in force has expired: nothing new is believed until the next one comes. */
    EXPIRED("trust.expired");

    private final String code;

    TrustFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return Severity.ALARM;
    }
}
