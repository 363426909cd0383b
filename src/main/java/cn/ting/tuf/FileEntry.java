package cn.ting.tuf;

import cn.ting.tuf.TufException.Why;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What metadata says of a file: of other metadata, or of a target.
 *
 * @param version of metadata; 0 for a target
 * @param length in bytes, where it is told
 * @param hashes in lower-case hexadecimal by name, {@code sha256} or {@code sha512}; none where none is told
 * @param custom what the repository adds for those who use the target; missing where nothing is
 */
public record FileEntry(long version, OptionalLong length, Map<String, String> hashes, JsonNode custom) {

    static FileEntry ofMetadata(JsonNode entry) throws TufException {
        return of(entry, Metadata.positive(entry.path("version"), "the version of a file of metadata"));
    }

    static FileEntry ofTarget(JsonNode entry) throws TufException {
        FileEntry target = of(entry, 0);
        if (target.length.isEmpty() || target.hashes.isEmpty()) {
            throw new TufException(Why.MALFORMED, "a target without length or hashes");
        }
        return target;
    }

    /** Holds metadata's bytes to what is said of them, as far as anything is. */
    void mustBe(byte[] bytes) throws TufException {
        if (length.isPresent() && bytes.length != length.getAsLong()) {
            throw new TufException(Why.MISMATCH, bytes.length + " bytes where " + length.getAsLong() + " were named");
        }
        if (!hashes.isEmpty()) {
            Hashes sums = new Hashes(hashes.keySet());
            sums.update(bytes, bytes.length);
            sums.mustBe(hashes);
        }
    }

    private static FileEntry of(JsonNode entry, long version) throws TufException {
        JsonNode told = entry.path("length");
        OptionalLong length = OptionalLong.empty();
        if (!told.isMissingNode()) {
            if (!told.isIntegralNumber() || !told.canConvertToLong() || told.longValue() < 0) {
                throw new TufException(Why.MALFORMED, "a length that is none");
            }
            length = OptionalLong.of(told.longValue());
        }
        return new FileEntry(version, length, hashes(entry.path("hashes")), entry.path("custom"));
    }

    /** None where nothing is said of hashes; who says something has to name one. */
    private static Map<String, String> hashes(JsonNode told) throws TufException {
        Map<String, String> hashes = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> hash = told.fields(); hash.hasNext(); ) {
            Map.Entry<String, JsonNode> one = hash.next();
            if (one.getValue().isTextual()) {
                hashes.put(one.getKey(), one.getValue().textValue());
            }
        }
        if (!told.isMissingNode() && (hashes.isEmpty() || hashes.size() != told.size())) {
            throw new TufException(Why.MALFORMED, "hashes that are none");
        }
        return hashes;
    }
}
