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
 * @param pieces what each document is, by the same topics
 */
public record Publication(long version, Map<String, byte[]> documents, Map<String, Piece> pieces) {

    /** The topic of the head. */
    public static final String HEAD = "catalogue/head";

    /** What precedes the hash in the topic of a blob. */
    public static final String BLOB = "catalogue/blob/";

    /**
     * What one document is.
     *
     * @param what {@code head}, {@code chapter} or {@code page}
     * @param id of the chapter or the matter; the version of a head
     * @param kind of a chapter, such as {@code matters} or {@code halls}; else the same as {@code what}
     */
    public record Piece(String what, String id, String kind) {}

    public Publication {
        documents = new LinkedHashMap<>(documents);
        pieces = Map.copyOf(pieces);
    }

    /** Sends every document in its order. */
    public void to(BiConsumer<String, byte[]> publish) {
        documents.forEach(publish);
    }

    /** The head, and the blobs that were not in the one before: what has to travel. */
    public Publication movedSince(Publication before) {
        Map<String, byte[]> moved = new LinkedHashMap<>(documents);
        moved.keySet().removeIf(topic -> !topic.equals(HEAD) && before.documents.containsKey(topic));
        return new Publication(version, moved, pieces);
    }

    /** The same, but each blob that was not in the one before comes with a byte too many. */
    public Publication spoiledSince(Publication before) {
        Map<String, byte[]> spoiled = new LinkedHashMap<>(documents);
        spoiled.replaceAll((topic, bytes) ->
                topic.equals(HEAD) || before.documents.containsKey(topic) ? bytes : Arrays.copyOf(bytes, bytes.length + 1));
        return new Publication(version, spoiled, pieces);
    }

    public byte[] head() {
        return documents.get(HEAD);
    }
}
