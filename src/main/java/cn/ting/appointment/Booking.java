package cn.ting.appointment;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;

/**
 * An appointment, as far as it is known. Nobody is named in it.
 *
 * @param appointment its opaque id, drawn by the kiosk that asked for it
 * @param hall the hall's id
 * @param service the service's id in that hall
 * @param date its day, in China's time
 * @param from when it begins
 * @param until when it ends, after {@code from}
 * @param why the platform's reason, of a refused one; else empty
 * @param code eight digits by which whoever holds them checks in; empty until it is booked
 * @param link what the code on paper says, which ends in the code; empty with {@code code}
 * @param number the number given for it; empty before
 */
public record Booking(
        String appointment, String hall, String service, LocalDate date, LocalTime from, LocalTime until, State state, String why, String code,
        String link, String number) {

    /** How an appointment stands. */
    public enum State {
        /** Asked for; the platform has not answered, so nothing is booked. */
        ASKED,
        BOOKED,
        /** The platform has not given it. */
        REFUSED,
        /** The resident does without it. */
        WITHDRAWN,
        /** A number was given for it. */
        CHECKED_IN,
        /** The platform says that nobody came. */
        NO_SHOW;

        /** As contract and ledger write it. */
        String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Empty for a state this release does not know. */
        static Optional<State> read(String written) {
            for (State state : values()) {
                if (state.written().equals(written)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** The same appointment in another state. */
    Booking in(State now) {
        return new Booking(appointment, hall, service, date, from, until, now, why, code, link, number);
    }

    /** The same appointment with the number that was given for it. */
    Booking with(String given) {
        return new Booking(appointment, hall, service, date, from, until, State.CHECKED_IN, why, code, link, given);
    }

    /** True while something can still come of it. */
    public boolean inForce() {
        return state == State.ASKED || state == State.BOOKED;
    }
}
