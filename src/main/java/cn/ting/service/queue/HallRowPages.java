package cn.ting.service.queue;

import cn.ting.hall.Board;
import cn.ting.hall.Boards;
import cn.ting.hall.Nearby;
import cn.ting.hall.Waits;
import cn.ting.matter.Catalogue;
import cn.ting.matter.HallEntry;
import cn.ting.matter.HallEntry.HallService;
import cn.ting.screen.Language;
import cn.ting.screen.Screen;
import cn.ting.time.KioskClock;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Halls and their services as rows to choose from, in the language of the screen. */
@Singleton
class HallRowPages {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Catalogue catalogue;
    private final Boards boards;
    private final Waits waits;
    private final Nearby nearby;
    private final Screen screen;
    private final KioskClock clock;

    HallRowPages(Catalogue catalogue, Boards boards, Waits waits, Nearby nearby, Screen screen, KioskClock clock) {
        this.catalogue = catalogue;
        this.boards = boards;
        this.waits = waits;
        this.nearby = nearby;
        this.screen = screen;
        this.clock = clock;
    }

    QueueMessages messages() {
        return MessageBundles.get(QueueMessages.class, Localized.Literal.of(screen.language().tag()));
    }

    ArrivalMessages arrivals() {
        return MessageBundles.get(ArrivalMessages.class, Localized.Literal.of(screen.language().tag()));
    }

    /** Every hall, the nearest first. */
    List<HallRow> halls() {
        return nearestFirst().stream()
                .map(hall -> new HallRow(hall.id(), "", "", name(hall), messages().walk(hall.walkingMinutes()), closed(hall)))
                .toList();
    }

    /** Every hall with how many wait in it, the nearest first. */
    List<HallRow> boards() {
        return nearestFirst().stream().map(hall -> {
            String people = boards.board(hall.id(), clock.local().toLocalDate())
                    .map(board -> messages().waiting(board.services().stream().mapToInt(Board.Waiting::waiting).sum())).orElse("");
            String detail = people.isEmpty() ? messages().walk(hall.walkingMinutes()) : messages().walk(hall.walkingMinutes()) + "　·　" + people;
            return new HallRow(hall.id(), "", "", name(hall), detail, closed(hall));
        }).toList();
    }

    /** The halls that have a counter for a service, the nearest first. */
    List<HallRow> hallsWith(String service) {
        return nearestFirst().stream()
                .filter(hall -> hall.service(service).isPresent())
                .map(hall -> {
                    HallService counter = hall.service(service).orElseThrow();
                    String detail = joined(name(counter), messages().walk(hall.walkingMinutes()), waiting(hall.id(), service));
                    return new HallRow(hall.id(), service, String.valueOf(counter.letter()), name(hall), detail, closed(hall));
                })
                .toList();
    }

    List<HallRow> servicesOf(String hallId) {
        return hall(hallId).stream()
                .flatMap(hall -> hall.services().stream().map(counter -> new HallRow(hall.id(), counter.id(),
                        String.valueOf(counter.letter()), name(counter), waiting(hall.id(), counter.id()), closed(hall), lighter(hall, counter.id()))))
                .toList();
    }

    private Optional<HallRow.Lighter> lighter(HallEntry hall, String service) {
        return nearby.lighter(hall.id(), service).map(better -> new HallRow.Lighter(better.hall().id(),
                String.valueOf(better.hall().service(service).orElseThrow().letter()), name(better.hall()),
                joined(messages().walk(better.hall().walkingMinutes()), messages().waitOf(LiveWords.wait(messages(), better.there()))),
                joined(messages().walk(hall.walkingMinutes()), messages().waitOf(LiveWords.wait(messages(), better.here())))));
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("　·　"));
    }

    /** A hall's name; its id where the catalogue no longer has it. */
    String name(String hallId) {
        return hall(hallId).map(this::name).orElse(hallId);
    }

    /** A service's name; its id where the catalogue no longer has it. */
    String serviceName(String hallId, String service) {
        return hall(hallId).flatMap(hall -> hall.service(service)).map(this::name).orElse(service);
    }

    Optional<HallEntry> hall(String id) {
        return catalogue.halls().stream().filter(hall -> hall.id().equals(id)).findFirst();
    }

    /** True when any hall takes appointments. */
    boolean appointments() {
        return catalogue.halls().stream().anyMatch(hall -> hall.appointments().isPresent());
    }

    /** A day in words. */
    String day(LocalDate date) {
        return DateTimeFormatter.ofPattern(arrivals().appointmentDay(), screen.language().locale()).format(date);
    }

    /** When a hall opens, in words. */
    String opening(LocalDateTime at) {
        long days = clock.local().toLocalDate().until(at.toLocalDate()).getDays();
        if (days == 0) {
            return messages().today(TIME.format(at));
        }
        return days == 1
                ? messages().tomorrow(TIME.format(at))
                : DateTimeFormatter.ofPattern(messages().dayPattern(), screen.language().locale()).format(at);
    }

    private Optional<String> closed(HallEntry hall) {
        LocalDateTime now = clock.local();
        if (hall.hours().openAt(now)) {
            return Optional.empty();
        }
        return Optional.of(hall.hours().opens(now).map(at -> messages().opens(opening(at))).orElseGet(messages()::neverOpens));
    }

    private String waiting(String hall, String service) {
        String people = boards.board(hall, clock.local().toLocalDate()).flatMap((Board board) -> board.waitingFor(service))
                .map(number -> messages().waiting(number)).orElse("");
        return joined(people, waits.of(hall, service).map(wait -> messages().waitOf(LiveWords.wait(messages(), wait))).orElse(""));
    }

    private List<HallEntry> nearestFirst() {
        return catalogue.halls().stream()
                .sorted((one, other) -> Integer.compare(one.walkingMinutes(), other.walkingMinutes()))
                .toList();
    }

    private String name(HallEntry hall) {
        Language language = screen.language();
        return language.of(hall.name(), hall.nameEn());
    }

    private String name(HallService service) {
        return screen.language().of(service.name(), service.nameEn());
    }
}
