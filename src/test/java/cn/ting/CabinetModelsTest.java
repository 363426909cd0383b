package cn.ting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.camera.CameraSettings;
import cn.ting.device.idcard.SamVSettings;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.SettingsException;
import cn.ting.settings.SettingsFile;
import cn.ting.settings.SettingsKeeper;
import cn.ting.time.SteppedClock;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** A card that is left is noticed in every cabinet that is offered. */
    @ParameterizedTest
    @MethodSource("files")
    void everyReaderIsAskedWhetherItsCardStillLies(String name) {
        List<DeviceSettings> readers = SettingsFile.read(FOLDER.resolve(name), KioskSettings.class).devices().stream()
                .filter(device -> device.driver().equals("sam-v")).toList();
        assertFalse(readers.isEmpty());
        readers.forEach(reader -> assertEquals(SamVSettings.Presence.APPENDED_ADDRESS, reader.profile().as(SamVSettings.class).presence()));
    }

    @Test
    void theWallMiniCarriesNoPrinter() {
        List<DeviceSettings> devices = SettingsFile.read(FOLDER.resolve("wall-mini.yaml"), KioskSettings.class).devices();
        assertTrue(devices.stream().noneMatch(device -> List.of("esc-pos", "ipp").contains(device.driver())));
    }

    @Test
    void theSchemaRefusesWhatTheKioskRefuses(@TempDir Path folder) throws Exception {
        String good = Files.readString(FOLDER.resolve("bench.yaml"));
        for (String[] wrong : new String[][] {
            {"area: fengshui", "aera: fengshui"},
            {"driver: sam-v", "driver: sam-w"},
            {"presence: appended-address", "presence: sometimes"},
            {"presence: appended-address", "presense: none"},
            {"reconnectMost: 2s", "reconnectMost: 2 seconds"},
            {"reconnectMost: 2s", "reconnectMost: 2ms"},
            {"presence: appended-address", "poll: 299ms"},
            {"line: tcp:127.0.0.1:7101", "line: nonsense"},
            {"line: tcp:127.0.0.1:7101", "line: tcp:127.0.0.1:7101\n    power: foo"},
            {"name: reader", "name: Reader 1"},
            {"loopbackLines: true", "loopbackLines: 'yes'"},
            {"    driver: esc-pos\n", ""},
            {"model: TM-T70II-CH", "modle: TM-T70II-CH"},
            {"model: TM-T70II-CH", "model: {like: TM-T70II-CH, ting: {feedSpeed: 5}}"},
            {"model: TM-T70II-CH", "model: {like: TM-T70II-CH, ting: {speed: 80}}"},
        }) {
            assertTrue(good.contains(wrong[0]), wrong[0]);
            String bad = good.replaceFirst(wrong[0], wrong[1]);
            assertFalse(refusals(bad).isEmpty(), wrong[1]);
            Path file = Files.writeString(folder.resolve("cabinet.yaml"), bad);
            assertThrows(RuntimeException.class, () -> {
                KioskSettings settings = SettingsFile.read(file, KioskSettings.class);
                new Drivers(ReferenceTest.drivers()).check(settings.inventory(), settings.devices());
            }, wrong[1]);
        }
    }

    /** What no schema can see is refused at a first start, with file, line and key, before anything of a cabinet is touched. */
    @Test
    void whatCannotWorkTogetherIsRefused(@TempDir Path folder) throws Exception {
        String park = Files.readString(FOLDER.resolve("park-24h.yaml"));
        for (String[] wrong : new String[][] {
            {"power: board/3", "power: board/8", "devices[5].power names channel 8 of board; there are 1, 2, 3, 4, 5, 6, 7"},
            {"power: board/3", "power: board/2", "devices[5].power board/2 feeds printer already: give a4 another channel, or none"},
            {"modem: board/4", "modem: board/3", "inventory.modem board/3 feeds a4 already: give modem another channel, or none"},
            {"power: board/3", "power: printer/1", "devices[5].power is to come from printer, which has none for it"},
            {"power: board/3", "power: a4/1", "devices[5].power is to come from a4, which has none for it"},
            {"serial:/dev/serial/by-id/usb-GROW_GM65-if00@9600",
                "serial:/dev/serial/by-id/usb-Prolific_Technology_Inc._USB-Serial_Controller-if00-port0@9600",
                "devices[1].line is that of reader above: give each device a line of its own"},
        }) {
            assertTrue(park.contains(wrong[0]), wrong[0]);
            Path file = Files.writeString(folder.resolve("cabinet.yaml"), park.replace(wrong[0], wrong[1]));
            SettingsKeeper keeper = new SettingsKeeper(file, folder.resolve("last-good.yaml"), new Conditions(new SteppedClock()));
            String refused = assertThrows(SettingsException.class, () -> keeper.load(KioskSettings.class, settings ->
                    new Drivers(ReferenceTest.drivers()).check(settings.inventory(), settings.devices()))).getMessage();
            assertTrue(refused.startsWith("cabinet.yaml:") && refused.contains(wrong[2]), refused);
        }
    }

    /** What the schema allows the kiosk takes, up to the largest frames: a glance costs hardly more of them, see decision 32. */
    @Test
    void aCameraOfFullHighDefinitionIsNotRefused(@TempDir Path folder) throws Exception {
        String park = Files.readString(FOLDER.resolve("park-24h.yaml"))
                .replace("video-index0\n", "video-index0\n    profile: {width: 1920, height: 1080}\n");
        assertEquals(List.of(), refusals(park));
        KioskSettings settings = SettingsFile.read(Files.writeString(folder.resolve("cabinet.yaml"), park), KioskSettings.class);
        new Drivers(ReferenceTest.drivers()).check(settings.inventory(), settings.devices());
        assertTrue(settings.devices().stream().anyMatch(device -> device.driver().equals("camera")
                && device.profile().as(CameraSettings.class).width() == 1920));
    }

    private static List<String> refusals(String yaml) throws IOException {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return SCHEMA.validate(new ObjectMapper().writeValueAsString(read), InputFormat.JSON).stream()
                .map(Object::toString).toList();
    }
}
