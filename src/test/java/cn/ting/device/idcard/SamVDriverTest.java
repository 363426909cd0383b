package cn.ting.device.idcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.settings.Section;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsException;
import cn.ting.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamVDriverTest {

    @TempDir
    Path folder;

    @Test
    void aReaderWithoutAProfileWorksByTheModulesStandard() {
        assertEquals(new SamVSettings(
                        Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3), false, SamVSettings.Presence.NONE),
                Section.empty().as(SamVSettings.class));
    }

    @Test
    void aPollFasterThanModulesWantIsRefusedWithItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve("kiosk.yaml"), "profile:\n  poll: 200ms\n");
        Section profile = SettingsFile.read(file, Profiled.class).profile();
        var refused = assertThrows(SettingsException.class, () -> profile.as(SamVSettings.class));
        assertEquals("kiosk.yaml:2: profile.poll is from 300ms to 5s, not 200ms", refused.getMessage());
    }

    private record Profiled(@Setting(why = "test") Section profile) {}
}
