package cn.ting.service.book;

import cn.ting.appointment.Booking;
import cn.ting.matter.HallEntry;
import cn.ting.roll.Slip;
import cn.ting.roll.Slip.Align;
import cn.ting.roll.Slip.Size;
import cn.ting.screen.Language;
import cn.ting.settings.PlaceSettings;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands on an appointment's slip: when and where, and the code to come with. Nobody is named on it. */
@Singleton
class BookSlipPages {

    private final BookWordPages words;
    private final PlaceSettings place;

    BookSlipPages(BookWordPages words, PlaceSettings place) {
        this.words = words;
        this.place = place;
    }

    /** Paper speaks Chinese, whatever the screen speaks: the staff at the hall read it too. */
    Slip slip(Booking booking) {
        BookMessages say = MessageBundles.get(BookMessages.class, Localized.Literal.of("zh"));
        Optional<HallEntry> hall = words.hall(booking.hall());
        List<Slip.Part> parts = new ArrayList<>();
        parts.add(new Slip.Text(hall.map(HallEntry::name).orElse(booking.hall()), Size.DOUBLE, Align.CENTRE));
        parts.add(new Slip.Text(say.slipTitle(), Size.NORMAL, Align.CENTRE));
        parts.add(new Slip.Text(DateTimeFormatter.ofPattern(say.dayPattern(), Language.CHINESE.locale()).format(booking.date()), Size.DOUBLE,
                Align.CENTRE));
        parts.add(new Slip.Text(booking.from().toString(), Size.HUGE, Align.CENTRE));
        parts.add(new Slip.Rule());
        parts.add(new Slip.Pair(say.timeLabel(), BookWordPages.time(booking.from(), booking.until())));
        parts.add(new Slip.Pair(say.serviceLabel(), hall.flatMap(known -> known.service(booking.service()))
                .map(HallEntry.HallService::name).orElse(booking.service())));
        hall.ifPresent(known -> parts.add(new Slip.Pair(say.wayLabel(), known.address())));
        parts.add(new Slip.Rule());
        parts.add(new Slip.Text(say.codeLabel(), Size.NORMAL, Align.CENTRE));
        parts.add(new Slip.Text(booking.code(), Size.DOUBLE, Align.CENTRE));
        parts.add(new Slip.Qr(booking.link()));
        String window = words.window(say, booking);
        if (!window.isEmpty()) {
            parts.add(new Slip.Text(window, Size.NORMAL, Align.CENTRE));
        }
        parts.add(new Slip.Text(say.lateRule(), Size.NORMAL, Align.CENTRE));
        parts.add(new Slip.Text(place.name(), Size.NORMAL, Align.CENTRE));
        return new Slip(parts);
    }
}
