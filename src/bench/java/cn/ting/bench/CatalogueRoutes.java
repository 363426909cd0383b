package cn.ting.bench;

import cn.ting.bench.Hands.NotHereException;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.EditorsDesk;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogue in its editors' hands, and how it travels. Under {@code /bench/api/catalogue/}. */
final class CatalogueRoutes {

    private static final String CATALOGUE = "/bench/api/catalogue/";
    private static final int MOST_FOUND = 30;

    private final Bench bench;
    private final EditorsDesk desk;
    private final ObjectMapper json = new ObjectMapper();

    CatalogueRoutes(Bench bench) {
        this.bench = bench;
        this.desk = bench.desk();
    }

    void mount(Hands hands) {
        hands.json(CATALOGUE + "matters", this::found);
        hands.json(CATALOGUE + "matters/:id", context -> matter(context).page());
        hands.post(CATALOGUE + "matters/:id", context -> desk.edit(matter(context).id(), fields(context)));
        hands.json(CATALOGUE + "travel", context -> bench.travel().after(Hands.may(context, "after", 0)));
    }

    private CatalogueContent.Entry matter(RoutingContext context) {
        return desk.matter(context.pathParam("id")).orElseThrow(NotHereException::new);
    }

    /** As they are in the query only: a form's body is none of them. */
    private static Map<String, String> fields(RoutingContext context) {
        Map<String, String> fields = new LinkedHashMap<>();
        context.queryParams().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private ArrayNode found(RoutingContext context) {
        ArrayNode matters = json.createArrayNode();
        for (CatalogueContent.Entry entry : desk.find(Hands.may(context, "text").orElse(""), MOST_FOUND)) {
            ObjectNode page = entry.page();
            matters.addObject()
                    .put("id", entry.id())
                    .put("title", page.path("title").asText())
                    .put("titleEn", page.path("taskNameEn").asText())
                    .put("theme", entry.theme())
                    .put("heat", entry.heat())
                    .put("promiseDay", page.path("promiseDay").asInt())
                    .put("anticipateDay", page.path("anticipateDay").asInt())
                    .put("fee", fee(page));
        }
        return matters;
    }

    private static String fee(JsonNode page) {
        List<String> fees = new ArrayList<>();
        page.path("fee").forEach(fee -> fees.add(fee.path("feeStand").asText()));
        return String.join("; ", fees);
    }
}
