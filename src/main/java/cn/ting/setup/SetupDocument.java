package cn.ting.setup;

import cn.ting.seal.BadSealException;
import cn.ting.settings.PlaceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * A configuration the platform wishes for.
 *
 * @param version a later one has a higher one
 * @param config the text of a {@code device-config} file
 */
record SetupDocument(long version, String config) {

    static final String PAYLOAD_TYPE = "application/vnd.ting.setup+json";

    private static final int MOST_CHARACTERS = 64 * 1024;

    /** Longer than any number of milliseconds, and short enough to name a file. */
    private static final long MOST_VERSION = 999_999_999_999_999L;

    SetupDocument {
        if (version < 1 || version > MOST_VERSION || config.isBlank() || config.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a version and a configuration of at most " + MOST_CHARACTERS + " characters were expected");
        }
    }

    /**
     * Reads a payload whose signature was verified.
     *
     * @throws IOException when it is no JSON
     * @throws IllegalArgumentException when it is malformed
     * @throws BadSealException when it is for another kiosk
     */
    static SetupDocument read(byte[] payload, PlaceSettings place) throws IOException, BadSealException {
        JsonNode document = new ObjectMapper().readTree(payload);
        if (!document.path("area").asText().equals(place.area()) || !document.path("kiosk").asText().equals(place.kiosk())) {
            throw new BadSealException("the configuration of another kiosk");
        }
        return new SetupDocument(document.path("version").asLong(), document.path("config").asText());
    }
}
