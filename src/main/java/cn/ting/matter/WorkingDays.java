package cn.ting.matter;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The working days of the years whose calendar the platform has published: Monday to Friday, without public holidays, with
 * the weekend days that are worked in exchange (调休). Nothing is said about other years.
 */
public final class WorkingDays {

    private static final int FARTHEST = 4_000;

    private final Map<Integer, Year> years;

    /**
     * One year.
     *
     * @param holidays days off that would be worked
     * @param workdays days of a weekend that are worked
     */
    record Year(int year, Set<LocalDate> holidays, Set<LocalDate> workdays) {}

    private WorkingDays(Map<Integer, Year> years) {
        this.years = Map.copyOf(years);
    }

    /** The last of two calendars of one year counts. */
    static WorkingDays of(List<Year> known) {
        Map<Integer, Year> years = new HashMap<>();
        known.forEach(year -> years.put(year.year(), year));
        return new WorkingDays(years);
    }

    /**
     * The day by which a matter is done that is accepted on {@code accepted}.
     *
     * @return empty where that lies in a year whose calendar is not known
     */
    public Optional<LocalDate> by(Matter.Days limit, LocalDate accepted) {
        return limit.working() ? after(accepted, limit.count()) : notBefore(accepted.plusDays(limit.count()));
    }

    /** A limit in calendar days that ends on a day off ends on the working day after it (民法典 第二百零三条). */
    private Optional<LocalDate> notBefore(LocalDate day) {
        return after(day.minusDays(1), 1);
    }

    /**
     * The last day of a limit that begins on the day after {@code from} (民法典 第二百零一条).
     *
     * @param days working days, 0 for {@code from} itself
     * @return empty where the limit runs into a year whose calendar is not known
     */
    public Optional<LocalDate> after(LocalDate from, int days) {
        LocalDate day = from;
        int left = days;
        for (int i = 0; left > 0 && i < FARTHEST; i++) {
            day = day.plusDays(1);
            Year year = years.get(day.getYear());
            if (year == null) {
                return Optional.empty();
            }
            if (isWorked(day, year)) {
                left--;
            }
        }
        return left == 0 ? Optional.of(day) : Optional.empty();
    }

    private static boolean isWorked(LocalDate day, Year year) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend ? year.workdays().contains(day) : !year.holidays().contains(day);
    }
}
