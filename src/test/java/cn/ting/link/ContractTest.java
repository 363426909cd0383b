package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.outbox.Letter;
import cn.ting.remote.CommandDesk;
import cn.ting.remote.ReleaseDesk;
import cn.ting.remote.RootDesk;
import cn.ting.remote.SetupDesk;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the written contract to its examples, and to what kiosk and platform really send. */
class ContractTest {

    private static final Path CONTRACT = Path.of(System.getProperty("project.root", "."), "src/docs/contract");
    private static final List<String> FACTS =
            List.of("visit.began", "visit.identified", "queue.ticket-issued", "queue.slip", "queue.ticket-cancelled", "appointment.asked",
                    "appointment.withdrawn", "appointment.checked-in", "appointment.slip", "sheet.paper",
                    "visit.ended", "upkeep.tally", "command.began", "command.ended", "setup.tried",
                    "setup.kept", "setup.reverted", "setup.refused", "ota.offered", "ota.fetched", "ota.armed", "ota.committed",
                    "ota.reverted", "ota.refused", "ota.fallback");

    private static final List<String> SENT =
            List.of("up/fact", "up/birth", "up/gone", "down/receipt", "down/lease", "down/naming", "down/tally", "down/commands", "down/setup", "down/release", "catalogue/root/1", "platform/state",
                    "/board");

    @TempDir
    Path directory;

    private final ObjectMapper json = new ObjectMapper();

    static Stream<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACT.resolve("examples"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_keeps_its_schema(String name) throws IOException {
        keeps(name, json.readTree(example(name)));
    }

    @Test
    void what_kiosk_and_platform_send_keeps_the_contract() throws IOException, MqttException {
        try (LinkRig rig = new LinkRig(directory);
                ContractEar ear = new ContractEar(rig.broker.platformAddress().toString())) {
            rig.platform.refuse("visit.ended", "schema", "never");
            rig.linked();
            rig.await("the platform has heard of it", () -> rig.seen().present());
            for (String fact : FACTS) {
                byte[] data = example(fact);
                rig.ledger.write(tx -> rig.outbox.post(tx, new Letter(fact, "v1", data)));
            }
            new CommandDesk(rig.platform, "demo", rig.clock).order("kiosk-1", "self-test", "printer");
            new SetupDesk(rig.platform, "demo", rig.clock).wish("kiosk-1", "devices: []");
            new ReleaseDesk(rig.platform, "demo", rig.clock).instruct("kiosk-1", "https://updates.area.example/ting", "ting/1.5.0/x86_64/MANIFEST");
            new RootDesk(rig.platform, "demo", rig.clock).publish();
            rig.await("all are settled", rig::drained);
            assertEquals(1, rig.outbox.parked().size());
            rig.link.stop();
            rig.await("everything was heard", () -> ear.kinds().containsAll(SENT));
            assertEquals(List.of(), ear.breaches());
        }
    }

    private void keeps(String name, JsonNode document) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(CONTRACT.resolve("schema/" + name + ".schema.json")));
        assertEquals("[]", schema.validate(document).toString(), name + ": " + document);
    }

    @Test
    void a_schema_can_fail() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(CONTRACT.resolve("schema/receipt.schema.json")));

        assertFalse(schema.validate(json.readTree("{\"epoch\":\"short\",\"through\":-1}")).isEmpty());
    }

    private static byte[] example(String name) throws IOException {
        return Files.readAllBytes(CONTRACT.resolve("examples/" + name + ".json"));
    }
}
