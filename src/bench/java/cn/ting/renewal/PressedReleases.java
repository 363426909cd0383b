package cn.ting.renewal;

import cn.ting.bench.LaunchedKiosk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two releases in a repository, put there by the commands that ship: this working copy's, and the one that follows, in which one library has
 * one class more and the archive of classes was made anew, by a run of its own as each is.
 *
 * @param repository as a server shows it
 * @param next the second release
 * @param target of the second release
 * @param unlike a release that has no file of theirs
 */
record PressedReleases(Path repository, Path next, String target, Path unlike) {

    private static final String LIBRARY = "com.google.zxing.core-";

    /** For minutes. */
    static PressedReleases into(Path work, Path project) throws IOException {
        Path ota = project.toAbsolutePath().resolve("ota");
        Path key = project.toAbsolutePath().resolve("target/release-key.pem");
        Path first = LaunchedKiosk.release().toAbsolutePath();
        List<String> head = Files.readAllLines(first.resolve("MANIFEST")).subList(1, 7).stream().map(line -> line.split(" ")[2]).toList();
        String version = head.get(0) + "-next";
        String counter = Long.toString(Long.parseLong(head.get(1)) + 1);

        Path next = work.resolve("next");
        Program.run("cp", "-a", first, next);
        change(next.resolve("app/lib"));
        Program.run("find", next, "-exec", "touch", "-h", "-d", "@" + head.get(5), "{}", "+");
        // It is two thirds of what travels: without it the figure would be far too good.
        Program.run(ota.resolve("archive"), next, project.toAbsolutePath().resolve("device-config/bench.yaml"));
        Program.run(ota.resolve("manifest"), next, version, counter, head.get(4), head.get(3), head.get(5), key);

        Path unlike = Files.createDirectories(work.resolve("unlike"));
        Files.writeString(unlike.resolve("nothing"), "of the others\n");
        Program.run(ota.resolve("manifest"), unlike, "unlike", head.get(1), head.get(4), head.get(3), head.get(5), key);
        Path repository = work.resolve("repository");
        publish(ota.resolve("ting"), Files.createDirectories(work.resolve("keys")), repository, first, next);
        return new PressedReleases(repository, next, "ting/" + version + "/" + head.get(2) + "/MANIFEST", unlike);
    }

    private static void publish(Path ting, Path keys, Path repository, Path first, Path next) throws IOException {
        List<Object> root = new ArrayList<>(List.of(ting, "repo", "root", repository, "--threshold", "root=1"));
        for (String role : List.of("root", "targets", "snapshot", "timestamp")) {
            Program.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", keys.resolve(role));
            Program.run("openssl", "pkey", "-in", keys.resolve(role), "-pubout", "-out", keys.resolve(role + ".pem"));
            root.addAll(List.of("--key", role + "=" + keys.resolve(role + ".pem")));
        }
        Program.run(root.toArray());
        Program.run(ting, "repo", "sign", repository.resolve("draft/root.json"), keys.resolve("root"));
        for (Path release : List.of(first, next)) {
            System.err.print(Program.run(ting, "repo", "add", repository, release, first.resolveSibling("release.pem")));
            Program.run(ting, "repo", "sign", repository.resolve("draft/targets.json"), keys.resolve("targets"));
            Program.run(ting, "repo", "publish", repository, keys.resolve("snapshot"), keys.resolve("timestamp"));
        }
    }

    /** Puts a class more into a library: the bytes of this one, under a name that nobody asks for. */
    private static void change(Path libraries) throws IOException {
        Path library;
        try (Stream<Path> all = Files.list(libraries)) {
            library = all.filter(file -> file.getFileName().toString().startsWith(LIBRARY)).findFirst().orElseThrow();
        }
        try (FileSystem jar = FileSystems.newFileSystem(library);
                InputStream bytes = PressedReleases.class.getResourceAsStream("PressedReleases.class")) {
            Files.copy(bytes, jar.getPath("com/google/zxing/Added.class"));
        }
    }
}
