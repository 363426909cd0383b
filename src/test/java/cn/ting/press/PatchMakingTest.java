package cn.ting.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.patch.PatchList;
import cn.ting.seal.Digest;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what, and for what, patches are made as a release is put into a repository. */
class PatchMakingTest {

    private static final Instant NOW = Instant.parse("2026-09-28T01:30:00Z");
    private static final int LARGE = 70_000;

    @TempDir
    Path directory;

    private Workshop workshop;
    private PressDesk desk;

    @BeforeEach
    void begin() throws Exception {
        workshop = new Workshop(directory, NOW);
        desk = new PressDesk(directory.resolve("desk"), directory.resolve("pressed"), InstantSource.fixed(NOW));
    }

    @Test
    void they_lead_from_the_two_releases_before_and_a_library_by_another_version_is_the_same() throws Exception {
        for (int counter = 1; counter <= 4; counter++) {
            add(release(counter));
        }
        Made four = release(4);
        List<PatchList.Patch> patches = patches(4).to(sum(four, "app/lib/org.some.library-1.4.jar"));
        assertEquals(List.of(sum(release(3), "app/lib/org.some.library-1.3.jar"), sum(release(2), "app/lib/org.some.library-1.2.jar")).stream().sorted().toList(),
                patches.stream().map(patch -> patch.from().orElseThrow()).sorted().toList(), "and none from nothing, for it cannot be packed");
        for (PatchList.Patch patch : patches) {
            byte[] bytes = Files.readAllBytes(directory.resolve("pressed/files").resolve(patch.sha256()));
            assertEquals(patch.size(), bytes.length);
            assertEquals(patch.sha256(), Digest.sha256Hex(bytes));
        }
        assertEquals(Optional.empty(), patches(4).to(sum(four, "app/text")).get(0).from(), "what stays is only packed");
    }

    @Test
    void none_where_it_does_not_pay_and_none_between_machines_that_differ() throws Exception {
        add(release(1));
        Map<String, byte[]> files = new TreeMap<>(release(2).files());
        files.put("app/lib/org.some.library-1.2.jar", random(99));
        add(workshop.make(2, files));
        assertFalse(desk.said().contains("patch for"), desk.said());
        workshop.arch = "aarch64";
        add(release(3));
        assertTrue(patches(3).patches().stream().allMatch(patch -> patch.from().isEmpty()));
    }

    @Test
    void none_at_all_are_no_target() throws Exception {
        add(workshop.make(1));
        assertFalse(desk.said().contains("PATCHES"), desk.said());
    }

    @Test
    void as_many_releases_back_as_are_asked_for() throws Exception {
        add(release(1));
        assertEquals(0, desk.press("add", desk.repository, desk.release(release(2)), "--patches", "0"), desk.said());
        assertTrue(patches(2).patches().stream().allMatch(patch -> patch.from().isEmpty()));
    }

    @Test
    void no_more_than_a_list_may_name_and_those_that_save_most() throws Exception {
        add(release(1));
        add(release(2));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PatchList all = make(PatchList.MOST_BYTES, said);
        assertEquals(2, all.patches().size(), "the library's, and the text packed");
        assertEquals("", left(said));
        int most = all.text().length - 1;
        PatchList shorter = make(most, said);
        assertTrue(shorter.text().length <= most);
        assertEquals(List.of(all.patches().stream().min(Comparator.comparingLong(PatchList.Patch::size)).orElseThrow()), shorter.patches());
        assertEquals("patches left out, for a list names no more: 1 of 2, those that save least", left(said));
    }

    @Test
    void whoever_waits_is_told_which_file_of_how_many_but_not_each_in_a_line() throws Exception {
        String atOnce = progress(InstantSource.fixed(NOW), 1);
        assertEquals(List.of("  files: file 1 of 5, 0.0 of 0.1 MiB are done; now app/lib/org.some.library-1.1.jar, 0.1 MiB"), atOnce.lines().toList());
        Instant[] now = {NOW};
        // As if each file took a minute.
        List<String> lines = progress(() -> now[0] = now[0].plusSeconds(60), 2).lines().toList();
        assertEquals(8, lines.size(), lines.toString());
        assertTrue(lines.get(7).startsWith("  patches: file 2 of 2, 0.1 of 0.1 MiB are done; now app/text, 0.1 MiB"), lines.toString());
    }

    /** What a call that puts a release in says beside its result. */
    private String progress(InstantSource clock, long counter) throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        assertEquals(0, new Press(clock).run(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(told, true, StandardCharsets.UTF_8), "add", desk.repository.toString(), desk.release(release(counter)).toString()));
        return told.toString(StandardCharsets.UTF_8);
    }

    private PatchList make(int most, ByteArrayOutputStream said) throws Exception {
        return new PatchMaking(new RepositoryFolder(directory.resolve("pressed")), most, new PrintStream(said, true, StandardCharsets.UTF_8),
                new FileProgress(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), InstantSource.fixed(NOW))).make(release(2).manifest(), List.of(release(1).manifest()));
    }

    private static String left(ByteArrayOutputStream said) {
        return said.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("left out")).findFirst().orElse("");
    }

    private void add(Made made) throws Exception {
        assertEquals(0, desk.press("add", desk.repository, desk.release(made)), desk.said());
    }

    private PatchList patches(long counter) throws Exception {
        try (Stream<Path> all = Files.walk(directory.resolve("pressed/targets/ting/1." + counter))) {
            return PatchList.parse(Files.readAllBytes(all.filter(file -> file.toString().endsWith(".PATCHES")).findFirst().orElseThrow()));
        }
    }

    /** With a library of noise, in which a few bytes change with each release, and a text that stays. */
    private Made release(long counter) {
        byte[] library = random(1);
        library[1000] += counter;
        Map<String, byte[]> files = new TreeMap<>(workshop.make(counter).files());
        files.put("app/lib/org.some.library-1." + counter + ".jar", library);
        files.put("app/text", Workshop.bytes("a word ".repeat(LARGE / 7)));
        return workshop.make(counter, files);
    }

    private static byte[] random(long seed) {
        byte[] bytes = new byte[LARGE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sum(Made made, String path) {
        return Digest.sha256Hex(made.files().get(path));
    }
}
