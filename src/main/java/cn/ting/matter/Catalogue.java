package cn.ting.matter;

import cn.ting.condition.Conditions;
import cn.ting.time.KioskClock;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The catalogue served: one whole signed version, or nothing before the first has come. Safe for use by any thread; no
 * question throws, whatever a resident types.
 */
@Singleton
public final class Catalogue {

    private static final Logger LOG = Logger.getLogger(Catalogue.class);
    private static final int MOST_CARDS = 500;
    private static final String CARD = "SELECT id, title, name_en, theme, department, department_en, on_the_spot, state, begins, ends FROM matter ";

    private final CatalogueFile file;
    private final KioskClock clock;
    private volatile Optional<Edition> edition = Optional.empty();

    /**
     * Which catalogue is served.
     *
     * @param number grows with every publication
     * @param expires after this moment the platform wants it adopted no more; it is served all the same
     */
    public record Version(long number, Instant issuedAt, Instant expires) {}

    /**
     * A shelf of matters.
     *
     * @param id lower-case letters, digits and dashes; stable
     */
    public record Theme(String id, String name, String nameEn) {}

    /**
     * Matters that belong together for a resident: a life event (人生大事), or a package that is handled as one thing (一件事).
     *
     * @param id lower-case letters, digits and dashes; stable
     * @param matters ids of matters of this catalogue, at least one, in the order in which they are shown
     */
    public record Bundle(String id, String name, String nameEn, List<String> matters) {

        Bundle only(Set<String> there) {
            return new Bundle(id, name, nameEn, matters.stream().filter(there::contains).toList());
        }
    }

    /**
     * A place within a walk where services are given without a queue: a community's station, another kiosk.
     *
     * @param walkingMinutes 0 to 600
     */
    public record Point(
            String id, String name, String nameEn, String address, String addressEn, int walkingMinutes, String phone,
            OpeningHours hours) {}

    /** The small parts of a version, kept at hand; its matters stay in the file. */
    record Edition(
            Version version,
            List<Theme> themes,
            List<HallEntry> halls,
            List<Bundle> events,
            List<Bundle> packages,
            List<Point> points,
            WorkingDays workingDays) {

        static final Edition UNSIGNED = new Edition(new Version(0, Instant.EPOCH, Instant.EPOCH), List.of(), List.of(), List.of(),
                List.of(), List.of(), WorkingDays.of(List.of()));
    }

    /** A body that does some of the matters. */
    public record Body(String name, String nameEn, int matters) {}

    Catalogue(CatalogueFile file, KioskClock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Lets somebody look into a catalogue of pages that nobody signed: what would be found in it, and how fast. No kiosk serves
     * one; what is served comes through {@link CatalogueSync} alone. The file is made anew, and closed before this returns; it
     * keeps no page, so that matters can be found and none be opened.
     *
     * @param pages as in {@code catalogue-page.schema.json}, the most often asked first; read one by one, each of another id
     * @param look gets a catalogue of matters only, without themes, halls or bundles
     * @throws SQLException when the file cannot be written
     * @throws IllegalArgumentException for a page that could not be served
     */
    public static void tryUnsigned(
            MatterSettings settings, Conditions conditions, KioskClock clock, Iterable<byte[]> pages, Consumer<Catalogue> look)
            throws SQLException {
        try (CatalogueFile file = new CatalogueFile(settings, conditions)) {
            file.renew();
            file.write(connection -> {
                try (CatalogueTable.Matters matters = new CatalogueTable.Matters(connection)) {
                    long place = 0;
                    for (byte[] page : pages) {
                        matters.put(++place, unsigned(page));
                    }
                }
                return file;
            });
            Catalogue catalogue = new Catalogue(file, clock);
            catalogue.serve(Optional.of(Edition.UNSIGNED));
            look.accept(catalogue);
        }
    }

    private static CatalogueTable.Row unsigned(byte[] page) {
        try {
            return CatalogueTable.Row.of(page, "");
        } catch (RefusedException refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    /** Which version is served; empty before the first. */
    public Optional<Version> version() {
        return edition.map(Edition::version);
    }

    /** A matter's page, with its state as it is today; empty where this catalogue has none of that id. */
    public Optional<Matter> matter(String id) {
        return file.read(Optional.<byte[]>empty(), connection -> CatalogueTable.page(connection, id)).flatMap(page -> {
            try {
                return Optional.of(PageReader.kept(CatalogueFields.parse("page", page)).on(today()));
            } catch (RefusedException never) {
                LOG.errorf("a page that was adopted cannot be read: %s", never.getMessage());
                return Optional.empty();
            }
        });
    }

    /**
     * Finds matters by any characters of a name or an everyday name, by the first letters of its syllables ({@code sbzm}),
     * by pinyin or by English words. Those whose name begins so come first, then the often asked. What is suspended or cancelled is
     * found as well: whoever looks for it is to learn that it is.
     *
     * @param text as typed; beyond 64 characters it is not looked at
     * @param most 1 to 500
     */
    public List<MatterCard> search(String text, int most) {
        Map<String, MatterCard> found = new LinkedHashMap<>();
        for (Optional<String> question : List.of(SearchWords.beginning(text), SearchWords.anywhere(text))) {
            answers(question, most - found.size()).forEach(card -> found.putIfAbsent(card.id(), card));
        }
        if (found.isEmpty()) {
            return answers(SearchWords.scattered(text), most);
        }
        return List.copyOf(found.values());
    }

    /** The shelves, in the platform's order. */
    public List<Theme> themes() {
        return edition.map(Edition::themes).orElse(List.of());
    }

    /** All matters of a theme, the often asked first. */
    public List<MatterCard> inTheme(String id) {
        return cards("WHERE theme = ? ORDER BY place LIMIT ?", id, MOST_CARDS);
    }

    /** The matters most often asked for, of those that can be begun. */
    public List<MatterCard> popular(int most) {
        String today = today().toString();
        return cards("WHERE state = ? AND coalesce(begins, '') <= ? AND coalesce(ends, '9') > ? ORDER BY place LIMIT ?",
                Matter.State.IN_USE.name(), today, today, most(most));
    }

    /** The halls of the area, in the platform's order. */
    public List<HallEntry> halls() {
        return edition.map(Edition::halls).orElse(List.of());
    }

    /** Life events, in the platform's order. */
    public List<Bundle> events() {
        return edition.map(Edition::events).orElse(List.of());
    }

    /** Packages handled as one thing, in the platform's order. */
    public List<Bundle> packages() {
        return edition.map(Edition::packages).orElse(List.of());
    }

    /** The matters of a life event or a package, in its order. */
    public List<MatterCard> of(Bundle bundle) {
        return bundle.matters().stream()
                .flatMap(id -> cards("WHERE id = ? LIMIT ?", id, 1).stream())
                .toList();
    }

    /** The bodies that do these matters, those with the most often asked first. */
    public List<Body> bodies() {
        return file.read(List.of(), connection -> {
            List<Body> bodies = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT department, department_en, count(*) FROM matter"
                            + " GROUP BY department ORDER BY min(place)");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    bodies.add(new Body(row.getString(1), row.getString(2), row.getInt(3)));
                }
            }
            return List.copyOf(bodies);
        });
    }

    /** All matters of one body, the often asked first. */
    public List<MatterCard> ofBody(String name) {
        return cards("WHERE department = ? ORDER BY place LIMIT ?", name, MOST_CARDS);
    }

    /** The places of the fifteen-minute circle, the nearest first. */
    public List<Point> points() {
        return edition.map(Edition::points).orElse(List.of()).stream()
                .sorted(Comparator.comparingInt(Point::walkingMinutes))
                .toList();
    }

    /** The working days; none are known before the first catalogue. */
    public WorkingDays workingDays() {
        return edition.map(Edition::workingDays).orElse(WorkingDays.of(List.of()));
    }

    void serve(Optional<Edition> next) {
        edition = next;
    }

    /** @param question an FTS5 expression; the row ids of {@code words} are places, so the order costs nothing */
    private List<MatterCard> answers(Optional<String> question, int most) {
        String rest = "JOIN words ON words.rowid = place WHERE words MATCH ? ORDER BY words.rowid LIMIT ?";
        return question.map(asked -> cards(rest, asked, most(most))).orElse(List.of());
    }

    private List<MatterCard> cards(String rest, Object... arguments) {
        if (edition.isEmpty()) {
            return List.of();
        }
        return file.read(List.of(), connection -> {
            try (PreparedStatement select = connection.prepareStatement(CARD + rest)) {
                for (int i = 0; i < arguments.length; i++) {
                    select.setObject(i + 1, arguments[i]);
                }
                return cards(select);
            }
        });
    }

    private static int most(int most) {
        return Math.max(0, Math.min(most, MOST_CARDS));
    }

    /**
     * The day by which matters come into force and are cancelled. A clock that nobody confirms may have lost the time, by which nothing would be
     * in force yet: at least the day has come on which this catalogue was made.
     */
    private LocalDate today() {
        Instant now = clock.best();
        Instant issued = edition.map(served -> served.version().issuedAt()).orElse(now);
        return LocalDate.ofInstant(clock.trusted() || now.isAfter(issued) ? now : issued, KioskClock.ZONE);
    }

    private List<MatterCard> cards(PreparedStatement select) throws SQLException {
        LocalDate today = today();
        List<MatterCard> cards = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                cards.add(new MatterCard(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getBoolean(7),
                        new Matter.Plan(day(row.getString(9)), day(row.getString(10))).on(today, Matter.State.valueOf(row.getString(8)))));
            }
        }
        return List.copyOf(cards);
    }

    private static Optional<LocalDate> day(String written) {
        return Optional.ofNullable(written).map(LocalDate::parse);
    }
}
