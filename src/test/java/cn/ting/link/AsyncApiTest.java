package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code asyncapi.yaml} is AsyncAPI, and says of every topic, schema and example what is there. */
class AsyncApiTest {

    private static final Path CONTRACT = Path.of(System.getProperty("project.root", "."), "src/docs/contract");

    private final ObjectMapper json = new ObjectMapper();
    private JsonNode api;

    @BeforeEach
    void read() throws IOException {
        api = json.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(CONTRACT.resolve("asyncapi.yaml"))));
    }

    @Test
    void it_is_AsyncAPI_3() throws IOException {
        assertEquals("[]", asyncApi().validate(api).toString());

        ((ObjectNode) api.path("operations").path("kioskSendsFact")).put("action", "shout");
        assertNotEquals("[]", asyncApi().validate(api).toString(), "its schema can fail");
    }

    private static JsonSchema asyncApi() throws IOException {
        try (InputStream schema = AsyncApiTest.class.getResourceAsStream("/asyncapi/asyncapi-3.0.0.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        }
    }

    @Test
    void whatever_it_refers_to_is_there() {
        for (String ref : references()) {
            if (ref.startsWith("#/")) {
                assertTrue(!api.at(ref.substring(1)).isMissingNode(), ref);
            } else {
                assertTrue(Files.exists(CONTRACT.resolve(ref)), ref);
            }
        }
    }

    @Test
    void it_refers_to_every_schema_and_every_example() throws IOException {
        Set<String> there = new TreeSet<>();
        for (String folder : List.of("schema", "examples")) {
            try (Stream<Path> files = Files.list(CONTRACT.resolve(folder))) {
                files.forEach(file -> there.add("./" + folder + "/" + file.getFileName()));
            }
        }
        assertEquals(there, references().stream().filter(ref -> ref.startsWith("./")).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void every_topic_that_is_sent_has_its_channel_with_its_schema() {
        for (Map.Entry<String, String> topic : ContractEar.SCHEMAS.entrySet()) {
            List<JsonNode> channels = channels().stream()
                    .filter(channel -> channel.path("address").asText().replace("{version}", "1").endsWith(topic.getKey()))
                    .toList();
            assertEquals(1, channels.size(), topic.getKey());
            for (JsonNode message : channels.get(0).path("messages")) {
                String payload = api.at(message.path("$ref").asText().substring(1)).path("payload").toString();
                assertTrue(payload.contains("./schema/" + topic.getValue() + ".schema.json"), topic + ": " + payload);
            }
        }
        assertEquals(ContractEar.SCHEMAS.size() + 1, channels().size(), "those, and the blobs of the catalogue");
    }

    @Test
    void every_channel_is_sent_by_one_side_and_received_by_the_other() {
        api.path("channels").fieldNames().forEachRemaining(channel -> {
            List<String> sides = new ArrayList<>();
            api.path("operations").fields().forEachRemaining(operation -> {
                if (operation.getValue().path("channel").path("$ref").asText().equals("#/channels/" + channel)) {
                    sides.add(operation.getValue().path("action").asText() + " by " + operation.getValue().at("/tags/0/name").asText());
                }
            });
            boolean up = api.path("channels").path(channel).path("address").asText().contains("/up/");
            if (channel.equals("birth")) {
                assertTrue(sides.remove("receive by kiosk"), "a kiosk looks at births under its own name");
            }
            assertEquals(up ? List.of("send by kiosk", "receive by platform") : List.of("send by platform", "receive by kiosk"), sides, channel);
        });
    }

    @Test
    void the_parameters_of_a_channel_are_those_in_its_address() {
        for (JsonNode channel : channels()) {
            Set<String> named = new TreeSet<>();
            channel.path("parameters").fieldNames().forEachRemaining(named::add);
            assertEquals(
                    Pattern.compile("\\{([a-z0-9]+)}").matcher(channel.path("address").asText()).results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    named);
        }
    }

    private List<JsonNode> channels() {
        List<JsonNode> channels = new ArrayList<>();
        api.path("channels").forEach(channels::add);
        return channels;
    }

    private List<String> references() {
        return deep(api, new ArrayList<>());
    }

    /** All of them: Jackson's own search does not look below one it has found. */
    private static List<String> deep(JsonNode node, List<String> found) {
        if (node.path("$ref").isTextual()) {
            found.add(node.path("$ref").asText());
        }
        node.forEach(child -> deep(child, found));
        return found;
    }
}
