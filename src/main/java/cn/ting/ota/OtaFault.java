package cn.ting.ota;

import cn.ting.condition.Fault;

/** What can be wrong with updates. The kiosk serves by the release that is committed. */
public enum OtaFault implements Fault {
    /** An instruction is not the platform's, is for another kiosk, or is malformed. */
    UNSEALED("ota.unsealed", Severity.ALARM),
    /** An instruction that is older than one before, or was taken back, was published again. */
    REPLAYED("ota.replayed", Severity.ALARM),
    /** What leads to a release was signed more than a day ahead of the time that the platform tells. */
    SIGNED_AHEAD("ota.signed-ahead", Severity.NOTICE),
    /** A release was not tried; the detail says why. Where an update of another way goes on beside it, the subject is the way it came by. */
    REFUSED("ota.refused", Severity.NOTICE),
    /** A release was tried and taken back; the detail says why. */
    REVERTED("ota.reverted", Severity.NOTICE),
    /** The launcher had to start the release before the committed one. */
    FALLBACK("ota.fallback", Severity.DEGRADED),
    /** A release is on trial and does not serve yet. */
    ON_TRIAL("ota.on-trial", Severity.DEGRADED),
    /** hawkBit does not take this kiosk for one of its own. */
    HAWKBIT("ota.hawkbit", Severity.NOTICE),
    /**
     * The server of a repository is not believed, or the file of authorities that says whom to believe cannot be read; the subject is the way by which a
     * release is named there.
     */
    SERVER("ota.server", Severity.NOTICE),
    /** The directory of the slots cannot be read or written as it has to be; the subject is the way of the release that waits for it, if one does. */
    SLOTS("ota.slots", Severity.NOTICE),
    /** A fault of this program stops one way of releases, or what follows on it; the subject says which. */
    BROKEN("ota.broken", Severity.NOTICE);

    private final String code;
    private final Severity severity;

    OtaFault(String code, Severity severity) {
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
