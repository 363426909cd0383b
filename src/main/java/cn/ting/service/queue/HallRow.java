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
 */
record HallRow(String hall, String service, String letter, String name, String detail, Optional<String> closed) {}
