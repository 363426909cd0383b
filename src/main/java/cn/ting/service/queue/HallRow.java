package cn.ting.service.queue;

import java.util.Optional;

/**
 * A hall, or one service of a hall, as a row to choose from.
 *
 * @param hall the hall's id
 * @param service the service's id; empty where the hall is to be chosen first
 * @param letter the service's letter; empty with {@code service}
 * @param name what is chosen, in the page's language
 * @param detail walk and wait in words
 * @param closed when it opens, in words; empty while it is open
 * @param lighter another hall in whose queue it goes faster, walk and all; empty when none does or nobody knows
 */
record HallRow(String hall, String service, String letter, String name, String detail, Optional<String> closed, Optional<Lighter> lighter) {

    HallRow(String hall, String service, String letter, String name, String detail, Optional<String> closed) {
        this(hall, service, letter, name, detail, closed, Optional.empty());
    }

    /**
     * A hall where it goes faster.
     *
     * @param hall its id; the service is the row's
     * @param letter the service's letter there
     * @param there walk and wait there, in words
     * @param here walk and wait in the row's own hall
     */
    record Lighter(String hall, String letter, String name, String there, String here) {}
}
