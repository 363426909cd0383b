package cn.ting.device.ups;

import cn.ting.condition.Fault;

/** What can be wrong with the power, or with what tells of it. */
public enum UpsFault implements Fault {
    /** Mains are lost; the battery lasts for a while. */
    ON_BATTERY("ups.on-battery", Severity.DEGRADED),
    /** The battery is nearly empty. */
    BATTERY_LOW("ups.battery-low", Severity.ALARM),
    /** The UPS asks for a new battery. */
    REPLACE_BATTERY("ups.replace-battery", Severity.NOTICE),
    /** The service that watches over the UPS does not answer, or answers what cannot be understood. */
    SILENT("ups.silent", Severity.DEGRADED),
    /** The service answers and has not heard from the UPS lately. */
    STALE("ups.stale", Severity.DEGRADED),
    /** The service knows no UPS of the name in {@code device-config}, or does not let this kiosk ask. */
    REFUSED("ups.refused", Severity.DEGRADED),
    /** The UPS is heard, and says neither that it is on mains nor that it is on its battery. */
    UNDECIDED("ups.undecided", Severity.DEGRADED);

    private final String code;
    private final Severity severity;

    UpsFault(String code, Severity severity) {
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
