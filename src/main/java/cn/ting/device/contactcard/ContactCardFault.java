package cn.ting.device.contactcard;

import cn.ting.condition.Fault;

/** What can be wrong with a contact card or its reader. */
public enum ContactCardFault implements Fault {
    /** A social-security card was begun and not read whole: taken out too early, damaged, or its content is wrong. */
    UNREADABLE("contactcard.unreadable", Severity.NOTICE),
    /** A working card without the application of social security: a bank's, another agency's. */
    NOT_SOCIAL_SECURITY("contactcard.not-social-security", Severity.NOTICE),
    /** The card tells whose it is only after the holder's PIN, which this kiosk does not ask for. */
    PIN_NEEDED("contactcard.pin-needed", Severity.NOTICE),
    /** A card is in and gives no sign of life: the wrong way round, or its chip is worn. */
    MUTE("contactcard.mute", Severity.NOTICE),
    /** The service behind the readers (pcscd), or the library that leads to it, is not there; it is waited for. */
    NO_SERVICE("contactcard.no-service", Severity.DEGRADED),
    /** The service is there and knows no such reader; it is waited for. */
    NO_READER("contactcard.no-reader", Severity.DEGRADED),
    /** The reader or the service behind it does not answer. */
    SILENT("contactcard.silent", Severity.DEGRADED),
    /** The program that holds the service's library, or a maker's under it, has crashed; another is started by itself. */
    CRASHED("contactcard.crashed", Severity.DEGRADED);

    private final String code;
    private final Severity severity;

    ContactCardFault(String code, Severity severity) {
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
