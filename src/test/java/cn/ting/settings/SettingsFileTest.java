package cn.ting.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.settings.CabinetSettings.LampProfile;
import cn.ting.settings.CabinetSettings.Look;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {

    static final String GOOD = """
            screen:
              idle: 90s
              look: by-night
            broker: tcp://broker:1883
            greeting: [亭, Ting]
            devices:
              - name: lamp
                profile:
                  blink: 1s
              - name: door
            """;

    @Test
    void aGoodFileBecomesARecordWithItsDefaults() {
        CabinetSettings cabinet = read(GOOD);

        assertEquals(new CabinetSettings.Screen(Duration.ofSeconds(90), 80, Look.BY_NIGHT, false), cabinet.screen());
        assertEquals(URI.create("tcp://broker:1883"), cabinet.broker());
        assertEquals(List.of("亭", "Ting"), cabinet.greeting());
        assertEquals(List.of("lamp", "door"), cabinet.devices().stream().map(CabinetSettings.Built::name).toList());
    }

    @Test
    void aPartWhoseKeysAllHaveDefaultsMayBeLeftOut() {
        CabinetSettings cabinet = read("broker: tcp://b:1\ngreeting: []\ndevices: []\n");

        assertEquals(Duration.ofSeconds(60), cabinet.screen().idle());
    }

    @Test
    void aSectionIsReadByItsOwner() {
        CabinetSettings cabinet = read(GOOD);

        assertEquals(Duration.ofSeconds(1), cabinet.devices().get(0).profile().as(LampProfile.class).blink());
        assertEquals(Duration.ofMillis(500), cabinet.devices().get(1).profile().as(LampProfile.class).blink());
    }

    @Test
    void aWrongKeyInASectionIsStillNamedWithItsLine() {
        Section profile = read(GOOD.replace("blink: 1s", "blnk: 1s")).devices().get(0).profile();

        assertEquals(
                "bench.yaml:9: devices[0].profile.blnk is not a key here; there are blink",
                assertThrows(SettingsException.class, () -> profile.as(LampProfile.class)).getMessage());
    }

    @Test
    void whatASectionThatIsLeftOutLacksIsNamedWithItsDevice() {
        Section profile = read(GOOD).devices().get(1).profile();

        assertEquals(
                "bench.yaml:10: devices[1].profile.glass is missing",
                assertThrows(SettingsException.class, () -> profile.as(CabinetSettings.DoorProfile.class)).getMessage());
    }

    /** Of what is left out, the part it is missing from. */
    @ParameterizedTest
    @CsvSource({
        "broker, 4", "screen.look, 3", "screen.light, 2", "devices[0].name, 7", "devices[0].profile.blink, 9",
        "devices[1].profile.blink, 10", "devices[2].name, 7", "doors[3].name, 1", "broker.host, 4"
    })
    void aRefusalByKeyAloneIsGivenItsLine(String key, int line) {
        SettingsException refusal = new SettingsException(key, "will not do");

        assertEquals("bench.yaml:" + line + ": " + key + " will not do",
                new SettingsText("bench.yaml", GOOD, SettingsFolder.ofTheProgram()).placed(refusal).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            idle: 90s          | idle: 5s           | 2: screen.idle is from 10s to 5min, not 5s
            idle: 90s          | idle: soon         | 2: screen.idle is a duration such as 300ms, 20s, 5min, 12h or 7d, not soon
            idle: 90s          | idel: 90s          | 2: screen.idel is not a key here; there are idle, light, look, largePrint
            idle: 90s          | light: 101         | 2: screen.light is from 10 to 100, not 101
            idle: 90s          | light: bright      | 2: screen.light is a whole number, not bright
            idle: 90s          | light: 9999999999  | 2: screen.light is a whole number, not 9999999999
            idle: 90s          | largePrint: yes    | 2: screen.largePrint is true or false, not yes
            idle: 90s          | look: by-night     | 3: screen.look is given twice
            idle: 90s          | light: [1]         | 2: screen.light is one value
            look: by-night     | look: pink         | 3: screen.look is one of by-day, by-night, not pink
            tcp://broker:1883  | tcp://a b          | 4: broker is a URI, not tcp://a b
            [亭, Ting]         | 亭                 | 5: greeting is a list of at most 64
            - name: door       | - nome: door       | 10: devices[1].nome is not a key here; there are name, profile
            - name: door       | - profile: {}      | 10: devices[1].name is missing
            - name: door       | - door             | 10: devices[1] has keys of its own
            """)
    void aRefusalNamesFileLineAndKey(String good, String wrong, String sentence) {
        assertEquals("bench.yaml:" + sentence, refusal(GOOD.replace(good, wrong)));
    }

    @Test
    void aFileThatIsNoYamlIsRefusedWithTheLine() {
        String sentence = refusal("screen:\n  idle: [\n");

        assertTrue(sentence.startsWith("bench.yaml:3: is not YAML: "), sentence);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertEquals("bench.yaml: is empty", refusal(""));
    }

    @Test
    void aFileWithoutEndIsRefused() {
        String sentence = refusal("a: 1\n".repeat(60_000));

        assertTrue(sentence.startsWith("bench.yaml: is not YAML: "), sentence);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        SettingsException refusal = assertThrows(
                SettingsException.class, () -> SettingsFile.read(Path.of("nowhere/kiosk.yaml"), CabinetSettings.class));

        assertEquals("nowhere/kiosk.yaml is not there", refusal.getMessage());
    }

    private static CabinetSettings read(String text) {
        return SettingsFile.parse("bench.yaml", text, CabinetSettings.class);
    }

    private static String refusal(String text) {
        return assertThrows(SettingsException.class, () -> read(text)).getMessage();
    }
}
