package cn.ting.settings;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However a file is garbled, it is read or refused in one sentence that names it. */
class SettingsFuzzTest {

    @Property
    void aGarbledFileIsReadOrRefused(
            @ForAll("scraps") String scrap, @ForAll @IntRange(max = 200) int at, @ForAll @IntRange(max = 20) int lost) {
        int begin = Math.min(at, SettingsFileTest.GOOD.length());
        int end = Math.min(begin + lost, SettingsFileTest.GOOD.length());
        String garbled = SettingsFileTest.GOOD.substring(0, begin) + scrap + SettingsFileTest.GOOD.substring(end);

        try {
            CabinetSettings cabinet = SettingsFile.parse("bench.yaml", garbled, CabinetSettings.class);
            cabinet.devices().forEach(device -> device.profile().as(CabinetSettings.LampProfile.class));
        } catch (SettingsException refusal) {
            assertTrue(refusal.getMessage().startsWith("bench.yaml:"), refusal.getMessage());
        }
    }

    @Provide
    Arbitrary<String> scraps() {
        Arbitrary<String> yaml = Arbitraries.of(
                "&a", "*a", "<<: ", "- ", "? ", ": ", "{", "}", "[", "]", "!!int", "!x", "|", ">", "'", "\"", "#", "---", "...", "%", "~",
                "null", "\n", "\n  ", "\t", "\u0000", "@", "idle", "0x10", "1e9", "亭");
        return Arbitraries.oneOf(yaml, Arbitraries.strings().ofMaxLength(4))
                .list()
                .ofMaxSize(5)
                .map(scraps -> String.join("", scraps));
    }
}
