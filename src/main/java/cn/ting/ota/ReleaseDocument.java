package cn.ting.ota;

import cn.ting.seal.BadSealException;
import cn.ting.settings.PlaceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * The platform's instruction to install a release.
 *
 * @param version a later instruction has a higher one
 * @param base of the repository: https, or http on loopback
 * @param target among its targets, {@code ting/VERSION/ARCH/MANIFEST}
 */
record ReleaseDocument(long version, URI base, String target) {

    static final String PAYLOAD_TYPE = "application/vnd.ting.release+json";

    private static final long MOST_VERSION = 999_999_999_999_999L;
    private static final int LONGEST = 500;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    ReleaseDocument {
        boolean https = "https".equals(base.getScheme());
        boolean here = "http".equals(base.getScheme()) && LOOPBACK.contains(String.valueOf(base.getHost()));
        if (version < 1 || version > MOST_VERSION || target.isBlank() || target.length() > LONGEST || base.toString().length() > LONGEST
                || base.getHost() == null || base.getQuery() != null || base.getFragment() != null || !https && !here) {
            throw new IllegalArgumentException("a version, an https address and a target were expected");
        }
    }

    /**
     * Reads a payload whose signature was verified.
     *
     * @throws IOException when it is no JSON
     * @throws IllegalArgumentException when it is malformed
     * @throws BadSealException when it is for another kiosk
     */
    static ReleaseDocument read(byte[] payload, PlaceSettings place) throws IOException, BadSealException {
        JsonNode document = new ObjectMapper().readTree(payload);
        if (!document.path("area").asText().equals(place.area()) || !document.path("kiosk").asText().equals(place.kiosk())) {
            throw new BadSealException("an instruction for another kiosk");
        }
        return new ReleaseDocument(
                document.path("version").asLong(), URI.create(document.path("base").asText()), document.path("target").asText());
    }
}
