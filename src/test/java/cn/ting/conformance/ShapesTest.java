package cn.ting.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schemas are read as a whole validator reads them: over every example, and each of its fields spoiled in turn. */
class ShapesTest {

    private final ObjectMapper json = new ObjectMapper();
    private final Shapes shapes = new Shapes(PlatformOnTrial.CONTRACT);

    @Test
    void it_says_what_a_whole_validator_says() throws IOException {
        List<Path> examples;
        try (Stream<Path> files = Files.list(PlatformOnTrial.CONTRACT.resolve("examples"))) {
            examples = files.sorted().toList();
        }
        int refused = 0;
        for (Path example : examples) {
            String name = example.getFileName().toString().replace(".json", "");
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(PlatformOnTrial.CONTRACT.resolve("schema/" + name + ".schema.json")));
            JsonNode document = json.readTree(example.toFile());
            assertEquals(List.of(), shapes.breaches(name, document), name);
            for (JsonNode spoiled : spoiled(document)) {
                boolean keeps = schema.validate(spoiled).isEmpty();
                refused += keeps ? 0 : 1;
                assertEquals(keeps, shapes.breaches(name, spoiled).isEmpty(), name + ": " + spoiled);
            }
        }
        assertTrue(refused > 100, "there were enough to refuse: " + refused);
    }

    private static List<JsonNode> spoiled(JsonNode document) {
        List<JsonNode> spoiled = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        document.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            for (JsonNode value : List.of(TextNode.valueOf(""), TextNode.valueOf("Ä"), IntNode.valueOf(-1), NullNode.getInstance())) {
                spoiled.add(((ObjectNode) document.deepCopy()).set(field, value));
            }
            spoiled.add(((ObjectNode) document.deepCopy()).without(field));
        }
        return spoiled;
    }
}
