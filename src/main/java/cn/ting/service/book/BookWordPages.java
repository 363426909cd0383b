package cn.ting.service.book;

import cn.ting.appointment.Booking;
import cn.ting.matter.Catalogue;
import cn.ting.matter.HallEntry;
import cn.ting.screen.Language;
import cn.ting.screen.Screen;
import cn.ting.time.KioskClock;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Says halls, days and times, in the language of the screen. */
@Singleton
class BookWordPages {

    private final Catalogue catalogue;
    private final Screen screen;
    private final KioskClock clock;

    BookWordPages(Catalogue catalogue, Screen screen, KioskClock clock) {
        this.catalogue = catalogue;
        this.screen = screen;
        this.clock = clock;
    }

    BookMessages say() {
        return MessageBundles.get(BookMessages.class, Localized.Literal.of(screen.language().tag()));
    }

    Optional<HallEntry> hall(String id) {
        return catalogue.halls().stream().filter(hall -> hall.id().equals(id)).findFirst();
    }

    /** A hall's name; its id where the catalogue no longer has it. */
    String name(String hall) {
        return hall(hall).map(known -> screen.language().of(known.name(), known.nameEn())).orElse(hall);
    }

    /** A service's name; its id where the catalogue no longer has it. */
    String service(String hall, String service) {
        return hall(hall).flatMap(known -> known.service(service)).map(this::name).orElse(service);
    }

    String name(HallEntry.HallService service) {
        return screen.language().of(service.name(), service.nameEn());
    }

    String date(LocalDate date) {
        String day = DateTimeFormatter.ofPattern(say().dayPattern(), screen.language().locale()).format(date);
        long days = ChronoUnit.DAYS.between(clock.local().toLocalDate(), date);
        if (days == 0) {
            return say().today(day);
        }
        return days == 1 ? say().tomorrow(day) : day;
    }

    static String time(LocalTime from, LocalTime until) {
        return from + "–" + until;
    }

    /** From when to when checking in puts a number first; empty where the hall no longer says. */
    String window(BookMessages say, Booking booking) {
        return hall(booking.hall()).flatMap(HallEntry::appointments).map(rule -> {
            LocalTime first = rule.early() > booking.from().toSecondOfDay() / 60 ? LocalTime.MIDNIGHT : booking.from().minusMinutes(rule.early());
            LocalTime last = booking.from().plusMinutes(rule.grace());
            return say.checkInWindow(first.toString(), (last.isBefore(booking.from()) ? LocalTime.of(23, 59) : last).toString());
        }).orElse("");
    }

    boolean today(Booking booking) {
        return booking.date().equals(clock.local().toLocalDate());
    }

    Language language() {
        return screen.language();
    }
}
