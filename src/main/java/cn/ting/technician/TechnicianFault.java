package cn.ting.technician;

import cn.ting.condition.Fault;

/** Why a technician's call is refused. */
public enum TechnicianFault implements Fault {
    /** A resident is being served: nothing is printed, lit or said in between. */
    VISIT_IN_PROGRESS("technician.visit-in-progress"),
    /** Nothing is printed while the mains are lost, for a technician as little as for a resident. */
    NO_MAINS("technician.no-mains"),
    /** This cabinet has no such device, or that device no such supply. */
    UNKNOWN("technician.unknown");

    private final String code;

    TechnicianFault(String code) {
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
