package cn.ting.power;

import cn.ting.condition.Fault;

/** What the loss of mains takes from residents. */
public enum PowerFault implements Fault {
    /** Nobody is taken in and nothing is printed until the mains are back and stay. */
    OUT_OF_SERVICE("power.out-of-service");

    private final String code;

    PowerFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return Severity.DEGRADED;
    }
}
