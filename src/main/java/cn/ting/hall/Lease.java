package cn.ting.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A block of numbers the platform has given to this kiosk alone.
 *
 * @param lease its id
 * @param hall the hall's id
 * @param service the service's id in that hall
 * @param letter what stands before the digits
 * @param businessDate the day its numbers are good for
 * @param validFrom from when numbers may be given
 * @param validUntil when unused numbers become void
 * @param first the first number of the block
 * @param last the last number of the block, at least {@code first} and at most 999
 * @param next the number to be given next; {@code last + 1} when the block is used up
 * @param slipKey the key of the short code on the slip, at least 16 bytes
 * @param link where a phone that reads the slip's code is led, with {@code {ticket}} and {@code {mac}} to be filled in
 * @param noShow what becomes of a number that is called in vain; empty where the platform does not say
 */
record Lease(
        String lease,
        String hall,
        String service,
        String letter,
        LocalDate businessDate,
        Instant validFrom,
        Instant validUntil,
        int first,
        int last,
        int next,
        byte[] slipKey,
        String link,
        Optional<NoShow> noShow) {

    /** A longer one makes a code that thermal paper cannot carry. */
    private static final int LONGEST_LINK = 200;

    Lease {
        if (first < 1 || last < first || last > 999 || next < first || next > last + 1) {
            throw new IllegalArgumentException("a lease runs from 1 to 999, not " + first + " to " + last);
        }
        if (!letter.matches("[A-Z]{1,2}") || slipKey.length < 16 || !validFrom.isBefore(validUntil)
                || link.length() > LONGEST_LINK) {
            throw new IllegalArgumentException("lease " + lease + " has a bad letter, key, time or link");
        }
    }

    /** @param trusted whether {@code now} is known to be right; by a clock that may be wrong no lease begins or ends */
    boolean isGoodAt(Instant now, LocalDate day, boolean trusted) {
        return businessDate.equals(day) && (!trusted || !now.isBefore(validFrom) && now.isBefore(validUntil));
    }

    /** The same lease, with another number to be given next. */
    Lease from(int number) {
        return new Lease(lease, hall, service, letter, businessDate, validFrom, validUntil, first, last, number, slipKey, link, noShow);
    }

    QueueNumber nextNumber() {
        return new QueueNumber(letter, next);
    }

    @Override
    public String toString() {
        return "Lease[" + lease + " " + hall + "/" + service + " " + first + "-" + last + " next " + next + "]";
    }
}
