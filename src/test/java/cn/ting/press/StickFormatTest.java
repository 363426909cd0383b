package cn.ting.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.lives.LoopDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What FAT cannot hold is refused before a byte is written. How a stick of it does, a kernel that knows FAT has to show. */
class StickFormatTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir
    Path directory;

    @Test
    void versions_that_are_one_on_fat_or_lose_their_dot_are_refused() throws Exception {
        StickFormat.mustHold(Set.of(manifest("1.8"), manifest("1.8-rc1"), "files/" + HASH, "metadata/1.root.json"));
        String alike = refused(Set.of(manifest("1.8-RC1"), manifest("1.8-rc1")));
        assertTrue(alike.contains("targets/ting/1.8-RC1") && alike.contains("targets/ting/1.8-rc1") && alike.contains("differ in their case alone"), alike);
        String dot = refused(Set.of(manifest("1.8.")));
        assertTrue(dot.startsWith("targets/ting/1.8. ends in a dot"), dot);
    }

    @Test
    void a_folder_holds_no_more_than_its_long_names_leave_room_for() throws Exception {
        // Each of 64 characters takes six of 65,534 entries.
        StickFormat.mustHold(files(10_922));
        String many = refused(files(10_923));
        assertTrue(many.startsWith("files/ has more files than a folder of FAT"), many);
    }

    @Test
    void a_stick_that_takes_files_is_left_as_it_was() throws Exception {
        StickFormat.mustKeep(directory);
        assertEquals(List.of(), Files.list(directory).toList());
        assertTrue(assertThrows(RefusedException.class, () -> StickFormat.mustKeep(Path.of("/proc"))).getMessage().contains("write-protected"));
    }

    @Test
    void a_stick_that_is_refused_is_left_as_it_was_too() throws Exception {
        try (LoopDisk disk = new LoopDisk(directory)) {
            fill(disk.place().resolve("full"));
            // Room for one name, so that the probe is made there, and cannot have its other name.
            Path last = fillWithNames(disk.place());
            Files.delete(last);
            Set<Path> before = below(disk.place());
            String refused = assertThrows(RefusedException.class, () -> StickFormat.mustKeep(disk.place())).getMessage();
            assertTrue(refused.contains("probe") && refused.contains(".new ->") && refused.contains("without room for even an empty one"), refused);
            assertEquals(before, below(disk.place()));
        }
    }

    /** Has a file take every block its file system has left. */
    static void fill(Path file) throws Exception {
        Process taking = new ProcessBuilder("fallocate", "-l", "1G", file.toString()).redirectErrorStream(true).start();
        String said = new String(taking.getInputStream().readAllBytes());
        assertEquals(1, taking.waitFor(), said);
        Path byteMore = file.resolveSibling("byte");
        assertThrows(IOException.class, () -> Files.write(byteMore, new byte[1], StandardOpenOption.CREATE, StandardOpenOption.SYNC), said);
        Files.delete(byteMore);
    }

    /** Puts names as long as the probe's into a directory until it takes none, and returns the last it took. */
    private static Path fillWithNames(Path place) {
        Path last = null;
        for (int i = 1000; ; i++) {
            try {
                last = Files.createFile(place.resolve("n".repeat(96) + i));
            } catch (IOException full) {
                return last;
            }
        }
    }

    private static Set<Path> below(Path place) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> files(int count) {
        return IntStream.range(0, count).mapToObj(i -> "files/" + String.format("%064x", i)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String manifest(String version) {
        return "targets/ting/" + version + "/x86_64/" + HASH + ".MANIFEST";
    }

    private static String refused(Set<String> files) {
        return assertThrows(RefusedException.class, () -> StickFormat.mustHold(files)).getMessage();
    }
}
