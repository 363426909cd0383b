package cn.ting.catalogue;

import cn.ting.catalogue.Publication.Piece;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes pages, chapters and the head of a catalogue. The same content gives the same blobs. */
public final class CataloguePublisher {

    /** The type under which the head is signed. */
    public static final String HEAD_TYPE = "application/vnd.ting.catalogue-head+json";

    private static final int MOST_BYTES = 128 * 1024;
    /** A chapter of so many is some 30 KiB, and ten thousand matters make some sixty chapters of the 128 that a head may name. */
    private static final int MOST_LISTED = 200;

    private static final Duration VALID_FOR = Duration.ofDays(30);

    private final ObjectMapper json = new ObjectMapper();
    private final Signer signer;

    public CataloguePublisher(Signer signer) {
        this.signer = signer;
    }

    /** Publishes with the usual validity of 30 days. */
    public Publication publish(CatalogueContent content, long version, Instant issuedAt) {
        return publish(content, version, issuedAt, issuedAt.plus(VALID_FOR));
    }

    /** @param version more than that of any publication before */
    public Publication publish(CatalogueContent content, long version, Instant issuedAt, Instant expires) {
        Sheaf documents = new Sheaf();
        ArrayNode chapters = json.createArrayNode();
        content.lists().forEach((kind, list) ->
                chapter(documents, chapters, kind, kind, json.createObjectNode().set(kind, list)));
        for (JsonNode theme : content.themes()) {
            list(documents, chapters, theme.get("id").asText(), content);
        }
        ObjectNode head = json.createObjectNode()
                .put("version", version)
                .put("issuedAt", issuedAt.toString())
                .put("expires", expires.toString());
        head.set("chapters", chapters);
        documents.put(Publication.HEAD, signer.sign(HEAD_TYPE, bytes(head)), new Piece("head", String.valueOf(version), "head"));
        return new Publication(version, documents.payloads, documents.pieces);
    }

    /** The documents of a publication in the making. */
    private static final class Sheaf {
        private final Map<String, byte[]> payloads = new LinkedHashMap<>();
        private final Map<String, Piece> pieces = new LinkedHashMap<>();

        void put(String topic, byte[] payload, Piece piece) {
            payloads.put(topic, payload);
            pieces.put(topic, piece);
        }
    }

    /** A theme's matters, in as many chapters as it takes that one matter's change moves little: {@code id}, {@code id-2} and so on. */
    private void list(Sheaf documents, ArrayNode chapters, String theme, CatalogueContent content) {
        List<CatalogueContent.Entry> matters = content.matters().stream()
                .filter(entry -> entry.theme().equals(theme))
                .sorted(Comparator.comparing(CatalogueContent.Entry::heat).reversed())
                .toList();
        for (int from = 0; from == 0 || from < matters.size(); from += MOST_LISTED) {
            String id = from == 0 ? theme : theme + "-" + (from / MOST_LISTED + 1);
            List<CatalogueContent.Entry> part = matters.subList(from, Math.min(from + MOST_LISTED, matters.size()));
            chapter(documents, chapters, id, "matters", listing(documents, part, theme));
        }
    }

    private ObjectNode listing(Sheaf documents, List<CatalogueContent.Entry> matters, String theme) {
        ObjectNode listing = json.createObjectNode().put("theme", theme);
        ArrayNode pages = listing.putArray("pages");
        for (CatalogueContent.Entry entry : matters) {
            pages.addObject()
                    .put("id", entry.id())
                    .put("title", entry.page().get("title").asText())
                    .put("heat", entry.heat())
                    .put("sha256", blob(documents, named(entry.page(), Pinyin::syllables), new Piece("page", entry.id(), "page")));
        }
        return listing;
    }

    private void chapter(Sheaf documents, ArrayNode chapters, String id, String kind, JsonNode content) {
        chapters.addObject().put("id", id).put("kind", kind).put("sha256", blob(documents, content, new Piece("chapter", id, kind)));
    }

    /** Adds to a page how its names are typed on letter keys, the everyday title first; {@code reading} is that of a name. */
    static ObjectNode named(ObjectNode page, Function<String, List<String>> reading) {
        ObjectNode named = page.deepCopy();
        ArrayNode names = named.putArray("names");
        Set<String> texts = new LinkedHashSet<>(List.of(page.get("title").asText()));
        texts.add(page.get("taskName").asText());
        page.get("aliases").forEach(alias -> texts.add(alias.asText()));
        for (String text : texts) {
            List<String> syllables = reading.apply(text);
            names.addObject()
                    .put("text", text)
                    .put("pinyin", String.join(" ", syllables))
                    .put("initials", Pinyin.initials(syllables));
        }
        return named;
    }

    private String blob(Sheaf documents, JsonNode content, Piece piece) {
        byte[] bytes = bytes(content);
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a blob of " + bytes.length + " bytes is too large; split its theme");
        }
        String hash = sha256(bytes);
        documents.put(Publication.BLOB + hash, bytes, piece);
        return hash;
    }

    private byte[] bytes(JsonNode content) {
        try {
            return json.writeValueAsBytes(content);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java platform has SHA-256", never);
        }
    }
}
