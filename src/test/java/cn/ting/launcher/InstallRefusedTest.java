package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.lives.LoopDisk;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ting install}: media that lie, releases that are for others, and machines that are at work or full. */
class InstallRefusedTest extends InstallCases {

    @Test
    void aKioskThatRunsIsNotWorkedOn() throws Exception {
        rig.start().hears("serves a ''");
        refuses("a launcher or another install runs here", "install", medium);
        assertEquals(143, rig.stop());
        for (String state : List.of("active", "activating")) {
            instead("systemctl", "echo " + state + "\n");
            refuses("the kiosk runs; when nobody is served: systemctl stop ting", "install", medium);
        }
        instead("systemctl", "echo inactive\n");
        assertEquals(0, ting("install", medium), said);
    }

    @ParameterizedTest
    @CsvSource({"arch, ota.arch, riscv64", "models, ota.model, 'park-24h,wall-mini'", "from, ota.from, 2", "counter, ota.rollback, 1"})
    void whatIsNotForThisKioskIsRefused(String line, String code, String value) throws Exception {
        rig.point("committed", new StandIn("1.0", line.equals("counter") ? 3 : 1, StandIn.HEALTHY).into(slots, "a", rig.key));
        Files.writeString(medium.resolve("MANIFEST"), Files.readAllLines(medium.resolve("MANIFEST")).stream()
                .map(head -> head.startsWith("# " + line + " ") ? "# " + line + " " + value : head).collect(Collectors.joining("\n", "", "\n")));
        StandIn.sign(medium, rig.key);
        refuses(code, "install", medium);
        if (line.equals("models")) {
            assertEquals(0, ting("install", medium, "--model", "wall-mini"), said);
        }
    }

    /** Which of the two was meant nobody here knows. */
    @Test
    void anotherReleaseOfTheCounterThatWasCommittedIsRefused() throws Exception {
        rig.point("committed", new StandIn("1.9", 2, StandIn.HEALTHY).into(slots, "a", rig.key));
        refuses("ota.rollback: release 2.0 has the counter 2, and so has another", "install", medium);
        assertEquals(0, ting("install", medium, "--older", "1.9 was built from the wrong branch"), said);
        assertEquals(0, ting("install", medium), said);
        assertTrue(said.contains("is committed already"), said);
    }

    @Test
    void aNewMachineThatWasRefusedIsAsNewAsItWas() throws Exception {
        slots = directory.resolve("new/slots");
        assertEquals(1, ting("install", medium, "--model", "mistyped"), said);
        assertTrue(said.contains("ota.model") && !Files.exists(slots), said);
        assertEquals(0, ting("install", medium, "--model", "bench"), said);
        assertTrue(said.contains("next: systemctl enable --now ting"), said);
    }

    @Test
    void whatIsDamagedOnItsMediumOrSignedByAnotherIsRefused() throws Exception {
        Files.writeString(medium.resolve("app/ting.jar"), "apq\n");
        refuses("ota.damaged: it is not what its manifest says", "install", medium);
        assertTrue(said.contains("app/ting.jar"), said);
        StandIn.sign(medium, LauncherRig.newKey());
        refuses("ota.unsigned", "install", medium);
        refuses("there is no release in " + directory, "install", directory);
    }

    @Test
    void aCopyThatIsNotWhatWasSignedIsNeverCommitted() throws Exception {
        List<String> committed = rig.lines("committed");
        instead("install", "$real \"$@\" || exit\nfor to in \"$@\"; do :; done\ncase $to in */app/ting.jar) printf apq > \"$to\";; esac\n");
        assertEquals(1, ting("install", medium));
        assertTrue(said.contains("the copy is not what was signed: ota.damaged") && said.contains("Check the disk"), said);
        assertEquals(committed, rig.lines("committed"));
        rig.start().hears("serves a ''");
    }

    @Test
    void aDiskWithoutRoomIsLeftAsItWas() throws Exception {
        try (LoopDisk disk = new LoopDisk(directory.resolve("disk"))) {
            slots = Files.createDirectories(disk.place().resolve("slots"));
            Files.writeString(slots.resolve("committed"), new StandIn("1.0", 1, StandIn.HEALTHY).into(slots, "a", rig.key) + "\n");
            Files.write(disk.place().resolve("full"), new byte[30 << 20]);
            refuses("ota.full: 16 MiB are needed at " + slots, "install", medium);
            Files.delete(disk.place().resolve("full"));

            // It was taken after it was looked for.
            instead("install", "head -c 64M /dev/zero > '" + disk.place() + "/full' 2> /dev/null\nexec $real \"$@\"\n");
            assertEquals(1, ting("install", medium));
            assertTrue(said.contains("was not copied whole; what is in slot a starts as before"), said);
            assertEquals(0, ting("status"), said);
        }
    }
}
