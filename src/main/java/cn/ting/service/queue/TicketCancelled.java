package cn.ting.service.queue;

import cn.ting.visit.Fact;

/**
 * The resident does without a number. Whoever waits behind it moves up; nobody is named, as the ticket is.
 *
 * @param ticket the ticket's opaque id
 * @param hall the hall's id
 * @param service the service's id in that hall
 * @param number as shown
 */
record TicketCancelled(String ticket, String hall, String service, String number) implements Fact {

    @Override
    public String type() {
        return "queue.ticket-cancelled";
    }
}
