package cn.ting.naming;

import cn.ting.seal.BadSealException;
import cn.ting.seal.DayKey;
import cn.ting.seal.DeviceKey;
import cn.ting.seal.Sealed;
import cn.ting.seal.SealingKey;
import cn.ting.settings.PlaceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the platform tells one kiosk for naming persons.
 *
 * @param version a later document has a higher one
 * @param sealing the first of the platform's keys that can be sealed to here
 * @param days the keys of pseudonyms, by day; none while they are sealed to another key than this kiosk's
 */
record NamingDocument(long version, Optional<SealingKey> sealing, Map<LocalDate, DayKey> days) {

    static final String PAYLOAD_TYPE = "application/vnd.ting.naming+json";

    private static final int MOST_KEYS = 8;
    private static final int MOST_DAYS = 8;

    NamingDocument {
        days = Map.copyOf(days);
    }

    /**
     * Reads a payload whose signature was verified.
     *
     * @throws IOException when it is no JSON
     * @throws java.time.DateTimeException when a day is none
     * @throws IllegalArgumentException when it is malformed
     * @throws BadSealException when it is for another kiosk, or holds a key that was sealed to this one and cannot be opened
     */
    static NamingDocument read(byte[] payload, PlaceSettings place, Optional<DeviceKey> device)
            throws IOException, BadSealException {
        JsonNode document = new ObjectMapper().readTree(payload);
        if (!document.path("area").asText().equals(place.area()) || !document.path("kiosk").asText().equals(place.kiosk())) {
            throw new BadSealException("naming of another kiosk");
        }
        long version = document.path("version").asLong();
        if (version < 1) {
            throw new IllegalArgumentException("naming without a version");
        }
        return new NamingDocument(version, sealing(list(document, "sealing", MOST_KEYS)),
                days(list(document, "days", MOST_DAYS), place.area(), device));
    }

    /** Ways of sealing that are not known here are passed over, so that the platform can offer new ones beside the old. */
    private static Optional<SealingKey> sealing(JsonNode keys) {
        for (JsonNode key : keys) {
            if (key.path("alg").asText().equals(Sealed.ALG)) {
                return Optional.of(new SealingKey(key.path("kid").asText(), key.path("publicKey").asText()));
            }
        }
        return Optional.empty();
    }

    private static Map<LocalDate, DayKey> days(JsonNode rows, String area, Optional<DeviceKey> device) throws BadSealException {
        Map<LocalDate, DayKey> days = new HashMap<>();
        for (JsonNode row : rows) {
            LocalDate day = LocalDate.parse(row.path("day").asText());
            Sealed sealed = Sealed.of(row.path("key"));
            if (device.isPresent() && device.get().kid().equals(sealed.kid())) {
                days.put(day, new DayKey(device.get().open(sealed, area + " " + day)));
            }
        }
        return days;
    }

    private static JsonNode list(JsonNode document, String name, int most) {
        JsonNode list = document.path(name);
        if (!list.isArray() || list.size() > most) {
            throw new IllegalArgumentException("naming has a list of at most " + most + " " + name);
        }
        return list;
    }
}
