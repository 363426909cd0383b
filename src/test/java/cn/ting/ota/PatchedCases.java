package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.http.PlayedServer;
import cn.ting.press.PressDesk;
import cn.ting.seal.Digest;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a kiosk of 1.7, and a server that shows 1.8 as a release manager put it in: an archive changed a little, and a patch leads to it. */
abstract class PatchedCases {

    static final String ARCHIVE = "app/ting.aot";

    @TempDir
    Path directory;

    OtaRig rig;
    PressDesk desk;
    PlayedServer server;
    Made eight;
    /** What leads to the archive: from the one of 1.7, and from nothing. */
    String patch;
    String packed;

    @BeforeEach
    final void begin() throws Exception {
        rig = new OtaRig(directory);
        Made seven = made(7);
        eight = made(8);
        Workshop.deleteAll(directory.resolve("slots/a"));
        rig.workshop.commit(seven, "a");
        desk = new PressDesk(directory.resolve("desk"), directory.resolve("pressed"), rig.clock);
        desk.begin();
        desk.publishes(seven);
        desk.publishes(eight);
        Files.copy(desk.repository.resolve("metadata/1.root.json"), directory.resolve("root.json"), StandardCopyOption.REPLACE_EXISTING);
        for (String line : list()) {
            String[] words = line.split(" ");
            if (words[1].equals(sum(ARCHIVE))) {
                packed = words[0].equals("-") ? words[2] : packed;
                patch = words[0].equals("-") ? patch : words[2];
            }
        }
        server = new PlayedServer(desk.repository);
    }

    @AfterEach
    final void end() {
        server.close();
        rig.close();
    }

    final void assertFetched() {
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
    }

    final void hear(long version) {
        rig.life.hear(new ReleaseDocument(version, server.base(), eight.target("x86_64")));
    }

    final boolean isHere(String sum) {
        return Files.exists(directory.resolve("slots/fetching").resolve(sum));
    }

    final void follow(long version) {
        hear(version);
        rig.life.goOn();
    }

    /** What was asked for that leads to a file, in order. */
    final List<String> asked(String path) {
        List<String> asked = new ArrayList<>(server.asked);
        asked.removeIf(one -> eight.files().entrySet().stream()
                .anyMatch(file -> !file.getKey().equals(path) && one.startsWith(Digest.sha256Hex(file.getValue()))));
        return asked;
    }

    final List<String> list() throws Exception {
        try (Stream<Path> all = Files.list(desk.repository.resolve("targets/ting/1.8/x86_64"))) {
            Path list = all.filter(file -> file.toString().endsWith(".PATCHES")).findFirst().orElseThrow();
            return Files.readAllLines(list).stream().skip(1).toList();
        }
    }

    /** With an archive of 100 kB, half of it text, in which some bytes change with each release. */
    final Made made(long counter) {
        byte[] archive = new byte[100_000];
        new Random(1).nextBytes(archive);
        Arrays.fill(archive, 0, 40_000, (byte) ' ');
        for (int i = 0; i < 50; i++) {
            archive[50_000 + i * 900] += counter;
        }
        Map<String, byte[]> files = new TreeMap<>(rig.workshop.make(counter).files());
        files.put(ARCHIVE, archive);
        return rig.workshop.make(counter, files);
    }

    final String sum(String path) {
        return Digest.sha256Hex(eight.files().get(path));
    }
}
