package cn.ting.service.queue;

import cn.ting.appointment.Appointments;
import cn.ting.appointment.Arrival;
import cn.ting.appointment.Place;
import cn.ting.hall.Ticket;
import cn.ting.hall.Waits;
import cn.ting.link.Link;
import cn.ting.matter.Catalogue;
import cn.ting.matter.HallEntry;
import cn.ting.roll.Slip;
import cn.ting.roll.Slip.Align;
import cn.ting.roll.Slip.Size;
import cn.ting.settings.PlaceSettings;
import cn.ting.time.KioskClock;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands on a ticket's slip: the number first and largest, then what the resident needs on the way. */
@Singleton
class SlipPages {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm").withZone(KioskClock.ZONE);
    private static final DateTimeFormatter DAY_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(KioskClock.ZONE);

    private final Catalogue catalogue;
    private final PlaceSettings place;
    private final Link link;
    private final Waits waits;
    private final Appointments appointments;

    SlipPages(Catalogue catalogue, PlaceSettings place, Link link, Waits waits, Appointments appointments) {
        this.catalogue = catalogue;
        this.place = place;
        this.link = link;
        this.waits = waits;
        this.appointments = appointments;
    }

    /** Paper speaks Chinese, whatever the screen speaks: the staff at the hall read it too. */
    Slip slip(Ticket ticket) {
        QueueMessages say = MessageBundles.get(QueueMessages.class, Localized.Literal.of("zh"));
        Optional<HallEntry> hall = catalogue.halls().stream().filter(entry -> entry.id().equals(ticket.hall())).findFirst();
        String hallName = hall.map(HallEntry::name).orElse(ticket.hall());
        String service = hall.flatMap(entry -> entry.service(ticket.service()))
                .map(HallEntry.HallService::name).orElse(ticket.service());
        List<Slip.Part> parts = new ArrayList<>();
        parts.add(new Slip.Text(hallName, Size.DOUBLE, Align.CENTRE));
        parts.add(new Slip.Text(say.slipNumber(), Size.NORMAL, Align.CENTRE));
        parts.add(new Slip.Text(ticket.number().toString(), Size.HUGE, Align.CENTRE));
        parts.add(new Slip.Rule());
        parts.add(new Slip.Pair(say.slipService(), service));
        Optional<Arrival> arrival = appointments.arrival(ticket.ticket());
        if (arrival.filter(known -> known.place() == Place.FIRST).isEmpty()) {
            // Of one that is called first neither is true.
            ticket.ahead().ifPresent(ahead -> parts.add(new Slip.Pair(say.slipAhead(), ahead(say, ahead))));
            waits.of(ticket.hall(), ticket.service()).ifPresent(wait -> parts.add(new Slip.Pair(say.slipWait(), LiveWords.wait(say, wait))));
        }
        ArrivalMessages arrived = MessageBundles.get(ArrivalMessages.class, Localized.Literal.of("zh"));
        arrival.ifPresent(known -> parts.add(new Slip.Text(LiveWords.arrival(arrived, known), Size.NORMAL, Align.LEFT)));
        parts.add(new Slip.Pair(say.slipTaken(), DAY_TIME.format(ticket.takenAt())));
        hall.ifPresent(entry -> parts.add(new Slip.Pair(say.slipWay(), say.slipWalk(entry.address(), entry.walkingMinutes()))));
        parts.add(new Slip.Rule());
        parts.add(new Slip.Qr(ticket.code()));
        parts.add(new Slip.Text(say.slipScan(), Size.NORMAL, Align.CENTRE));
        String rule = LiveWords.rule(say, ticket);
        parts.add(new Slip.Text(rule.isEmpty() ? say.slipNote() : rule, Size.NORMAL, Align.CENTRE));
        parts.add(new Slip.Text(place.name(), Size.NORMAL, Align.CENTRE));
        return new Slip(parts);
    }

    /** Without a link others may have come since: then it is "at least", never an invented wait. */
    private String ahead(QueueMessages say, Ticket.Ahead ahead) {
        String time = time(ahead.asOf());
        return !link.up()
                ? say.slipAtLeastValue(ahead.people(), time)
                : say.slipAheadValue(ahead.people(), time);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
