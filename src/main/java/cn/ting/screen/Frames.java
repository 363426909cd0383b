package cn.ting.screen;

import cn.ting.condition.Condition;
import cn.ting.condition.Conditions;
import cn.ting.condition.FaultTexts;
import cn.ting.settings.PlaceSettings;
import cn.ting.time.KioskClock;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the frame for a page. Safe for use by any thread. */
@Singleton
public final class Frames {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter CHINESE_DATE = DateTimeFormatter.ofPattern("M月d日　EEEE", Locale.CHINA);
    private static final DateTimeFormatter ENGLISH_DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.UK);

    private final Screen screen;
    private final PlaceSettings place;
    private final KioskClock clock;
    private final Conditions conditions;
    private final List<OutOfService> obstacles;
    private final List<Tile> tiles;
    private final List<Reminder> reminders;

    Frames(Screen screen, PlaceSettings place, KioskClock clock, Conditions conditions, @All List<OutOfService> obstacles,
            @All List<Tile> tiles, @All List<Reminder> reminders) {
        this.screen = screen;
        this.place = place;
        this.clock = clock;
        this.conditions = conditions;
        this.obstacles = obstacles;
        this.tiles = tiles;
        this.reminders = reminders;
    }

    /**
     * @param path where the page is
     * @param back where its back button leads
     */
    public Frame frame(String path, String back) {
        if (!path.isEmpty()) {
            screen.draws(path);
        }
        Language language = screen.language();
        LocalDateTime now = clock.local();
        return new Frame(
                language.tag(),
                screen.large(),
                screen.elder(),
                language.of(place.name(), place.nameEn()),
                TIME.format(now),
                (language == Language.CHINESE ? CHINESE_DATE : ENGLISH_DATE).format(now),
                hanzi(path),
                pills(language),
                reminders.stream().flatMap(reminder -> reminder.sentence(language).stream()).findFirst().orElse(""),
                path,
                back);
    }

    /** Every page of a service is headed by its step's character. */
    private String hanzi(String path) {
        return tiles.stream().filter(tile -> path.startsWith(tile.path())).map(tile -> tile.step().hanzi()).findFirst().orElse("");
    }

    /** What keeps the kiosk from serving, in Chinese and in English, for nobody has chosen yet; empty while nothing does. */
    List<String> outOfService() {
        return obstacles.stream()
                .map(obstacle -> Stream.of(Language.values()).flatMap(language -> obstacle.sentence(language).stream()).toList())
                .filter(sentences -> !sentences.isEmpty())
                .findFirst().orElse(List.of());
    }

    /** A condition without a short form is for staff only. */
    private List<String> pills(Language language) {
        return conditions.present().stream()
                .map(Condition::fault)
                .distinct()
                .map(fault -> FaultTexts.pill(fault, language.locale()))
                .flatMap(Optional::stream)
                .limit(2)
                .toList();
    }
}
