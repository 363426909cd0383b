package cn.ting.hall;

import java.time.LocalDateTime;
import java.util.Optional;

/** What came of asking for a number. */
public sealed interface Issue {

    /** A number drawn from a lease in this transaction. */
    record Fresh(Ticket ticket) implements Issue {}

    /** The number this visit already has for this service, and that may still be called: asking again changes nothing. */
    record Already(Ticket ticket) implements Issue {}

    /**
     * The hall is closed.
     *
     * @param opens when it opens next, in the hall's own time; empty when its hours do not say
     */
    record Closed(Optional<LocalDateTime> opens) implements Issue {}

    /** The kiosk has no number left to give and must hear from the platform first. */
    record Exhausted() implements Issue {}

    /** Nothing has told this kiosk which day it is, and a number of another day is worth nothing. */
    record DayUnknown() implements Issue {}

    /** There is no such service in such a hall. */
    record Unknown() implements Issue {}
}
