package cn.ting.matter;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a hall is open, by the local time of its weekdays.
 *
 * @param days spans in their order; a weekday without any is closed
 */
public record OpeningHours(Map<DayOfWeek, List<Span>> days) {

    /**
     * From a minute of the day until before another.
     *
     * @param from 0 to 1439
     * @param until more than {@code from}, at most 1440
     */
    public record Span(int from, int until) {

        public Span {
            if (from < 0 || until <= from || until > 24 * 60) {
                throw new IllegalArgumentException("no span of a day: " + from + " to " + until);
            }
        }

        /** Such as {@code 09:00-12:00}. */
        public String text() {
            return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, until / 60, until % 60);
        }
    }

    public OpeningHours {
        days = Map.copyOf(days);
    }

    /** The spans of a weekday; empty when closed all day. */
    public List<Span> on(DayOfWeek day) {
        return days.getOrDefault(day, List.of());
    }

    public boolean openAt(LocalDateTime time) {
        int minute = time.getHour() * 60 + time.getMinute();
        return on(time.getDayOfWeek()).stream().anyMatch(span -> span.from() <= minute && minute < span.until());
    }

    /** The next moment at or after {@code time} at which it is open; empty for a hall that never is. */
    public Optional<LocalDateTime> opens(LocalDateTime time) {
        if (openAt(time)) {
            return Optional.of(time);
        }
        for (int day = 0; day <= 7; day++) {
            LocalDate date = time.toLocalDate().plusDays(day);
            for (Span span : on(date.getDayOfWeek())) {
                LocalDateTime opening = date.atStartOfDay().plusMinutes(span.from());
                if (opening.isAfter(time)) {
                    return Optional.of(opening);
                }
            }
        }
        return Optional.empty();
    }
}
