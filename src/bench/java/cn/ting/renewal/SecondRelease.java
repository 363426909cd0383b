package cn.ting.renewal;

import cn.ting.bench.LaunchedKiosk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        run("cp", "-a", LaunchedKiosk.release().toString(), directory.toString());
        Path manifest = directory.resolve("MANIFEST");
        List<String> lines = Files.readAllLines(manifest);
        long counter = Long.parseLong(lines.get(2).split(" ")[2]) + 1;
        String version = lines.get(1).split(" ")[2] + "-next";
        lines.set(1, "# version " + version);
        lines.set(2, "# counter " + counter);
        Files.writeString(manifest, String.join("\n", lines) + "\n");
        run("openssl", "pkeyutl", "-sign", "-rawin", "-inkey", project.resolve("target/release-key.pem").toString(), "-in", manifest.toString(),
                "-out", directory.resolve("MANIFEST.sig").toString());
        return new SecondRelease(directory, run("sha256sum", manifest.toString()).split(" ")[0], counter, version);
    }

    /** Runs a program to its end; returns what it said. */
    static String run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", words) + ": " + said);
        }
        return said;
    }
}
