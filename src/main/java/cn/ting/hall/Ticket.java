package cn.ting.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A number that was given. It stays good whatever becomes of its slip.
 *
 * @param ticket an opaque id nobody can guess
 * @param visit the visit it was given in
 * @param hall the hall's id
 * @param service the service's id in that hall
 * @param number as the hall calls it
 * @param lease the lease it was drawn from
 * @param businessDate the day it is good for
 * @param takenAt when it was committed: its place in the queue
 * @param code what the slip's code says: a link with the ticket's id and a short MAC
 * @param validUntil until when it is good
 * @param ahead how many waited before it; empty when the platform has not said
 * @param noShow what becomes of it when nobody comes at its call; empty where the hall's rule is not known
 * @param secondOf the id of a number of the same person for the same service that still waited when this one was given; both are good
 * @param cancelledAt when the resident cancelled it, or took another in the same visit because it was not called any more; empty while it is good
 * @param told how it stood by the last board that named it; empty while none has, or that is not remembered
 */
public record Ticket(
        String ticket,
        String visit,
        String hall,
        String service,
        QueueNumber number,
        String lease,
        LocalDate businessDate,
        Instant takenAt,
        String code,
        Instant validUntil,
        Optional<Ahead> ahead,
        Optional<NoShow> noShow,
        Optional<String> secondOf,
        Optional<Instant> cancelledAt,
        Optional<Standing> told) {

    /**
     * How many waited.
     *
     * @param people at least so many
     * @param asOf when the platform said so
     */
    public record Ahead(int people, Instant asOf) {}
}
