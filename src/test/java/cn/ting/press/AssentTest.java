package cn.ting.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.tuf.Pen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whose signature a draft takes, and what whoever signs is told of those that are missing. */
class AssentTest extends DeskCases {

    @Test
    void a_key_that_the_root_does_not_name_for_itself_is_refused_and_those_that_it_names_are_said() throws Exception {
        desk.firstRoot();
        assertEquals(1, desk.sign("root", desk.targets));
        assertTrue(desk.said().startsWith("ting repo: key " + id(desk.targets) + " has no say in root 1, and its signature was not taken: root 1 asks for 2 of "
                + id(desk.roots[0]) + ", " + id(desk.roots[1]) + ", " + id(desk.roots[2])), desk.said());
        desk.press("show", desk.repository.resolve("draft/root.json"));
        assertTrue(desk.said().endsWith("signed by nobody yet\n  signatures: root 1 asks for 2, 0 are there, 2 are missing\n"), desk.said());
        Path elsewhere = Files.copy(desk.repository.resolve("draft/root.json"), directory.resolve("root.json"));
        assertEquals(1, desk.sign(elsewhere, desk.targets), "where the repository is not, the first root says it all");
    }

    @Test
    void it_is_said_how_many_signatures_are_there_and_how_many_are_missing() throws Exception {
        desk.firstRoot();
        assertEquals(0, desk.sign("root", desk.roots[0]), desk.said());
        assertTrue(desk.said().endsWith("  signatures: root 1 asks for 2, 1 is there, 1 is missing\n"), desk.said());
        assertEquals(0, desk.sign("root", desk.roots[2]), desk.said());
        assertTrue(desk.said().endsWith("  signatures: root 1 asks for 2, 2 are there\n"), desk.said());
    }

    @Test
    void targets_take_the_keys_of_the_root_that_will_be_in_force_and_no_other() throws Exception {
        desk.begin();
        assertEquals(0, desk.press("add", desk.repository, desk.release(eight)), desk.said());
        assertEquals(1, desk.sign("targets", Pen.ed25519()));
        assertTrue(desk.said().contains(" has no say in targets 1, ") && desk.said().contains(": root 1 asks for 1 of " + id(desk.targets)), desk.said());
        assertEquals(1, desk.sign("targets", desk.roots[0]));
        assertEquals(0, desk.sign("targets", desk.targets), desk.said());
        assertTrue(desk.said().endsWith("  signatures: root 1 asks for 1, 1 is there\n"), desk.said());
        assertEquals(0, desk.publish(desk.online), desk.said());
        assertFalse(desk.said().contains("waits"), desk.said());
    }

    @Test
    void a_new_root_takes_its_own_keys_and_those_of_the_root_before() throws Exception {
        desk.begin();
        desk.publishes(eight);
        Pen fresh = Pen.ecdsa();
        Pen next = Pen.ed25519();
        assertEquals(0, desk.press("root", desk.repository, "--drop", "root=" + id(desk.roots[0]), "--key", "root=" + desk.pem(fresh), "--drop",
                "targets=" + id(desk.targets), "--key", "targets=" + desk.pem(next)), desk.said());
        assertEquals(1, desk.sign("root", desk.online));
        assertTrue(desk.said().contains("; root 1 asks for 2 of " + id(desk.roots[0])), desk.said());
        assertEquals(0, desk.sign("root", desk.roots[0]), "which the new one drops: " + desk.said());
        assertTrue(desk.said().endsWith("  signatures: root 2 asks for 2, 0 are there, 2 are missing\n"
                + "  signatures: root 1 asks for 2, 1 is there, 1 is missing\n"), desk.said());

        Path elsewhere = Files.copy(desk.repository.resolve("draft/root.json"), directory.resolve("root.json"));
        assertEquals(0, desk.sign(elsewhere, desk.roots[1]), "elsewhere nobody knows the root before: " + desk.said());
        assertTrue(desk.said().endsWith("  signatures: who else's count, and how many, is said where the repository is\n"), desk.said());

        desk.press("add", desk.repository);
        assertEquals(0, desk.sign("targets", desk.targets), "by the one or by the other: " + desk.said());
        assertEquals(0, desk.sign("targets", next), desk.said());
        assertEquals(0, desk.sign("root", fresh, desk.roots[1]), desk.said());
        desk.press("add", desk.repository);
        assertEquals(1, desk.sign("targets", desk.targets), "which is over once the root is signed");
        assertEquals(0, desk.sign("targets", next), desk.said());
    }

    private String id(Pen pen) throws IOException {
        try {
            return Holder.read(desk.pem(pen)).id().substring(0, 8);
        } catch (RefusedException never) {
            throw new IllegalStateException(never);
        }
    }
}
