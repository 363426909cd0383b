package cn.ting.service.sheet;

import cn.ting.matter.OpeningHours;
import cn.ting.matter.OpeningHours.Span;
import cn.ting.screen.Language;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A week's opening hours in one line: days that follow one another with the same hours together. */
@Singleton
class HoursPages {

    String text(OpeningHours hours, Language language, SheetMessages say) {
        List<String> groups = new ArrayList<>();
        DayOfWeek from = DayOfWeek.MONDAY;
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day == DayOfWeek.SUNDAY || !hours.on(day.plus(1)).equals(hours.on(from))) {
                groups.add(days(from, day, language, say) + " " + spans(hours.on(from), say));
                from = day.plus(1);
            }
        }
        return String.join(language == Language.CHINESE ? "；" : "; ", groups);
    }

    private static String days(DayOfWeek from, DayOfWeek until, Language language, SheetMessages say) {
        if (from == DayOfWeek.MONDAY && until == DayOfWeek.SUNDAY) {
            return say.everyDay();
        }
        return from == until ? name(from, language) : say.weekdays(name(from, language), name(until, language));
    }

    private static String name(DayOfWeek day, Language language) {
        return day.getDisplayName(language == Language.CHINESE ? TextStyle.FULL : TextStyle.SHORT, language.locale());
    }

    private static String spans(List<Span> spans, SheetMessages say) {
        return spans.isEmpty() ? say.closed() : spans.stream().map(Span::text).collect(Collectors.joining(" "));
    }
}
