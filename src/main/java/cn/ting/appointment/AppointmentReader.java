package cn.ting.appointment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the platform's answers as the contract has them. They are not signed: what would not do on a page or a slip refuses an answer whole. */
final class AppointmentReader {

    private static final int MOST_DAYS = 31;
    private static final int MOST_SLOTS = 96;
    private static final int MOST_QUOTA = 999;
    private static final int MOST_BOOKINGS = 32;
    private static final int LONGEST_LINK = 200;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Pattern CODE = Pattern.compile("\\d{8}");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final Pattern NUMBER = Pattern.compile("[A-Z]{1,2}\\d{3}");

    private AppointmentReader() {}

    /** @throws IllegalArgumentException or a {@code DateTimeException} when they are none */
    static List<Day> days(JsonNode answer) {
        List<Day> days = new ArrayList<>();
        for (JsonNode row : list(answer, "days", MOST_DAYS)) {
            List<Day.Slot> slots = new ArrayList<>();
            for (JsonNode slot : list(row, "slots", MOST_SLOTS)) {
                int quota = within(slot, "quota");
                slots.add(new Day.Slot(time(slot, "from"), after(slot), quota, Math.min(quota, within(slot, "left"))));
            }
            slots.sort(Comparator.comparing(Day.Slot::from));
            days.add(new Day(LocalDate.parse(row.path("date").asText()), slots));
        }
        days.sort(Comparator.comparing(Day::date));
        return List.copyOf(days);
    }

    /** An appointment of a state this release does not know is passed over. */
    static List<Booking> bookings(JsonNode answer) {
        List<Booking> bookings = new ArrayList<>();
        for (JsonNode row : list(answer, "appointments", MOST_BOOKINGS)) {
            if (Booking.State.read(row.path("state").asText()).isPresent()) {
                bookings.add(booking(row));
            }
        }
        bookings.sort(Comparator.comparing(Booking::date).thenComparing(Booking::from));
        return List.copyOf(bookings);
    }

    static Booking booking(JsonNode row) {
        Booking.State state = Booking.State.read(row.path("state").asText()).filter(known -> known != Booking.State.ASKED)
                .orElseThrow(() -> new IllegalArgumentException("an appointment in no state"));
        boolean good = state == Booking.State.BOOKED || state == Booking.State.CHECKED_IN;
        String code = good ? held(row, "code", CODE) : "";
        String link = good ? row.path("link").asText() : "";
        if (good && !(link.matches("https://[!-~]+") && link.length() <= LONGEST_LINK && link.endsWith("/appointment/" + code))) {
            throw new IllegalArgumentException("an appointment's link leads to another");
        }
        return new Booking(held(row, "appointment", ID), held(row, "hall", SLUG), held(row, "service", SLUG),
                LocalDate.parse(row.path("date").asText()), time(row, "from"), after(row), state,
                state == Booking.State.REFUSED ? held(row, "why", WORD) : "", code, link,
                row.path("number").isTextual() ? held(row, "number", NUMBER) : "");
    }

    private static JsonNode list(JsonNode of, String key, int most) {
        JsonNode rows = of.path(key);
        if (!rows.isArray() || rows.size() > most) {
            throw new IllegalArgumentException(key + " is no list of at most " + most);
        }
        return rows;
    }

    private static int within(JsonNode of, String key) {
        JsonNode value = of.path(key);
        if (!value.isInt() || value.asInt() < 0 || value.asInt() > MOST_QUOTA) {
            throw new IllegalArgumentException(key + " is not 0 to " + MOST_QUOTA);
        }
        return value.asInt();
    }

    private static LocalTime after(JsonNode of) {
        LocalTime until = time(of, "until");
        if (!until.isAfter(time(of, "from"))) {
            throw new IllegalArgumentException("a time ends before it begins");
        }
        return until;
    }

    private static LocalTime time(JsonNode of, String key) {
        return LocalTime.parse(held(of, key, TIME));
    }

    private static String held(JsonNode of, String key, Pattern pattern) {
        String text = of.path(key).asText();
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(key + " is not written as " + pattern);
        }
        return text;
    }
}
