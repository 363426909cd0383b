package cn.ting.appointment;

import java.util.Locale;

/** What an appointment makes of the number given for it. */
public enum Place {
    /** Checked in at its time: called before those without an appointment. */
    FIRST,
    /** Checked in too late for that: a number like any other. */
    ORDINARY,
    /** Nobody has told this kiosk for sure what time it is, so that it cannot tell; the hall does, from its own. */
    UNSURE;

    /** As contract and ledger write it. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Place read(String written) {
        return valueOf(written.toUpperCase(Locale.ROOT));
    }
}
