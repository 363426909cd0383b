package cn.ting.hall;

import cn.ting.matter.Catalogue;
import cn.ting.matter.HallEntry;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Optional;

/**
 * Compares halls by walk plus wait. A hall is offered in another's place when it is open, has the service, is at most fifteen minutes' walk
 * away, this kiosk has numbers for it, both waits are known, and going there saves at least five minutes.
 */
@Singleton
public final class Nearby {

    private static final int WALKING_MINUTES = 15;
    private static final int WORTH_MINUTES = 5;

    private final Catalogue catalogue;
    private final Waits waits;
    private final Numbers numbers;
    private final KioskClock clock;

    public Nearby(Catalogue catalogue, Waits waits, Numbers numbers, KioskClock clock) {
        this.catalogue = catalogue;
        this.waits = waits;
        this.numbers = numbers;
        this.clock = clock;
    }

    /** A hall where it goes faster, and how long one waits in either. */
    public record Lighter(HallEntry hall, Wait there, Wait here) {}

    private record Way(HallEntry hall, Wait queue) {
        double minutes() {
            return hall.walkingMinutes() + queue.middle();
        }
    }

    /** The hall in whose place another would take less of somebody's day; empty when none would, or nobody knows. */
    public Optional<Lighter> lighter(String hall, String service) {
        Optional<Way> here = catalogue.halls().stream().filter(entry -> entry.id().equals(hall)).findFirst().flatMap(entry -> way(entry, service));
        return here.flatMap(way -> catalogue.halls().stream()
                .filter(entry -> !entry.id().equals(hall) && entry.walkingMinutes() <= WALKING_MINUTES)
                .filter(entry -> entry.service(service).isPresent() && entry.hours().openAt(clock.local()))
                .flatMap(entry -> way(entry, service).stream())
                .filter(other -> other.hall().hours().openAt(clock.local().plusMinutes(other.hall().walkingMinutes() + (long) other.queue().to())))
                .filter(other -> way.minutes() - other.minutes() >= WORTH_MINUTES)
                .sorted(Comparator.comparingDouble(Way::minutes))
                .filter(other -> mayTake(other.hall().id(), service))
                .findFirst()
                .map(other -> new Lighter(other.hall(), other.queue(), way.queue())));
    }

    private Optional<Way> way(HallEntry hall, String service) {
        return waits.of(hall.id(), service).map(wait -> new Way(hall, wait));
    }

    private boolean mayTake(String hall, String service) {
        try {
            return numbers.has(hall, service);
        } catch (LedgerException told) {
            return false;
        }
    }
}
