package cn.ting.quota;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * When a hall gives appointments: each half-hour that lies within its hours, between seven and eight in the evening.
 *
 * @param hours spans such as {@code 09:00-12:00} of each day of the week
 * @param quota how many are given of each time and service, 1 or more
 */
public record SlotPlan(Map<DayOfWeek, List<String>> hours, int quota) {

    static final int MINUTES = 30;

    private static final LocalTime FIRST = LocalTime.of(7, 0);
    private static final LocalTime LAST = LocalTime.of(20, 0);

    public SlotPlan {
        hours = Map.copyOf(hours);
    }

    /** When the times of a day begin, in their order. */
    List<LocalTime> on(LocalDate date) {
        List<LocalTime> times = new ArrayList<>();
        for (LocalTime from = FIRST; from.isBefore(LAST); from = from.plusMinutes(MINUTES)) {
            String begins = from.toString();
            String ends = from.plusMinutes(MINUTES).toString();
            if (hours.getOrDefault(date.getDayOfWeek(), List.of()).stream()
                    .anyMatch(span -> span.substring(0, 5).compareTo(begins) <= 0 && ends.compareTo(span.substring(6)) <= 0)) {
                times.add(from);
            }
        }
        return times;
    }
}
