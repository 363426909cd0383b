package cn.ting.catalogue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One version of the catalogue, ready to be sent as retained documents.
 *
 * @param version grows with every publication
 * @param documents payloads by topic below {@code ting/1/{area}/}, in the order of sending: blobs first, the head last
 */
public record Publication(long version, Map<String, byte[]> documents) {

    /** The topic of the head. */
    public static final String HEAD = "catalogue/head";

    public Publication {
        documents = new LinkedHashMap<>(documents);
    }

    /** Sends every document in its order. */
    public void to(BiConsumer<String, byte[]> publish) {
        documents.forEach(publish);
    }

    /** The same head, but each blob that was not in the one before comes with a byte too many. */
    public Publication spoiledSince(Publication before) {
        Map<String, byte[]> spoiled = new LinkedHashMap<>(documents);
        spoiled.replaceAll((topic, bytes) ->
                topic.equals(HEAD) || before.documents.containsKey(topic) ? bytes : Arrays.copyOf(bytes, bytes.length + 1));
        return new Publication(version, spoiled);
    }

    public byte[] head() {
        return documents.get(HEAD);
    }
}
