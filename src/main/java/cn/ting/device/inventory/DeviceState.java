package cn.ting.device.inventory;

/** How a device is. */
public enum DeviceState {
    /** Its line cannot be opened, or broke. */
    ABSENT,
    /** Its line is open; it has not answered yet. */
    PRESENT,
    /** It answers and can do its work. */
    READY,
    /** It answers and cannot do its work; a condition says why. */
    FAULTY
}
