package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.Patience;
import cn.ting.http.ServerTrust;
import cn.ting.patch.PatchList;
import cn.ting.patch.PatchReader;
import cn.ting.patch.PatchWriter;
import cn.ting.seal.Digest;
import cn.ting.time.SteppedClock;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file when what reads its patch fails as no program should. */
class ShortWayTest {

    @TempDir
    Path directory;

    @Test
    void a_fault_of_the_program_that_reads_a_patch_leads_to_the_next_way() throws Exception {
        byte[] old = new byte[5000];
        new Random(1).nextBytes(old);
        byte[] fresh = old.clone();
        fresh[2000]++;
        Path plain = Files.write(directory.resolve("old"), old);
        byte[] patch = PatchWriter.write(plain, Files.write(directory.resolve("fresh"), fresh));
        Path fetching = Files.createDirectory(directory.resolve("fetching"));
        Path whole = fetching.resolve(Digest.sha256Hex(fresh));
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("old.zip"), Map.of("create", "true"))) {
            // A file that is there and is opened with an exception that nobody declared.
            Path odd = Files.write(zip.getPath("/old"), old);
            Path here = Files.write(fetching.resolve(Digest.sha256Hex(patch)), patch);
            assertThrows(RuntimeException.class, () -> PatchReader.apply(Optional.of(odd), here, fresh.length, OutputStream.nullOutputStream()));
            assertFalse(bring(odd, old, fresh, patch, whole), "it has to come whole");
            try (Stream<Path> left = Files.list(fetching)) {
                assertEquals(List.of(), left.toList());
            }
        }
        Files.write(fetching.resolve(Digest.sha256Hex(patch)), patch);
        assertTrue(bring(plain, old, fresh, patch, whole), "nothing else was wrong with it");
        assertArrayEquals(fresh, Files.readAllBytes(whole));
    }

    private static boolean bring(Path from, byte[] old, byte[] fresh, byte[] patch, Path whole) throws Exception {
        PatchList.Patch one = new PatchList.Patch(Optional.of(Digest.sha256Hex(old)), Digest.sha256Hex(fresh), Digest.sha256Hex(patch), patch.length);
        Manifest.Entry file = new Manifest.Entry(Digest.sha256Hex(fresh), fresh.length, false, "app/ting.aot");
        return new ShortWay(new PatchList(List.of(one)), Map.of(Digest.sha256Hex(old), from), "http://127.0.0.1:1", ServerTrust.JAVAS, new Patience(new SteppedClock()), () -> true)
                .bring(file, whole);
    }
}
