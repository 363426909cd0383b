package cn.ting.appointment;

import cn.ting.hall.Issue;
import java.time.LocalTime;

/** What came of checking in. */
public sealed interface CheckIn {

    /**
     * A number is given for it.
     *
     * @param issue {@link Issue.Fresh}, or {@link Issue.Already} when this visit had one of the hall's service before, without an appointment
     */
    record Done(Issue issue, Place place) implements CheckIn {}

    /**
     * The hall gives no number now; the appointment is as it was.
     *
     * @param hall its id
     */
    record NoNumber(String hall, Issue issue) implements CheckIn {}

    /**
     * It is the day, and too early.
     *
     * @param from when checking in begins
     */
    record Early(Booking booking, LocalTime from) implements CheckIn {}

    /** It is another day's. */
    record OtherDay(Booking booking) implements CheckIn {}

    /** A number was given for it before, in whatever visit and at whatever kiosk. */
    record Again(Booking booking) implements CheckIn {}

    /**
     * This visit has a number of the same service, which was given for another appointment: one number is called for one of them only. The
     * appointment is as it was, and is checked in by a visit of its own.
     *
     * @param number of the other, as shown
     */
    record OwnVisit(Booking booking, String number) implements CheckIn {}

    /** It is not booked, or no longer. */
    record NotBooked(Booking booking) implements CheckIn {}

    /** This visit has not been told of such an appointment. */
    record Unknown() implements CheckIn {}
}
