package cn.ting.device.inventory;

import cn.ting.condition.Fault;

/** What can be wrong with any device, whatever it is for. */
public enum InventoryFault implements Fault {
    /** Its line cannot be opened or breaks, or its driver fails, and it has not answered for longer than the grace. */
    ABSENT("inventory.absent", Severity.DEGRADED),
    /** The thread that serves it does not come round any more, and closing its line has not freed it. */
    HUNG("inventory.hung", Severity.ALARM);

    private final String code;
    private final Severity severity;

    InventoryFault(String code, Severity severity) {
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
