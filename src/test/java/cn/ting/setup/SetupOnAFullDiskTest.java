package cn.ting.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a configuration on trial where nothing can be noted of it. */
class SetupOnAFullDiskTest extends SetupCases {

    /** Once the disk takes a note again, the platform is heard under the one that is in force, and that proves nothing of the other. */
    @Test
    void whatWasTriedWhenTheDiskCeasedToTakeNotesIsNotKeptForWhatTheOneBeforeHears() throws IOException {
        wish(7, "good");
        startAnew();
        life.goOn();
        wish(8, "deaf");
        startAnew();
        assertEquals("deaf", life.config);
        Path full = Files.createDirectory(directory.resolve("setup/state.new"));
        startAnew();
        assertEquals("good", life.config, "what was kept needs no note");

        Files.delete(full);
        life.goOn();
        startAnew();
        assertEquals("good", life.config);
        assertEquals(List.of("tried 7/1", "kept 7/1", "tried 8/1", "reverted 8/1"), life.told());
    }
}
