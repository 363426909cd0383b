package cn.ting.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.tukaani.xz.FinishableWrapperOutputStream;
import org.tukaani.xz.LZMA2Options;

/** What a patch leads to, and what it cannot do when it is none. */
class PatchTest {

    private static Path directory;

    @BeforeContainer
    static void begin() throws IOException {
        directory = Files.createTempDirectory("ting-patch");
    }

    @AfterContainer
    static void end() throws IOException {
        for (String name : new String[] {"old", "fresh", "patch"}) {
            Files.deleteIfExists(directory.resolve(name));
        }
        Files.delete(directory);
    }

    @Property(tries = 60)
    void whatever_was_changed_in_a_file_the_patch_leads_to_the_new_one(@ForAll long seed, @ForAll @IntRange(max = 6000) int length) throws Exception {
        byte[] old = random(new Random(seed), length);
        byte[] fresh = edited(new Random(seed + 1), old);
        assertArrayEquals(fresh, apply(Optional.of(old), PatchWriter.write(file("old", old), file("fresh", fresh)), fresh.length));
        assertArrayEquals(fresh, apply(Optional.empty(), PatchWriter.pack(file("fresh", fresh)), fresh.length), "and one to nothing");
    }

    @Example
    void a_file_of_addresses_that_all_moved_takes_a_small_part_of_it() throws Exception {
        byte[] old = addresses(20_000, 0x7f0000001000L);
        byte[] fresh = addresses(20_000, 0x7f0000003040L);
        byte[] patch = PatchWriter.write(file("old", old), file("fresh", fresh));
        assertTrue(patch.length < fresh.length / 20, patch.length + " of " + fresh.length);
        assertArrayEquals(fresh, apply(Optional.of(old), patch, fresh.length));
        assertTrue(PatchWriter.pack(file("fresh", fresh)).length > 3 * patch.length, "packing alone does less");
    }

    @Property(tries = 60)
    void a_patch_that_is_cut_short_or_altered_ends_and_writes_no_byte_too_many(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] old = random(random, 3000);
        byte[] fresh = edited(random, old);
        byte[] patch = PatchWriter.write(file("old", old), file("fresh", fresh));
        byte[] cut = Arrays.copyOf(patch, random.nextInt(patch.length));
        assertFalse(leads(old, cut, fresh.length) && cut.length < patch.length - 6, "but for the mark at its end");
        patch[random.nextInt(patch.length)] ^= (byte) (1 + random.nextInt(255));
        leads(old, patch, fresh.length);
        leads(random(random, 2000), PatchWriter.write(file("old", old), file("fresh", fresh)), fresh.length);
    }

    @Example
    void a_decompression_bomb_ends_at_the_signed_length() throws Exception {
        byte[] fresh = random(new Random(1), 1000);
        byte[] patch = PatchWriter.pack(file("fresh", fresh));
        assertEquals("patch.too-long", refused(patch, 999));
        assertEquals("patch.too-long", refused(made(10, 0, 0, 1_000_000), 10), "its head says otherwise than its steps");
        assertEquals("patch.too-long", refused(made(10, 0, 0, (1L << 42) - 1), 10));
    }

    @Example
    void steps_that_lead_nowhere_or_outside_are_refused() throws Exception {
        assertEquals("patch.form", refused(made(10, 0, 0, 0, 0, 0, 0, 0, 0, 0), 10), "it would never end");
        assertEquals("patch.form", refused(made(10, 0, 0, 4), 10), "it ends early");
        assertEquals("patch.outside", refused(made(10, 0, 4, 6), 10), "there is no old file");
        byte[] beyond = made(10, 2 * 95, 10, 0);
        file("patch", beyond);
        assertEquals("patch.outside", assertThrows(PatchException.class, () -> apply(Optional.of(new byte[100]), beyond, 10)).why().code());
        byte[] before = made(10, 1, 10, 0);
        assertEquals("patch.outside", assertThrows(PatchException.class, () -> apply(Optional.of(new byte[100]), before, 10)).why().code());
        assertEquals("patch.form", refused("no patch at all, but forty characters of text".getBytes(StandardCharsets.US_ASCII), 10));
        byte[] lies = made(10, 0, 0, 10);
        lies[16] = 0x7f;
        assertEquals("patch.form", refused(lies, 10), "streams beyond its end");
    }

    @Example
    void a_list_is_read_to_the_letter() throws Exception {
        String hash = "0123456789abcdef".repeat(4);
        String good = "# ting-patches 1\n- " + hash + " " + hash + " 17\n" + hash + " " + hash + " " + hash + " 5\n";
        PatchList list = PatchList.parse(good.getBytes(StandardCharsets.US_ASCII));
        assertEquals(5, list.to(hash).get(0).size(), "the smallest first");
        assertEquals(good, new String(list.text(), StandardCharsets.US_ASCII));
        for (String bad : new String[] {"", good + "x", good.replace("patches 1", "patches 2"), good.replace(" 17", " -1"), good.replace(" 17", " 0"),
                good.replace(" 17", " 99999999999"), good.replace("- ", "-  "), good + "- ../../etc/passwd " + hash + " 5\n", "#".repeat(300_000)}) {
            assertEquals("patch.list", assertThrows(PatchException.class, () -> PatchList.parse(bad.getBytes(StandardCharsets.US_ASCII)), bad).why().code());
        }
    }

    /** A patch of these steps, of 100 new bytes and none that are added. */
    private static byte[] made(long told, long... numbers) throws IOException {
        ByteArrayOutputStream steps = new ByteArrayOutputStream();
        try (OutputStream packed = packed(steps)) {
            for (long number : numbers) {
                PatchForm.writeNumber(packed, number);
            }
        }
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        try (OutputStream packed = packed(more)) {
            packed.write(new byte[100]);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(whole);
        out.write(PatchForm.MAGIC);
        out.writeLong(told);
        out.writeLong(steps.size());
        out.writeLong(more.size());
        steps.writeTo(out);
        more.writeTo(out);
        more.writeTo(out);
        return whole.toByteArray();
    }

    private static OutputStream packed(OutputStream out) throws IOException {
        LZMA2Options options = new LZMA2Options(0);
        options.setDictSize(LZMA2Options.DICT_SIZE_MIN);
        return options.getOutputStream(new FinishableWrapperOutputStream(out));
    }

    private static String refused(byte[] patch, long length) {
        return assertThrows(PatchException.class, () -> apply(Optional.empty(), patch, length)).why().code();
    }

    /** True when something of the right length came out. */
    private static boolean leads(byte[] old, byte[] patch, long length) throws IOException {
        try {
            return apply(Optional.of(old), patch, length).length == length;
        } catch (PatchException refused) {
            return false;
        }
    }

    private static byte[] apply(Optional<byte[]> old, byte[] patch, long length) throws PatchException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Optional<Path> from = Optional.empty();
        if (old.isPresent()) {
            from = Optional.of(file("old", old.get()));
        }
        try {
            PatchReader.apply(from, file("patch", patch), length, out);
        } finally {
            assertTrue(out.size() <= length, out.size() + " bytes where " + length + " were signed");
        }
        return out.toByteArray();
    }

    private static Path file(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        // Runs, as files have them.
        for (int i = 0; i < length / 500; i++) {
            int at = random.nextInt(length);
            Arrays.fill(bytes, at, Math.min(length, at + random.nextInt(200)), (byte) random.nextInt(3));
        }
        return bytes;
    }

    /** Some of it taken out, put in, moved and changed. */
    private static byte[] edited(Random random, byte[] old) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < old.length) {
            int n = Math.min(old.length - at, 1 + random.nextInt(900));
            switch (random.nextInt(5)) {
                case 0 -> out.writeBytes(random(random, random.nextInt(100)));
                case 1 -> out.write(old, random.nextInt(old.length - n + 1), n);
                case 2 -> {
                    byte[] changed = Arrays.copyOfRange(old, at, at + n);
                    for (int i = 0; i < n; i += 8) {
                        changed[i] += 64;
                    }
                    out.writeBytes(changed);
                    at += n;
                }
                case 3 -> at += n / 2;
                default -> {
                    out.write(old, at, n);
                    at += n;
                }
            }
        }
        return out.toByteArray();
    }

    private static byte[] addresses(int many, long base) {
        Random random = new Random(7);
        ByteBuffer bytes = ByteBuffer.allocate(many * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < many; i++) {
            bytes.putLong(base + random.nextInt(1 << 20) * 8L);
        }
        return bytes.array();
    }
}
