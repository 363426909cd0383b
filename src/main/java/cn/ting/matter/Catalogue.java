package cn.ting.matter;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The catalogue served: one whole signed version, or nothing before the first has come. Safe for use by any thread; no
 * question throws, whatever a resident types.
 */
@Singleton
public final class Catalogue {

    private static final Logger LOG = Logger.getLogger(Catalogue.class);
    private static final int MOST_CARDS = 500;
    private static final String CARD = "SELECT id, title, name_en, theme, department, on_the_spot FROM matter ";

    private final CatalogueFile file;
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

    /** The small parts of a version, kept at hand; its matters stay in the file. */
    record Edition(Version version, List<Theme> themes, List<HallEntry> halls) {}

    Catalogue(CatalogueFile file) {
        this.file = file;
    }

    /** Which version is served; empty before the first. */
    public Optional<Version> version() {
        return edition.map(Edition::version);
    }

    /** A matter's page; empty where this catalogue has none of that id. */
    public Optional<Matter> matter(String id) {
        return file.read(Optional.<byte[]>empty(), connection -> CatalogueTable.page(connection, id)).flatMap(page -> {
            try {
                return Optional.of(PageReader.matter(page));
            } catch (RefusedException never) {
                LOG.errorf("a page that was adopted cannot be read: %s", never.getMessage());
                return Optional.empty();
            }
        });
    }

    /**
     * Finds matters by any characters of a name or an everyday name, by the first letters of its syllables ({@code sbzm}),
     * by pinyin or by English words. Those whose name begins so come first, then the often asked.
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

    /** The matters most often asked for. */
    public List<MatterCard> popular(int most) {
        return cards("ORDER BY place LIMIT ?", most(most));
    }

    /** The halls of the area, in the platform's order. */
    public List<HallEntry> halls() {
        return edition.map(Edition::halls).orElse(List.of());
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

    private static List<MatterCard> cards(PreparedStatement select) throws SQLException {
        List<MatterCard> cards = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                cards.add(new MatterCard(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getBoolean(6)));
            }
        }
        return List.copyOf(cards);
    }
}
