package cn.ting.device.ups;

/** Where a kiosk's power comes from. */
public enum Supply {
    /** From the mains. */
    MAINS,
    /** From the battery, which lasts for a while. */
    BATTERY,
    /** From a battery that is nearly empty: what runs on it is about to stop. */
    BATTERY_LOW,
    /** Nobody has said so lately. It is neither good news nor bad. */
    UNKNOWN
}
