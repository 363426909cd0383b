package cn.ting.appointment;

import cn.ting.visit.Fact;
import java.time.LocalDate;

/** What happens to appointments at a kiosk. */
public sealed interface AppointmentFact extends Fact {

    /**
     * The resident asks for a time. What comes of it is the platform's to say.
     *
     * @param appointment its opaque id
     * @param hall the hall's id
     * @param service the service's id in that hall
     * @param from when it begins, {@code 09:00}
     */
    record Asked(String appointment, String hall, String service, LocalDate date, String from) implements AppointmentFact {
        @Override
        public String type() {
            return "appointment.asked";
        }

        /** It is kept for a person, who is known again on another day. */
        @Override
        public Who who() {
            return Who.PERSON;
        }
    }

    /** The resident does without it, whether it was booked or only asked for. */
    record Withdrawn(String appointment) implements AppointmentFact {
        @Override
        public String type() {
            return "appointment.withdrawn";
        }

        @Override
        public Who who() {
            return Who.PSEUDONYM;
        }
    }

    /**
     * A number was given for it.
     *
     * @param ticket the id of the number's ticket, which was given in the same commit or before, in the same visit
     * @param number as shown
     * @param place {@code first}, {@code ordinary} or {@code unsure}, see {@link Place}
     */
    record CheckedIn(String appointment, String hall, String service, String ticket, String number, String place) implements AppointmentFact {
        @Override
        public String type() {
            return "appointment.checked-in";
        }
    }

    /**
     * What became of its slip.
     *
     * @param outcome {@code printed}, {@code notprinted} or {@code printunknown}
     * @param why the fault's code; empty when printed
     */
    record Slip(String appointment, String outcome, String why) implements AppointmentFact {
        @Override
        public String type() {
            return "appointment.slip";
        }
    }
}
