package cn.ting.upkeep;

import cn.ting.visit.Fact;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What this kiosk wrote from the end of one day's tally to the next day's last fact, for the platform to compare with what it stored.
 *
 * @param day by the kiosk's calendar
 * @param epochs its numbers, an entry an epoch; seldom more than one
 * @param counts how many facts of each type; of those with an outcome, of each {@code type/outcome}
 * @param head the hash of the day's last entry in the visit book, in hexadecimal
 */
record Tally(LocalDate day, List<Numbers> epochs, Map<String, Long> counts, String head) implements Fact {

    /**
     * Numbers of one epoch, both included.
     *
     * @param facts how many; without a gap it is the difference and one
     */
    record Numbers(String epoch, long first, long last, long facts) {}

    @Override
    public String type() {
        return "upkeep.tally";
    }
}
