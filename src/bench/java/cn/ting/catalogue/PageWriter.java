package cn.ting.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes a matter's page from what its editor wrote, looking up bodies, papers, laws and ways. */
final class PageWriter {

    private static final List<String> AS_WRITTEN = List.of(
            "taskVersion", "taskState", "useLevel", "planEffectiveDate", "serverType", "handleType", "projectType",
            "anticipateDay", "anticipateType", "promiseDay", "promiseType", "limitSceneNum", "handleArea",
            "isServiceTerminals", "isOnline", "isSchedule", "isExpress", "isSupportTolerance",
            "isSupportInformCommitment", "fee", "resultType", "resultName", "acceptCondition", "complainPhone");

    /** The order of a handling item within its task: every matter here is handled in one way. */
    private static final String ONLY_HANDLING = "01";

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode bodies;
    private final JsonNode levels;
    private final JsonNode flows;
    private final JsonNode materials;
    private final JsonNode laws;
    private final JsonNode taskTypes;

    PageWriter(ContentFiles files) {
        bodies = files.read("bodies");
        levels = files.read("levels");
        flows = files.read("flows");
        materials = files.read("materials");
        laws = files.read("laws");
        taskTypes = files.read("task-types");
    }

    /** @param entry a matter with the defaults of its theme and of all already in it */
    ObjectNode page(String theme, JsonNode entry) {
        ObjectNode page = json.createObjectNode();
        page.put("id", text(entry, "id"));
        page.put("theme", theme);
        page.put("service", text(entry, "service"));
        for (String name : List.of("taskName", "taskNameEn", "title")) {
            page.put(name, text(entry, name));
        }
        page.set("aliases", entry.withArray("aliases"));
        codes(page, entry);
        offices(page, entry);
        for (String key : AS_WRITTEN) {
            page.set(key, known(entry, key));
        }
        page.put("isFee", !entry.path("fee").isEmpty());
        page.set("material", numbered(entry.path("materials"), this::paper));
        page.set("handleFlow", numbered(known(flows, text(entry, "flow")), step -> step));
        ArrayNode byLaw = page.putArray("byLaw");
        entry.path("byLaw").properties().forEach(law -> byLaw.addObject()
                .put("lawName", text(laws, law.getKey()))
                .put("article", law.getValue().asText()));
        return page;
    }

    /** The 31 digits of taskCode: the body's 18, the level, the 12 of the national item. */
    private void codes(ObjectNode page, JsonNode entry) {
        JsonNode body = known(bodies, text(entry, "body"));
        String catalogCode = text(entry, "catalogCode");
        String taskType = catalogCode.substring(2, 4);
        page.put("catalogCode", catalogCode)
                .put("taskCode", taskCode(body, entry.path("useLevel").asInt(), catalogCode))
                .put("taskHandleItem", taskCode(body, entry.path("useLevel").asInt(), catalogCode) + ONLY_HANDLING)
                .put("taskType", taskType)
                .put("taskTypeName", text(taskTypes, taskType))
                .put("deptCode", text(body, "uscc"))
                .put("deptName", text(body, "name"))
                .put("deptNameEn", text(body, "nameEn"))
                .put("consultPhone", text(body, "phone"));
    }

    /** The same national item at the bodies of streets and communities, each under a code of its own. */
    private void offices(ObjectNode page, JsonNode entry) {
        ArrayNode offices = page.putArray("office");
        for (JsonNode name : entry.path("levels")) {
            JsonNode level = known(levels, name.asText());
            int useLevel = known(level, "useLevel").asInt();
            for (JsonNode body : known(level, "bodies")) {
                JsonNode office = known(bodies, body.asText());
                offices.addObject()
                        .put("useLevel", useLevel)
                        .put("taskCode", taskCode(office, useLevel, text(entry, "catalogCode")))
                        .put("deptCode", text(office, "uscc"))
                        .put("deptName", text(office, "name"))
                        .put("deptNameEn", text(office, "nameEn"))
                        .put("consultPhone", text(office, "phone"));
            }
        }
    }

    private static String taskCode(JsonNode body, int useLevel, String catalogCode) {
        return text(body, "uscc") + useLevel + catalogCode;
    }

    /** A paper is necessary unless its dictionary says otherwise. */
    private JsonNode paper(JsonNode name) {
        ObjectNode paper = json.createObjectNode().put("isNeed", 1);
        return paper.setAll((ObjectNode) known(materials, name.asText()));
    }

    private ArrayNode numbered(JsonNode entries, UnaryOperator<JsonNode> lookup) {
        ArrayNode list = json.createArrayNode();
        for (JsonNode entry : entries) {
            ObjectNode item = list.addObject().put("orderNum", list.size());
            lookup.apply(entry).properties().forEach(field -> item.set(field.getKey(), field.getValue()));
        }
        return list;
    }

    private static String text(JsonNode node, String key) {
        return known(node, key).asText();
    }

    private static JsonNode known(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new IllegalStateException("the catalogue's content has no " + key + " in " + node.path("id").asText("a dictionary"));
        }
        return value;
    }
}
