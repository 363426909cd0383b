package cn.ting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository that say what the code says, and are held to it. */
final class Held {

    private Held() {}

    /**
     * Holds a text of the repository to what the code makes of it.
     *
     * @param where how a refusal names it
     * @param said what the repository says
     * @param made what the code makes
     * @param name where the made text is left below {@code target/} when they differ, to be copied from there
     */
    static void toBe(String where, String said, String made, String name) {
        if (!made.equals(said)) {
            Path left = House.root().resolve("target").resolve(name);
            try {
                Files.createDirectories(left.getParent());
                Files.writeString(left, made);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            assertEquals(made, said, where + " no longer says what the code says: put target/" + name + " in its place");
        }
    }
}
