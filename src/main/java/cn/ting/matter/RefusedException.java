package cn.ting.matter;

/** A part of a catalogue that is not taken; says as which fault and, in one line for staff, why. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final MatterFault fault;

    RefusedException(MatterFault fault, String why) {
        super(why);
        this.fault = fault;
    }

    MatterFault fault() {
        return fault;
    }
}
