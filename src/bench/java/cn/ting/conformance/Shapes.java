package cn.ting.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Holds documents to the contract's schemas: as much of JSON Schema 2020-12 as those use. {@code format} is not looked at. */
final class Shapes {

    private final ObjectMapper json = new ObjectMapper();
    private final Path folder;
    private final Map<String, JsonNode> schemas = new HashMap<>();

    /** @param contract the folder with {@code schema/} in it */
    Shapes(Path contract) {
        this.folder = contract.resolve("schema");
    }

    /** What is wrong with a document, a line each; empty when it keeps the schema. */
    List<String> breaches(String schema, JsonNode document) {
        List<String> breaches = new ArrayList<>();
        look(schemas.computeIfAbsent(schema, this::read), document, schema, breaches);
        return breaches;
    }

    private JsonNode read(String schema) {
        try {
            return json.readTree(folder.resolve(schema + ".schema.json").toFile());
        } catch (IOException missing) {
            throw new UncheckedIOException("the contract's schema " + schema + " cannot be read", missing);
        }
    }

    private boolean keeps(JsonNode schema, JsonNode value) {
        List<String> breaches = new ArrayList<>();
        look(schema, value, "", breaches);
        return breaches.isEmpty();
    }

    private void look(JsonNode schema, JsonNode value, String where, List<String> breaches) {
        if (schema.has("type") && !isOf(schema.path("type"), value)) {
            breaches.add(where + " is no " + schema.path("type"));
            return;
        }
        if (schema.has("const") && !schema.path("const").equals(value)) {
            breaches.add(where + " is not " + schema.path("const"));
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            breaches.add(where + " is none of " + schema.path("enum"));
        }
        choices(schema, value, where, breaches);
        if (value.isTextual()) {
            text(schema, value.asText(), where, breaches);
        } else if (value.isNumber()) {
            if (value.asDouble() < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                    || value.asDouble() > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)) {
                breaches.add(where + " is out of range");
            }
        } else if (value.isArray()) {
            array(schema, value, where, breaches);
        } else if (value.isObject()) {
            object(schema, value, where, breaches);
        }
    }

    private void choices(JsonNode schema, JsonNode value, String where, List<String> breaches) {
        if (schema.has("oneOf")) {
            int kept = 0;
            for (JsonNode choice : schema.path("oneOf")) {
                kept += keeps(choice, value) ? 1 : 0;
            }
            if (kept != 1) {
                breaches.add(where + " keeps " + kept + " of its choices");
            }
        }
        if (schema.has("not") && keeps(schema.path("not"), value)) {
            breaches.add(where + " is what it must not be");
        }
        if (schema.has("if") && schema.has("then") && keeps(schema.path("if"), value)) {
            look(schema.path("then"), value, where, breaches);
        }
    }

    private static void text(JsonNode schema, String text, String where, List<String> breaches) {
        int length = text.codePointCount(0, text.length());
        if (length < schema.path("minLength").asInt(0) || length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            breaches.add(where + " has " + length + " characters");
        }
        if (schema.has("pattern") && !Pattern.compile(schema.path("pattern").asText()).matcher(text).find()) {
            breaches.add(where + " does not match " + schema.path("pattern").asText());
        }
    }

    private void array(JsonNode schema, JsonNode array, String where, List<String> breaches) {
        if (array.size() < schema.path("minItems").asInt(0) || array.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            breaches.add(where + " has " + array.size() + " items");
        }
        for (int i = 0; i < array.size(); i++) {
            JsonNode of = i < schema.path("prefixItems").size() ? schema.path("prefixItems").path(i) : schema.path("items");
            look(of, array.get(i), where + "/" + i, breaches);
        }
    }

    private void object(JsonNode schema, JsonNode object, String where, List<String> breaches) {
        for (JsonNode required : schema.path("required")) {
            if (!object.has(required.asText())) {
                breaches.add(where + " has no " + required.asText());
            }
        }
        if (object.size() < schema.path("minProperties").asInt(0)) {
            breaches.add(where + " is empty");
        }
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        object.fields().forEachRemaining(field -> {
            if (properties.has(field.getKey())) {
                look(properties.path(field.getKey()), field.getValue(), where + "/" + field.getKey(), breaches);
            } else if (others.isBoolean() && !others.asBoolean()) {
                breaches.add(where + " has a field too many");
            } else if (others.isObject()) {
                look(others, field.getValue(), where + "/" + field.getKey(), breaches);
            }
        });
    }

    private static boolean isOf(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            for (JsonNode type : types) {
                if (isOf(type, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (types.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber() || value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean contains(JsonNode choices, JsonNode value) {
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
