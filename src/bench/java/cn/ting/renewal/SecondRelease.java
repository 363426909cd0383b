package cn.ting.renewal;

import cn.ting.bench.LaunchedKiosk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A copy of the release of this working copy, under a counter of its own and signed by the working copy's key.
 *
 * @param directory where it stands
 * @param manifest SHA-256 of its manifest
 */
record SecondRelease(Path directory, String manifest, long counter, String version) {

    /** Copies every byte, so that none is read from the first one's files. */
    static SecondRelease into(Path directory, Path project) throws IOException {
        Program.run("cp", "-a", LaunchedKiosk.release(), directory);
        Path manifest = directory.resolve("MANIFEST");
        List<String> lines = Files.readAllLines(manifest);
        long counter = Long.parseLong(lines.get(2).split(" ")[2]) + 1;
        String version = lines.get(1).split(" ")[2] + "-next";
        lines.set(1, "# version " + version);
        lines.set(2, "# counter " + counter);
        Files.writeString(manifest, String.join("\n", lines) + "\n");
        Program.run("openssl", "pkeyutl", "-sign", "-rawin", "-inkey", project.resolve("target/release-key.pem"), "-in", manifest,
                "-out", directory.resolve("MANIFEST.sig"));
        return new SecondRelease(directory, Program.run("sha256sum", manifest).split(" ")[0], counter, version);
    }
}
