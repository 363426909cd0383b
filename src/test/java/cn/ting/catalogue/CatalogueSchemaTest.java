package cn.ting.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.seal.Digest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is published is what {@code src/docs/contract/schema} says. */
class CatalogueSchemaTest {

    private static final Path CONTRACT = Path.of(System.getProperty("project.root", "."), "src/docs/contract");

    private static final Map<String, String> OWN_SCHEMA = Map.of(
            "halls", "halls", "events", "bundles", "packages", "bundles", "points", "points", "calendar", "calendar");

    private final ObjectMapper json = new ObjectMapper();
    // The head is left unsigned here, so that its payload can be read.
    private final Publication publication = new CataloguePublisher((type, payload) -> payload)
            .publish(CatalogueContent.read(), 1, Instant.parse("2026-11-23T04:00:00Z"));

    @Test
    void everyDocumentFollowsItsSchema() throws IOException {
        JsonNode head = json.readTree(publication.head());
        assertEquals(Set.of(), wrong("head", head));
        for (JsonNode chapter : head.get("chapters")) {
            JsonNode content = blob(chapter);
            String kind = chapter.get("kind").asText();
            assertEquals(Set.of(), wrong(OWN_SCHEMA.getOrDefault(kind, "chapter"), content), kind);
            for (JsonNode listed : content.path("pages")) {
                assertEquals(Set.of(), wrong("page", blob(listed)), listed.get("id").asText());
            }
        }
    }

    @Test
    void aSchemaRefusesWhatTheKioskRefuses() throws IOException {
        JsonNode head = json.readTree(publication.head());
        JsonNode listing = blob(head.get("chapters").get(CatalogueContent.KINDS.size()));
        for (String field : Set.of("title", "names", "deptName", "promiseDay", "isFee", "material")) {
            ObjectNode page = blob(listing.get("pages").get(0)).deepCopy();
            page.remove(field);
            assertFalse(wrong("page", page).isEmpty(), field);
        }
        ((ObjectNode) head).put("version", 0);
        assertFalse(wrong("head", head).isEmpty());
    }

    /** ContractTest holds each of them to its schema; this, that a kiosk could follow them from the head to the page. */
    @Test
    void theExamplesLeadFromOneToTheNext() throws IOException {
        Map<String, String> hashes = new HashMap<>();
        example("head").get("chapters").forEach(chapter -> hashes.put(chapter.get("id").asText(), chapter.get("sha256").asText()));

        assertEquals(sha256(example("halls")), hashes.get("halls"));
        assertEquals(sha256(example("bundles")), hashes.get("events"));
        assertEquals(sha256(example("points")), hashes.get("points"));
        assertEquals(sha256(example("calendar")), hashes.get("calendar"));
        assertEquals(sha256(example("chapter")), hashes.get("social-security"));
        assertEquals(sha256(example("page")), example("chapter").get("pages").get(0).get("sha256").asText());
    }

    private JsonNode blob(JsonNode reference) throws IOException {
        return json.readTree(publication.documents().get("catalogue/blob/" + reference.get("sha256").asText()));
    }

    private JsonNode example(String document) throws IOException {
        return json.readTree(Files.readString(CONTRACT.resolve("examples/catalogue-" + document + ".json")));
    }

    /** Of the bytes as they would be sent: without the white space of a file that is read by people. */
    private String sha256(JsonNode document) throws IOException {
        return Digest.sha256Hex(json.writeValueAsBytes(document));
    }

    private static Set<ValidationMessage> wrong(String document, JsonNode content) throws IOException {
        Path file = CONTRACT.resolve("schema/catalogue-" + document + ".schema.json");
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(file));
        return schema.validate(content);
    }
}
