package cn.ting.condition;

/**
 * A stable code for one thing that can be wrong. Implemented by enums in the rooms, named {@code …Fault}.
 *
 * <p>For every code {@code faults/<room>.properties} (Chinese) and {@code faults/<room>_en.properties} hold two sentences,
 * {@code <code>.resident} and {@code <code>.staff}, and where residents shall see it at the head of every page a short form,
 * {@code <code>.pill}; a test refuses a code without its sentences.
 */
public interface Fault {

    /** Lower-case words with dots and dashes, the room first: {@code receipt.paper-out}. Never changes its meaning. */
    String code();

    /** How much it matters. */
    Severity severity();

    /** How much a fault matters, and to whom. */
    enum Severity {
        /** Worth knowing; residents notice nothing. */
        NOTICE,
        /** Residents lose something, the kiosk goes on: a printer without paper. */
        DEGRADED,
        /** The kiosk cannot keep its promises and someone must come. */
        ALARM
    }
}
