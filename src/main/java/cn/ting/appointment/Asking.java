package cn.ting.appointment;

/** What came of asking for an appointment at this kiosk; what comes of it at the platform is another question. */
public sealed interface Asking {

    /** Asked for in this transaction. */
    record Fresh(Booking booking) implements Asking {}

    /** This visit, or this person today, has asked for the same service and day before, and it is in force: nothing is asked again. */
    record Already(Booking booking) implements Asking {}
}
