package cn.ting.matter;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chapters as the platform writes them; see the schemas {@code catalogue-chapter}, {@code catalogue-halls}, {@code
 * catalogue-bundles}, {@code catalogue-points} and {@code catalogue-calendar}.
 */
final class ChapterReader {

    private static final int MOST_THEMES = 128;
    private static final int MOST_HALLS = 256;
    private static final int MOST_SERVICES = 26;
    private static final int MOST_MINUTES = 240;
    private static final int MOST_PAGES = 2_000;
    private static final int MOST_BUNDLES = 256;
    private static final int MOST_IN_BUNDLE = 64;
    private static final int MOST_POINTS = 512;
    private static final int MOST_YEARS = 8;
    private static final int MOST_DAYS = 366;
    private static final Pattern LETTER = Pattern.compile("[A-Z]");
    private static final String SPAN = "([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)";

    /**
     * A page as its chapter lists it.
     *
     * @param heat how often it is asked for, 0 to 1000
     */
    record Listed(String id, String title, int heat, String sha256) {}

    private ChapterReader() {}

    static List<Catalogue.Theme> themes(byte[] bytes) throws RefusedException {
        return CatalogueFields.parse("themes", bytes).items("themes", MOST_THEMES, theme ->
                new Catalogue.Theme(theme.slug("id"), theme.text("name", 40), theme.text("nameEn", 80)));
    }

    static List<Listed> listing(byte[] bytes) throws RefusedException {
        return CatalogueFields.parse("listing", bytes).items("pages", MOST_PAGES, page -> new Listed(
                page.slug("id"),
                page.text("title", 100),
                page.count("heat", 1000),
                page.matching("sha256", CatalogueHead.HASH)));
    }

    static List<HallEntry> halls(byte[] bytes) throws RefusedException {
        return CatalogueFields.parse("halls", bytes).items("halls", MOST_HALLS, ChapterReader::hall);
    }

    static List<Catalogue.Bundle> events(byte[] bytes) throws RefusedException {
        return bundles("events", bytes);
    }

    static List<Catalogue.Bundle> packages(byte[] bytes) throws RefusedException {
        return bundles("packages", bytes);
    }

    private static List<Catalogue.Bundle> bundles(String kind, byte[] bytes) throws RefusedException {
        return CatalogueFields.parse(kind, bytes).items(kind, MOST_BUNDLES, bundle -> new Catalogue.Bundle(
                bundle.slug("id"),
                bundle.text("name", 40),
                bundle.text("nameEn", 100),
                bundle.texts("matters", MOST_IN_BUNDLE, 64)));
    }

    static List<Catalogue.Point> points(byte[] bytes) throws RefusedException {
        return CatalogueFields.parse("points", bytes).items("points", MOST_POINTS, point -> new Catalogue.Point(
                point.slug("id"),
                point.text("name", 60),
                point.text("nameEn", 100),
                point.text("address", 120),
                point.text("addressEn", 160),
                point.count("walkingMinutes", 600),
                point.text("phone", 40),
                hours(point.object("hours"))));
    }

    static List<WorkingDays.Year> calendar(byte[] bytes) throws RefusedException {
        return CatalogueFields.parse("calendar", bytes).items("calendar", MOST_YEARS, year -> new WorkingDays.Year(
                year.count("year", 9999), dates(year, "holidays"), dates(year, "workdays")));
    }

    private static Set<LocalDate> dates(CatalogueFields year, String key) throws RefusedException {
        Set<LocalDate> dates = new HashSet<>();
        for (String text : year.texts(key, MOST_DAYS, 10)) {
            try {
                dates.add(LocalDate.parse(text));
            } catch (DateTimeParseException wrong) {
                throw year.refused(key, "holds " + text + ", which is no date");
            }
        }
        return Set.copyOf(dates);
    }

    private static HallEntry hall(CatalogueFields hall) throws RefusedException {
        List<HallEntry.HallService> services = hall.items("services", MOST_SERVICES, service ->
                new HallEntry.HallService(
                        service.slug("id"),
                        service.text("name", 40),
                        service.text("nameEn", 80),
                        service.matching("letter", LETTER).charAt(0)));
        if (services.stream().map(HallEntry.HallService::letter).distinct().count() < services.size()) {
            throw hall.refused("services", "hold one letter twice");
        }
        return new HallEntry(
                hall.slug("id"),
                hall.text("name", 60),
                hall.text("nameEn", 100),
                hall.text("address", 120),
                hall.text("addressEn", 160),
                hall.count("walkingMinutes", 600),
                hours(hall.object("hours")),
                services,
                hall.has("appointments") ? Optional.of(appointments(hall.object("appointments"))) : Optional.empty());
    }

    private static HallEntry.Appointments appointments(CatalogueFields rule) throws RefusedException {
        return new HallEntry.Appointments(rule.count("early", MOST_MINUTES), rule.count("grace", MOST_MINUTES));
    }

    private static OpeningHours hours(CatalogueFields hours) throws RefusedException {
        Map<DayOfWeek, List<OpeningHours.Span>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            String key = day.name().toLowerCase(Locale.ROOT);
            List<OpeningHours.Span> spans = new ArrayList<>();
            int free = 0;
            for (String text : hours.texts(key, 6, 11)) {
                if (!text.matches(SPAN) || minute(text, 0) < free || minute(text, 6) <= minute(text, 0)) {
                    throw hours.refused(key, "are no spans such as 09:00-12:00, one after the other");
                }
                free = minute(text, 6);
                spans.add(new OpeningHours.Span(minute(text, 0), free));
            }
            days.put(day, List.copyOf(spans));
        }
        return new OpeningHours(days);
    }

    private static int minute(String text, int at) {
        return Integer.parseInt(text.substring(at, at + 2)) * 60 + Integer.parseInt(text.substring(at + 3, at + 5));
    }
}
