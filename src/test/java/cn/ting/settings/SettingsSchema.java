package cn.ting.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code device-config/schema.json}, a JSON Schema (2020-12) of the settings records, by which editors complete and check. */
public final class SettingsSchema {

    private final ObjectMapper json = new ObjectMapper();

    private SettingsSchema() {}

    /**
     * Renders the schema.
     *
     * @param root the record of the whole file
     * @param profiles the records that drivers read their own section into, by the driver's name
     */
    public static String of(Class<? extends Record> root, Map<String, Class<? extends Record>> profiles) {
        return new SettingsSchema().render(root, new TreeMap<>(profiles));
    }

    private String render(Class<? extends Record> root, Map<String, Class<? extends Record>> profiles) {
        ObjectNode schema = json.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "device-config: one kiosk's cabinet")
                .put("$comment", "Written from the settings records; a test holds this file to them.");
        keys(schema, root, true);
        ObjectNode device = (ObjectNode) schema.at("/properties/devices/items");
        device.withObject("/properties/driver").putPOJO("enum", profiles.keySet());
        ArrayNode choices = device.putArray("allOf");
        profiles.forEach((driver, profile) -> {
            ObjectNode choice = choices.addObject();
            choice.withObject("/if/properties/driver").put("const", driver);
            keys(choice.withObject("/then/properties/profile"), profile, true);
        });
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException never) {
            throw new IllegalStateException(never);
        }
    }

    /** @param whole false for keys of which some stand in a shared file below */
    private void keys(ObjectNode schema, Class<?> type, boolean whole) {
        schema.put("type", "object").put("additionalProperties", false);
        ArrayNode required = json.createArrayNode();
        ObjectNode properties = schema.putObject("properties");
        for (RecordComponent key : type.getRecordComponents()) {
            Setting setting = key.getAnnotation(Setting.class);
            value(properties.putObject(key.getName()), key.getGenericType(), setting, whole);
            if (whole && mustBeGiven(key)) {
                required.add(key.getName());
            }
        }
        Unused unused = type.getAnnotation(Unused.class);
        if (unused != null) {
            List.of(unused.keys()).forEach(key -> properties.putObject(key).put("description", "not used: " + unused.why()));
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    /** A part whose keys all have defaults may be left out. */
    private static boolean mustBeGiven(RecordComponent key) {
        if (!key.getAnnotation(Setting.class).folder().isEmpty()) {
            return false;
        }
        if (key.getType().isRecord()) {
            return Arrays.stream(key.getType().getRecordComponents()).anyMatch(SettingsSchema::mustBeGiven);
        }
        return key.getType() != Section.class && key.getAnnotation(Setting.class).standard().isEmpty();
    }

    private void value(ObjectNode schema, Type type, Setting setting, boolean whole) {
        // An editor shows a pattern that nobody reads where a duration is out of its range.
        String unit = type == Duration.class && !setting.max().isEmpty() ? setting.min() + " to " + setting.max() : setting.unit();
        schema.put("description", setting.why() + (unit.isEmpty() ? "" : " (" + unit + ")"));
        if (!setting.standard().isEmpty()) {
            schema.put("default", setting.standard());
        }
        if (!setting.folder().isEmpty()) {
            ArrayNode either = schema.putArray("anyOf");
            either.addObject().put("type", "string").put("pattern", "^" + SettingsFolder.NAME + "$");
            ObjectNode over = either.addObject();
            keys(over, (Class<?>) type, false);
            over.withObject("/properties/" + RecordReader.LIKE).put("type", "string").put("pattern", "^" + SettingsFolder.NAME + "$");
        } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            schema.put("type", "object").put("maxProperties", RecordReader.MOST_ITEMS);
            keys(schema.putObject("additionalProperties"), (Class<?>) map.getActualTypeArguments()[1], whole);
        } else if (type instanceof ParameterizedType list) {
            Class<?> item = (Class<?>) list.getActualTypeArguments()[0];
            schema.put("type", "array").put("maxItems", RecordReader.MOST_ITEMS);
            ObjectNode items = schema.putObject("items");
            if (item.isRecord()) {
                keys(items, item, whole);
            } else {
                scalar(items, item, setting);
            }
        } else if (type == Section.class) {
            schema.put("type", "object");
        } else if (((Class<?>) type).isRecord()) {
            keys(schema, (Class<?>) type, whole);
        } else {
            scalar(schema, (Class<?>) type, setting);
        }
    }

    private void scalar(ObjectNode schema, Class<?> type, Setting setting) {
        if (type.isEnum()) {
            ArrayNode words = schema.putArray("enum");
            Arrays.stream(type.getEnumConstants()).map(Scalars::written).forEach(words::add);
        } else if (type == boolean.class) {
            schema.put("type", "boolean");
        } else if (type == Duration.class) {
            schema.put("type", "string").put("pattern", DurationPattern.of(setting.min(), setting.max()));
        } else if (type == URI.class) {
            schema.put("type", "string").put("format", "uri");
        } else if (type == String.class) {
            schema.put("type", "string");
            if (setting.pattern().isEmpty()) {
                schema.put("minLength", 1);
            } else {
                schema.put("pattern", "^(" + setting.pattern() + ")$");
            }
        } else {
            schema.put("type", type == double.class ? "number" : "integer");
            if (!setting.min().isEmpty()) {
                schema.put("minimum", Long.parseLong(setting.min()));
            }
            if (!setting.max().isEmpty()) {
                schema.put("maximum", Long.parseLong(setting.max()));
            }
        }
    }
}
