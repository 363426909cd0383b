package cn.ting.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A catalogue as its editors have it, not yet published.
 *
 * @param lists by the kind of their chapter, see {@link #KINDS}: {@code themes} in the order in which residents see them,
 *     {@code halls} where the counters are, {@code events} and {@code packages} of matters by their ids, {@code points} of the
 *     circle that is walked in fifteen minutes, {@code calendar} of working days
 * @param matters in any order
 */
public record CatalogueContent(Map<String, JsonNode> lists, List<Entry> matters) {

    /** Kinds of chapters beside the listings of matters, and the files of content they are kept in. */
    static final List<String> KINDS = List.of("themes", "halls", "events", "packages", "points", "calendar");

    /**
     * One matter.
     *
     * @param heat how often it is asked for, 0 to 1000; belongs to the listing, so that popularity never moves a page
     * @param page see {@code catalogue-page.schema.json}; the names as typed are added in publication
     */
    public record Entry(int heat, ObjectNode page) {

        public String id() {
            return page.get("id").asText();
        }

        public String theme() {
            return page.get("theme").asText();
        }
    }

    public CatalogueContent {
        lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
        matters = List.copyOf(matters);
    }

    public JsonNode themes() {
        return lists.get("themes");
    }

    public JsonNode halls() {
        return lists.get("halls");
    }

    /** Reads the invented district's catalogue from the class path. */
    public static CatalogueContent read() {
        ContentFiles files = new ContentFiles();
        PageWriter writer = new PageWriter(files);
        Map<String, JsonNode> lists = new LinkedHashMap<>();
        KINDS.forEach(kind -> lists.put(kind, files.read(kind)));
        JsonNode defaults = files.read("defaults");
        List<Entry> matters = new ArrayList<>();
        for (JsonNode theme : lists.get("themes")) {
            String id = theme.get("id").asText();
            JsonNode file = files.read(id);
            for (JsonNode matter : file.get("matters")) {
                ObjectNode entry = defaults.deepCopy();
                entry.setAll((ObjectNode) file.get("defaults"));
                entry.setAll((ObjectNode) matter);
                matters.add(new Entry(matter.get("heat").asInt(), writer.page(id, entry)));
            }
        }
        return new CatalogueContent(lists, matters);
    }

    /** The same catalogue with so many matters, those that are asked for most. */
    public CatalogueContent mostAsked(int most) {
        return new CatalogueContent(lists, matters.stream()
                .sorted(Comparator.comparing(Entry::heat).reversed())
                .limit(most)
                .toList());
    }

    /** The same catalogue with one matter's page edited. */
    public CatalogueContent with(String id, Consumer<ObjectNode> edit) {
        List<Entry> edited = new ArrayList<>();
        for (Entry entry : matters) {
            ObjectNode page = entry.page().deepCopy();
            if (entry.id().equals(id)) {
                edit.accept(page);
            }
            edited.add(new Entry(entry.heat(), page));
        }
        return new CatalogueContent(lists, edited);
    }

    /** The same catalogue with other halls. */
    public CatalogueContent withHalls(JsonNode halls) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(lists);
        changed.put("halls", halls);
        return new CatalogueContent(changed, matters);
    }

    /** The same catalogue without one matter. */
    public CatalogueContent without(String id) {
        return new CatalogueContent(lists, matters.stream().filter(entry -> !entry.id().equals(id)).toList());
    }
}
