package cn.ting.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that several cabinets share, in folders beside the cabinet's own. */
class SettingsFolderTest {

    record Car(@Setting(why = "what the horn is", standard = "loud", folder = "horns") Horn horn) {}

    @Unused(keys = {"maker", "colour"}, why = "said of horns elsewhere")
    record Horn(
            @Setting(why = "what it plays") Map<String, Tone> tones,
            @Setting(why = "how loud", unit = "dB", max = "90") int loudness) {}

    record Tone(@Setting(why = "how high", standard = "440") int hertz) {}

    private static final String LOUD = """
            tones:
              0: {hertz: 500}
              two: {}
            loudness: 80
            """;

    @TempDir
    Path folder;

    private final Conditions conditions = new Conditions(new SteppedClock());

    @BeforeEach
    void aHorn() throws IOException {
        horn("loud", LOUD);
        horn("soft", "tones: {}\nloudness: 20\n");
    }

    @Test
    void aKeyNamesAFileAndWithoutItTheStandardOneHolds() throws IOException {
        assertEquals(new Horn(Map.of("0", new Tone(500), "two", new Tone(440)), 80), load("{}").horn());
        assertEquals(new Horn(Map.of(), 20), load("horn: soft").horn());
    }

    @Test
    void keysGivenHereArePutOverTheFilesOwn() throws IOException {
        assertEquals(new Horn(Map.of("0", new Tone(300), "two", new Tone(440)), 60),
                load("horn: {tones: {0: {hertz: 300}}, loudness: 60}").horn());
        assertEquals(new Horn(Map.of("high", new Tone(800)), 20), load("horn: {like: soft, tones: {high: {hertz: 800}}}").horn());
    }

    /** As a collection of others has it. */
    @Test
    void aFileMayStandUnderItsOwnNameAndInheritAnothersKeys() throws IOException {
        horn("tuned", "---\ntuned:\n  maker: {of: horns}\n  inherits: loud\n  tones:\n    two: {hertz: 600}\n...\n");
        horn("quiet", "inherits: tuned\ncolour: [red]\nloudness: 10\n");

        assertEquals(new Horn(Map.of("0", new Tone(500), "two", new Tone(600)), 80), load("horn: tuned").horn());
        assertEquals(new Horn(Map.of("0", new Tone(500), "two", new Tone(600)), 10), load("horn: quiet").horn());
        assertEquals(new Horn(Map.of("0", new Tone(500), "two", new Tone(600)), 20), load("horn: {like: quiet, loudness: 20}").horn());
        assertTrue(Files.exists(folder.resolve("last-good.yaml.d/horns/tuned.yaml")), "it is kept with what inherits it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            inherits: shrill              | horns/mine.yaml:1: inherits names no file of horns: shrill
            inherits: ../car              | horns/mine.yaml:1: inherits names no file of horns: ../car
            inherits: [soft]              | horns/mine.yaml:1: inherits names no file of horns: ?
            inherits: mine                | horns/mine.yaml:1: inherits goes in a circle, or through more than 8 files: mine
            mine: {inherits: shrill}      | horns/mine.yaml:1: inherits names no file of horns: shrill
            yours: {loudness: 20}         | horns/mine.yaml:1: horn.yours is not a key here; there are tones, loudness
            """)
    void whatAFileCannotInheritIsRefused(String text, String sentence) throws IOException {
        horn("mine", text);
        assertEquals(sentence, assertThrows(SettingsException.class, () -> load("horn: mine")).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            horn: shrill                       | car.yaml:1: horn names no file of horns: shrill
            horn: ../car                       | car.yaml:1: horn names no file of horns: ../car
            horn: {like: [soft]}               | car.yaml:1: horn names no file of horns: ?
            horn: [soft]                       | car.yaml:1: horn has keys of its own
            horn: {pitch: 3}                   | car.yaml:1: horn.pitch is not a key here; there are tones, loudness
            horn: {loudness: 95}               | car.yaml:1: horn.loudness is at most 90, not 95
            horn: {tones: {0: {hertz: high}}}  | car.yaml:1: horn.tones.0.hertz is a whole number, not high
            horn: {tones: 3}                   | car.yaml:1: horn.tones has keys of its own
            """)
    void aRefusalOfWhatStandsInTheCabinetsFileNamesThat(String text, String sentence) {
        assertEquals(sentence, assertThrows(SettingsException.class, () -> load(text)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            loudness: 80 | loudness: 95  | horns/loud.yaml:4: horn.loudness is at most 90, not 95
            hertz: 500   | herz: 500     | horns/loud.yaml:2: horn.tones.0.herz is not a key here; there are hertz
            tones:       | pitch:        | horns/loud.yaml:2: horn.pitch is not a key here; there are tones, loudness
            loudness: 80 | '{'           | horns/loud.yaml:5: is not YAML: could not find expected ':'
            """)
    void aRefusalOfWhatStandsInASharedFileNamesThatOne(String good, String wrong, String sentence) throws IOException {
        horn("loud", LOUD.replace(good, wrong));
        assertEquals(sentence, assertThrows(SettingsException.class, () -> load("{}")).getMessage());
    }

    @Test
    void aSharedFileThatTurnsWrongLaterLeavesTheLastGoodOneInForce() throws IOException {
        assertEquals(80, load("horn: loud").horn().loudness());
        horn("loud", "loudness: 95");

        assertEquals(80, load("horn: loud").horn().loudness());
        assertTrue(conditions.has(SettingsFault.REFUSED));

        horn("loud", LOUD.replace("80", "70"));
        assertEquals(70, load("horn: loud").horn().loudness());
        assertFalse(conditions.has(SettingsFault.REFUSED));
    }

    @Test
    void aCopyOfWhatIsNoLongerNamedIsForgotten() throws IOException {
        load("horn: soft");
        load("horn: loud");

        assertTrue(Files.exists(folder.resolve("last-good.yaml.d/horns/loud.yaml")));
        assertFalse(Files.exists(folder.resolve("last-good.yaml.d/horns/soft.yaml")));
    }

    private void horn(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("horns"));
        Files.writeString(folder.resolve("horns/" + name + ".yaml"), text);
    }

    private Car load(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("car.yaml"), text);
        return new SettingsKeeper(file, folder.resolve("last-good.yaml"), conditions).load(Car.class, car -> {});
    }
}
