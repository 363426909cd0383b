package cn.ting.supply;

import cn.ting.condition.Fault;

/** What can be wrong with a supply. */
public enum SupplyFault implements Fault {
    /** Little is left by the count; the device still works. */
    LOW("supply.low");

    private final String code;

    SupplyFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return Severity.NOTICE;
    }
}
