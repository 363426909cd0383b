package cn.ting.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A catalogue as its editors have it, not yet published.
 *
 * @param themes {@code {id, name, nameEn}}, in the order in which residents see them
 * @param halls where the counters are, see {@code catalogue-halls.schema.json}
 * @param matters in any order
 */
public record CatalogueContent(JsonNode themes, JsonNode halls, List<Entry> matters) {

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
        matters = List.copyOf(matters);
    }

    /** Reads the invented district's catalogue from the class path. */
    public static CatalogueContent read() {
        ContentFiles files = new ContentFiles();
        PageWriter writer = new PageWriter(files);
        JsonNode themes = files.read("themes");
        JsonNode defaults = files.read("defaults");
        List<Entry> matters = new ArrayList<>();
        for (JsonNode theme : themes) {
            String id = theme.get("id").asText();
            JsonNode file = files.read(id);
            for (JsonNode matter : file.get("matters")) {
                ObjectNode entry = defaults.deepCopy();
                entry.setAll((ObjectNode) file.get("defaults"));
                entry.setAll((ObjectNode) matter);
                matters.add(new Entry(matter.get("heat").asInt(), writer.page(id, entry)));
            }
        }
        return new CatalogueContent(themes, files.read("halls"), matters);
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
        return new CatalogueContent(themes, halls, edited);
    }

    /** The same catalogue without one matter. */
    public CatalogueContent without(String id) {
        return new CatalogueContent(
                themes, halls, matters.stream().filter(entry -> !entry.id().equals(id)).toList());
    }
}
