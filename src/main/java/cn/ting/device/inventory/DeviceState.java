package cn.ting.device.inventory;

/** How a device is. */
public enum DeviceState {
    /** Its line cannot be opened, or broke. */
    ABSENT,
    /** Its line is open; it has not answered yet. */
    PRESENT,
    /** It answers and can do its work. */
    READY,
    /** It answers and does its work, with something wrong or low that staff have to see to. */
    DEGRADED,
    /** It answers and cannot do its work; a condition says why. */
    FAULTY;

    /** True while residents can have what the device is for. */
    public boolean inService() {
        return this == READY || this == DEGRADED;
    }

    /** True when the device itself has spoken. */
    public boolean answers() {
        return inService() || this == FAULTY;
    }
}
