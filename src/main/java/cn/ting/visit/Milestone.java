package cn.ting.visit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;

/** The few facts that services read of one another. Everything else is a service's own record. */
public sealed interface Milestone extends Fact {

    /**
     * A visit began.
     *
     * @param by {@code touch}, {@code card} or {@code code}
     */
    record Began(String by) implements Milestone {
        @Override
        public String type() {
            return "visit.began";
        }
    }

    /**
     * The resident is known to the kiosk, for this visit only.
     *
     * @param by see {@link Proof#word()}
     */
    record Identified(String by) implements Milestone {
        @Override
        public String type() {
            return "visit.identified";
        }

        @Override
        public Who who() {
            return Who.PSEUDONYM;
        }
    }

    /**
     * A number was given.
     *
     * @param ticket the ticket's opaque id
     * @param hall the hall's id
     * @param service the service's id in that hall
     * @param number as shown, {@code A007}
     * @param lease the lease it was drawn from
     * @param businessDate the day it is good for
     * @param takenAt when it was committed: its place in the queue
     * @param secondOf the ticket of the same person for the same service that still waited then, as far as this kiosk knows; null without one
     */
    record TicketIssued(
            String ticket,
            String hall,
            String service,
            String number,
            String lease,
            LocalDate businessDate,
            Instant takenAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) String secondOf)
            implements Milestone {
        @Override
        public String type() {
            return "queue.ticket-issued";
        }

        /** The window calls a person, and sees whether it is this one who comes. */
        @Override
        public Who who() {
            return Who.PERSON;
        }
    }

    /**
     * What became of a slip.
     *
     * @param ticket the ticket it was for
     * @param outcome {@code printed}, {@code notprinted} or {@code printunknown}
     * @param why the fault's code; empty when printed
     */
    record Slip(String ticket, String outcome, String why) implements Milestone {
        @Override
        public String type() {
            return "queue.slip";
        }
    }

    /**
     * The visit is over and the kiosk has forgotten the resident.
     *
     * @param reason see {@link EndReason}
     */
    record Ended(String reason) implements Milestone {
        @Override
        public String type() {
            return "visit.ended";
        }
    }
}
