package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code ting install}: what is brought, where it goes, and what starts then. */
class InstallTest extends InstallCases {

    @Test
    void aReleaseComesIntoTheFreeSlotAndStartsAndTheOneBeforeIsKept() throws Exception {
        String before = rig.lines("committed").get(0);
        rig.onTrial("exit 3\n");
        assertEquals(0, ting("install", medium), said);
        assertEquals("next: systemctl start ting, and then: ting status", said.lines().reduce((one, last) -> last).orElseThrow());
        assertTrue(said.contains("\n  copied 100 %\n"), said);
        assertEquals(List.of(before), rig.lines("previous"));
        assertTrue(rig.lines("brought").get(0).matches("b [0-9a-f]{64} 2 2\\.0 hand-[0-9a-f]{16}"), "" + rig.lines("brought"));
        assertEquals(rig.lines("committed").get(0), rig.lines("brought").get(0).replaceFirst(" hand-.*", ""));
        assertEquals(1_767_225_600, Files.getLastModifiedTime(slots.resolve("b/app/ting.jar")).toMillis() / 1000, "the archive of classes is held to it");

        Map<String, String> installed = all();
        assertEquals(0, ting("install", medium));
        assertTrue(said.contains("is committed already, and whole"), said);
        assertEquals(installed, all());
        rig.start().hears("serves b ''");
        assertEquals(List.of("runs b ''"), rig.ran(), "what was on trial is over");
    }

    @Test
    void aNewMachineNeedsNothingButUserAndKey() throws Exception {
        slots = directory.resolve("var/slots");
        assertEquals(0, ting("install", medium), said);
        assertTrue(said.contains("next: systemctl enable --now ting"), said);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(slots)));
        assertTrue(Files.readString(slots.resolve("committed")).startsWith("a "));
        assertFalse(Files.exists(slots.resolve("previous")));
        assertEquals(0, ting("status"), said);
    }

    /** FAT keeps no modes: every file has that of its mount. On the disk each has its own again. */
    @Test
    void aStickWhoseFileSystemKeepsNoModesWillDo() throws Exception {
        mode("rwxr-xr-x", medium);
        assertEquals(0, ting("verify", medium), said);
        assertEquals(0, ting("install", medium), said);
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(slots.resolve("b/app/ting.jar"))));
        rig.start().hears("serves b ''").stop();
        mode("rwxr-xr-x", slots.resolve("b"));
        refuses("ota.damaged", "verify", slots.resolve("b"));
    }

    private static void mode(String mode, Path release) throws IOException {
        try (Stream<Path> files = Files.walk(release)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            }
        }
    }

    /** Slot a is what `committed` says, and damaged; b, from before, serves, and is not touched. */
    @Test
    void whatServesInPlaceOfADamagedReleaseIsNotWrittenOver() throws Exception {
        rig.before(StandIn.HEALTHY);
        Files.writeString(slots.resolve("a/app/ting.jar"), "apq\n");
        List<String> before = rig.lines("previous");
        instead("xargs", "case \"$*\" in *sync) exit 1;; *) exec $real \"$@\";; esac\n");
        assertEquals(1, ting("install", medium));
        assertTrue(said.contains("what is in slot b starts as before"), said);
        rig.start().hears("serves b ''").stop();

        Files.delete(directory.resolve("path/xargs"));
        assertEquals(0, ting("install", medium), said);
        assertEquals(before, rig.lines("previous"));
        rig.start().hears("serves a ''");
    }

    @Test
    void anOlderReleaseIsBroughtWhereSomebodySaysWhyAndTheReasonIsNoted() throws Exception {
        rig.point("committed", new StandIn("3.0", 3, StandIn.HEALTHY).into(slots, "a", rig.key));
        refuses("ota.rollback: release 2.0 has the counter 2, and this machine had 3", "install", medium);
        assertEquals(1, ting("install", medium, "--older", " "));
        assertEquals(1, ting("install", medium, "--older", "x".repeat(201)));
        assertEquals(2, ting("install", medium, "--older"));
        assertEquals(0, ting("install", "--older", "区里同意\n回退", medium), said);
        assertTrue(rig.lines("brought").get(0).endsWith(" 区里同意 回退"), "" + rig.lines("brought"));
    }

    @Test
    void aReleaseThatStandsInASlotIsCommittedInPlace() throws Exception {
        String before = rig.before(StandIn.HEALTHY).lines("previous").get(0);
        rig.point("committed", new StandIn("3.0", 3, StandIn.HEALTHY).into(slots, "a", rig.key));
        String committed = rig.lines("committed").get(0);
        refuses("ota.rollback", "install", slots.resolve("b"));
        assertEquals(0, ting("install", slots.resolve("a/../b"), "--older", "区里同意"), said);
        assertTrue(said.contains("taking release 0.9 as it stands in slot b"), said);
        assertEquals(List.of(List.of(before), List.of(committed)), List.of(rig.lines("committed"), rig.lines("previous")));
        assertTrue(rig.lines("brought").get(0).startsWith(before + " hand-"), "" + rig.lines("brought"));
        assertEquals(0, ting("install", slots.resolve("b")), said);
        assertTrue(said.contains("is committed already"), said);
        Files.writeString(slots.resolve("b/app/ting.jar"), "apq\n");
        refuses("ota.damaged", "install", slots.resolve("b"));
        new StandIn("4.0", 4, StandIn.HEALTHY).into(slots, "c", rig.key);
        refuses(slots.resolve("c") + " lies among the slots", "install", slots.resolve("c"));
        rig.start().hears("serves a ''");
    }
}
