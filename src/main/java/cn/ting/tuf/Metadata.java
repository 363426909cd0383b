package cn.ting.tuf;

import cn.ting.tuf.TufException.Why;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * One piece of metadata as it came: what is signed, and the signatures, proven only by {@link Root#verify}.
 *
 * @param type {@code root}, {@code timestamp}, {@code snapshot} or {@code targets}
 * @param version one or more
 * @param expires from then on it is not used any more
 * @param signed all that is signed, fields nobody knows among it
 * @param signatures in hexadecimal, by key id
 */
record Metadata(String type, long version, Instant expires, JsonNode signed, Map<String, String> signatures) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    /** @throws TufException when it is not metadata of that type */
    static Metadata parse(byte[] bytes, String type) throws TufException {
        JsonNode tree;
        try {
            tree = JSON.readTree(bytes);
        } catch (IOException malformed) {
            throw new TufException(Why.MALFORMED, type + " is no JSON", malformed);
        }
        JsonNode signed = tree.path("signed");
        if (!signed.path("_type").asText().equals(type)) {
            throw new TufException(Why.MALFORMED, "not of type " + type);
        }
        if (!signed.path("spec_version").asText().startsWith("1.")) {
            throw new TufException(Why.MALFORMED, type + " is of another version of the specification");
        }
        try {
            Instant expires = Instant.parse(signed.path("expires").asText());
            return new Metadata(type, positive(signed.path("version"), "version"), expires, signed, signatures(tree.path("signatures")));
        } catch (DateTimeException malformed) {
            throw new TufException(Why.MALFORMED, type + " does not say when it expires", malformed);
        }
    }

    /** True when it is JSON, of whatever. */
    static boolean isJson(byte[] bytes) {
        try {
            return !JSON.readTree(bytes).isMissingNode();
        } catch (IOException malformed) {
            return false;
        }
    }

    /** True when it begins as a page for people does. */
    static boolean isPage(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading().startsWith("<");
    }

    private static Map<String, String> signatures(JsonNode list) throws TufException {
        if (!list.isArray()) {
            throw new TufException(Why.MALFORMED, "without a list of signatures");
        }
        Map<String, String> signatures = new HashMap<>();
        for (JsonNode signature : list) {
            if (signatures.put(signature.path("keyid").asText(), signature.path("sig").asText()) != null) {
                throw new TufException(Why.MALFORMED, "two signatures of one key");
            }
        }
        return signatures;
    }

    static long positive(JsonNode number, String what) throws TufException {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 1) {
            throw new TufException(Why.MALFORMED, what + " is not a number from one on");
        }
        return number.longValue();
    }

    void mustNotHaveExpired(Instant now) throws TufException {
        if (!now.isBefore(expires)) {
            throw new TufException(Why.EXPIRED, type + " expired at " + expires);
        }
    }
}
