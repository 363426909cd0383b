package cn.ting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.SettingsFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The cabinets this house offers, by the same two judges a cabinet of one's own has: the schema and the kiosk. */
class CabinetModelsTest {

    private static final Path FOLDER = House.root().resolve("device-config");
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(House.read(FOLDER.resolve("schema.json")));

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("reference.yaml"))
                    .toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsAcceptedByTheSchemaAndByTheKiosk(String name) throws Exception {
        assertEquals(List.of(), refusals(Files.readString(FOLDER.resolve(name))));
        KioskSettings settings = SettingsFile.read(FOLDER.resolve(name), KioskSettings.class);
        new Drivers(ReferenceTest.drivers()).check(settings.inventory(), settings.devices());
        assertTrue(Files.readString(FOLDER.resolve(name)).startsWith("# yaml-language-server: $schema=schema.json\n"), "an editor is told");
    }

    /** A model must not start in a park before somebody has said whose it is. */
    @ParameterizedTest
    @ValueSource(strings = {"park-24h.yaml", "community-desk.yaml", "wall-mini.yaml"})
    void aModelBelievesNobodyUntilAKeyIsPutIn(String name) {
        KioskSettings settings = SettingsFile.read(FOLDER.resolve(name), KioskSettings.class);
        assertFalse(settings.inventory().loopbackLines());
        assertThrows(IllegalArgumentException.class, () -> new TrustAnchor(settings.seal().trustAnchor()));
    }

    @Test
    void theWallMiniCarriesNoPrinter() {
        List<DeviceSettings> devices = SettingsFile.read(FOLDER.resolve("wall-mini.yaml"), KioskSettings.class).devices();
        assertTrue(devices.stream().noneMatch(device -> List.of("esc-pos", "ipp").contains(device.driver())));
    }

    @Test
    void theSchemaRefusesWhatTheKioskRefuses() throws Exception {
        String good = Files.readString(FOLDER.resolve("bench.yaml"));
        for (String[] wrong : new String[][] {
            {"area: fengshui", "aera: fengshui"},
            {"driver: sam-v", "driver: sam-w"},
            {"presence: appended-address", "presence: sometimes"},
            {"presence: appended-address", "presense: none"},
            {"reconnectMost: 2s", "reconnectMost: 2 seconds"},
            {"loopbackLines: true", "loopbackLines: 'yes'"},
            {"    driver: esc-pos\n", ""},
            {"model: TM-T70II-CH", "modle: TM-T70II-CH"},
            {"model: TM-T70II-CH", "model: {like: TM-T70II-CH, ting: {feedSpeed: 5}}"},
            {"model: TM-T70II-CH", "model: {like: TM-T70II-CH, ting: {speed: 80}}"},
        }) {
            assertTrue(good.contains(wrong[0]), wrong[0]);
            String bad = good.replaceFirst(wrong[0], wrong[1]);
            assertFalse(refusals(bad).isEmpty(), wrong[1]);
            Path file = Files.writeString(Files.createTempFile("cabinet", ".yaml"), bad);
            assertThrows(RuntimeException.class, () -> {
                KioskSettings settings = SettingsFile.read(file, KioskSettings.class);
                new Drivers(ReferenceTest.drivers()).check(settings.inventory(), settings.devices());
            }, wrong[1]);
        }
    }

    private static List<String> refusals(String yaml) throws IOException {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return SCHEMA.validate(new ObjectMapper().writeValueAsString(read), InputFormat.JSON).stream()
                .map(Object::toString).toList();
    }
}
