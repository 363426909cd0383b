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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsKeeperTest {

    record Door(@Setting(why = "steps before it", unit = "steps", max = "9") int steps) {}

    @TempDir
    Path folder;

    private final Conditions conditions = new Conditions(new SteppedClock());
    private Path file;
    private Path copy;

    @BeforeEach
    void paths() {
        file = folder.resolve("kiosk.yaml");
        copy = folder.resolve("last-good.yaml");
    }

    @Test
    void aGoodFileIsReadAndKept() throws IOException {
        Files.writeString(file, "steps: 3");

        assertEquals(3, load().steps());
        assertEquals("steps: 3", Files.readString(copy));
        assertTrue(conditions.present().isEmpty());
    }

    @Test
    void aWrongFileStopsAFirstStart() throws IOException {
        Files.writeString(file, "steps: 12");

        assertEquals("kiosk.yaml:1: steps is at most 9, not 12", assertThrows(SettingsException.class, this::load).getMessage());
        assertFalse(Files.exists(copy));
    }

    @Test
    void aWrongFileLaterLeavesTheLastGoodOneInForceAndSaysSo() throws IOException {
        Files.writeString(file, "steps: 3");
        load();
        Files.writeString(file, "stepz: 4");

        assertEquals(3, load().steps());
        assertTrue(conditions.has(SettingsFault.REFUSED));
        assertEquals(
                "kiosk.yaml:1: stepz is not a key here; there are steps", conditions.present().get(0).detail());
        assertEquals("steps: 3", Files.readString(copy));
    }

    private record HingedDoor(@Setting(why = "for the test") int steps, @Setting(why = "for the test") String hinge) {}

    @Test
    void whatOnlyANewReleaseCanReadLeavesTheOneBeforeItItsCopyUntilTheNewOneIsKept() throws IOException {
        Files.writeString(file, "steps: 3");
        load();
        Files.writeString(file, "{steps: 4, hinge: left}");
        SettingsKeeper onTrial = new SettingsKeeper(file, copy, conditions);
        assertEquals("left", onTrial.loadForTrial(HingedDoor.class, door -> {}).hinge());
        assertEquals(3, load().steps(), "it was taken back");

        onTrial.keep();
        assertEquals("{steps: 4, hinge: left}", Files.readString(copy));
    }

    @Test
    void aCorrectedFileIsInForceAgain() throws IOException {
        aWrongFileLaterLeavesTheLastGoodOneInForceAndSaysSo();
        Files.writeString(file, "steps: 5");

        assertEquals(5, load().steps());
        assertFalse(conditions.has(SettingsFault.REFUSED));
        assertEquals("steps: 5", Files.readString(copy));
    }

    @Test
    void whatTheCheckRefusesIsRefusedToo() throws IOException {
        Files.writeString(file, "# the back door\nsteps: 0");
        SettingsKeeper keeper = new SettingsKeeper(file, copy, conditions);

        SettingsException refusal = assertThrows(SettingsException.class, () -> keeper.load(Door.class, door -> {
            throw new SettingsException("steps", "is 0: a door needs a step");
        }));
        assertEquals("kiosk.yaml:2: steps is 0: a door needs a step", refusal.getMessage());
        assertFalse(Files.exists(copy));
    }

    @Test
    void aMissingFileIsAWrongOne() throws IOException {
        Files.writeString(copy, "steps: 2");

        assertEquals(2, load().steps());
        assertEquals(file + " is not there", conditions.present().get(0).detail());
    }

    @Test
    void whenTheCopyIsWrongTooBothAreNamed() throws IOException {
        Files.writeString(file, "steps: x");
        Files.writeString(copy, "rungs: 2");

        assertEquals(
                "kiosk.yaml:1: steps is a whole number, not x; nor does the last good copy serve: "
                        + "last-good.yaml:1: rungs is not a key here; there are steps",
                assertThrows(SettingsException.class, this::load).getMessage());
    }

    /** Only a rename leaves the old file whole under a second name; writing into it would change both. */
    @Test
    void theCopyIsReplacedWholeSoThatAPowerCutFindsTheOldOrTheNew() throws IOException {
        Files.writeString(file, "steps: 3");
        load();
        Path old = Files.createLink(folder.resolve("as-the-power-cut-found-it.yaml"), copy);
        Files.writeString(file, "steps: 4");
        load();

        assertEquals("steps: 3", Files.readString(old));
        assertEquals("steps: 4", Files.readString(copy));
    }

    @Test
    void aCopyHalfWrittenBeforeAPowerCutHarmsNothing() throws IOException {
        Files.writeString(copy, "steps: 3");
        Files.writeString(folder.resolve("last-good.yaml.new"), "ste");
        Files.writeString(file, "steps: x");
        assertEquals(3, load().steps());

        Files.writeString(file, "steps: 4");
        load();
        assertEquals("steps: 4", Files.readString(copy));
    }

    @Test
    void aCopyThatCannotBeKeptIsToldAndStopsNothing() throws IOException {
        Files.writeString(file, "steps: 3");
        copy = folder.resolve("no-such-folder/last-good.yaml");

        assertEquals(3, load().steps());
        assertTrue(conditions.has(SettingsFault.NOT_KEPT));
    }

    private Door load() {
        return new SettingsKeeper(file, copy, conditions).load(Door.class, door -> {});
    }
}
