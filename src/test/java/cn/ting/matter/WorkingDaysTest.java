package cn.ting.matter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the National Day holiday of 2026, as the State Council announced it. */
class WorkingDaysTest {

    private final WorkingDays days = WorkingDays.of(List.of(new WorkingDays.Year(
            2026,
            Set.of(day("2026-10-01"), day("2026-10-02"), day("2026-10-05"), day("2026-10-06"), day("2026-10-07")),
            Set.of(day("2026-09-20"), day("2026-10-10")))));

    @ParameterizedTest
    @CsvSource({
        "2026-09-29, 0, 2026-09-29",
        "2026-09-29, 1, 2026-09-30",
        "2026-09-30, 1, 2026-10-08",
        "2026-09-30, 3, 2026-10-10",
        "2026-09-30, 4, 2026-10-12",
        "2026-09-18, 1, 2026-09-20",
        "2026-11-27, 1, 2026-11-30",
    })
    void holidaysAndWeekendsDoNotCountAndDaysWorkedInExchangeDo(LocalDate from, int count, LocalDate last) {
        assertEquals(Optional.of(last), days.after(from, count));
    }

    @ParameterizedTest
    @CsvSource({"2026-09-30, 1, 2026-10-08", "2026-09-29, 1, 2026-09-30", "2026-11-26, 2, 2026-11-30", "2026-11-26, 0, 2026-11-26"})
    void aLimitInCalendarDaysThatEndsOnADayOffEndsOnTheWorkingDayAfterIt(LocalDate accepted, int count, LocalDate last) {
        assertEquals(Optional.of(last), days.by(new Matter.Days(count, false), accepted));
    }

    @Test
    void aLimitInWorkingDaysSkipsTheHolidays() {
        assertEquals(Optional.of(day("2026-10-10")), days.by(new Matter.Days(3, true), day("2026-09-30")));
    }

    @Test
    void nothingIsPromisedOfAYearWhoseCalendarIsNotKnown() {
        assertEquals(Optional.of(day("2026-12-31")), days.after(day("2026-12-30"), 1));
        assertEquals(Optional.empty(), days.after(day("2026-12-30"), 2));
        assertEquals(Optional.empty(), WorkingDays.of(List.of()).after(day("2026-12-30"), 1));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
