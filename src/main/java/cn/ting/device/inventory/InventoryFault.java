package cn.ting.device.inventory;

import cn.ting.condition.Fault;

/** What can be wrong with any device, whatever it is for. */
public enum InventoryFault implements Fault {
    /** Its line cannot be opened or breaks, or its driver fails, and it has not answered for longer than the grace. */
    ABSENT("inventory.absent");

    private final String code;

    InventoryFault(String code) {
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
