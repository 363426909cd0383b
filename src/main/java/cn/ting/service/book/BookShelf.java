package cn.ting.service.book;

import cn.ting.appointment.Appointments;
import cn.ting.screen.Language;
import cn.ting.screen.Shelf;
import jakarta.inject.Singleton;
import java.util.List;

/** Appointments on the home page, where any hall takes them. */
@Singleton
class BookShelf implements Shelf {

    private final Appointments appointments;
    private final BookWordPages words;

    BookShelf(Appointments appointments, BookWordPages words) {
        this.appointments = appointments;
        this.words = words;
    }

    @Override
    public List<Chip> chips(Language language) {
        return appointments.halls().isEmpty() ? List.of() : List.of(new Chip(words.say().title(), BookPages.HOME));
    }
}
