package cn.ting.matter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One JSON object of the catalogue, read field by field. What is missing, of another kind or past its limit is refused with
 * the place's name; fields nobody asks for are left alone, because the contract grows by adding.
 */
final class CatalogueFields {

    /** An identifier, fit for topics and addresses. */
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String place;
    private final JsonNode node;

    private CatalogueFields(String place, JsonNode node) throws RefusedException {
        this.place = place;
        this.node = node;
        if (node == null || !node.isObject()) {
            throw refused("", "is no object");
        }
    }

    static CatalogueFields parse(String place, byte[] bytes) throws RefusedException {
        try {
            return new CatalogueFields(place, JSON.readTree(bytes));
        } catch (IOException malformed) {
            throw new RefusedException(MatterFault.MALFORMED, place + " is no JSON");
        }
    }

    String text(String key, int most) throws RefusedException {
        String text = optionalText(key, most);
        if (text.isBlank()) {
            throw refused(key, "is missing");
        }
        return text;
    }

    String optionalText(String key, int most) throws RefusedException {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual() || value.textValue().length() > most) {
            throw refused(key, "is no text of at most " + most + " characters");
        }
        return value.textValue();
    }

    String slug(String key) throws RefusedException {
        return matching(key, SLUG);
    }

    /** @param pattern made once, as ten thousand pages are read in a row */
    String matching(String key, Pattern pattern) throws RefusedException {
        String text = text(key, 64);
        if (!pattern.matcher(text).matches()) {
            throw refused(key, "is not written as " + pattern);
        }
        return text;
    }

    long number(String key, long least, long most) throws RefusedException {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            throw refused(key, "is no whole number from " + least + " to " + most);
        }
        return value.longValue();
    }

    int count(String key, int most) throws RefusedException {
        return (int) number(key, 0, most);
    }

    boolean flag(String key) throws RefusedException {
        JsonNode value = node.path(key);
        if (!value.isBoolean()) {
            throw refused(key, "is neither true nor false");
        }
        return value.booleanValue();
    }

    Instant instant(String key) throws RefusedException {
        try {
            return Instant.parse(text(key, 40));
        } catch (DateTimeParseException wrong) {
            throw refused(key, "is no instant");
        }
    }

    Optional<LocalDate> optionalDate(String key) throws RefusedException {
        String text = optionalText(key, 40);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException wrong) {
            throw refused(key, "is no day");
        }
    }

    List<String> texts(String key, int mostItems, int mostCharacters) throws RefusedException {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(key, mostItems)) {
            if (!item.isTextual() || item.textValue().isBlank() || item.textValue().length() > mostCharacters) {
                throw refused(key, "holds what is no text of at most " + mostCharacters + " characters");
            }
            texts.add(item.textValue());
        }
        return List.copyOf(texts);
    }

    /** Reads every object of a list. */
    <T> List<T> items(String key, int most, Reading<T> reading) throws RefusedException {
        List<T> items = new ArrayList<>();
        for (JsonNode item : array(key, most)) {
            items.add(reading.of(new CatalogueFields(place + " " + key + "[" + items.size() + "]", item)));
        }
        return List.copyOf(items);
    }

    /** The same of a list that a page written before there was such a list does not have: the contract grows by adding. */
    <T> List<T> optionalItems(String key, int most, Reading<T> reading) throws RefusedException {
        return node.path(key).isMissingNode() ? List.of() : items(key, most, reading);
    }

    /** True where there is anything under that key: the contract grows by adding. */
    boolean has(String key) {
        return node.has(key);
    }

    CatalogueFields object(String key) throws RefusedException {
        return new CatalogueFields(place + " " + key, node.get(key));
    }

    /** How one object becomes a value. */
    @FunctionalInterface
    interface Reading<T> {
        T of(CatalogueFields fields) throws RefusedException;
    }

    RefusedException refused(String key, String why) {
        return new RefusedException(MatterFault.MALFORMED, (place + " " + key).strip() + " " + why);
    }

    private JsonNode array(String key, int most) throws RefusedException {
        JsonNode value = node.path(key);
        if (!value.isArray() || value.size() > most) {
            throw refused(key, "is no list of at most " + most);
        }
        return value;
    }
}
