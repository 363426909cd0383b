package cn.ting.press;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.slots.Workshop.Made;
import cn.ting.tuf.Pen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A release manager's desk: a repository, keys, and the tool by its own words; keys sign here as {@code openssl} does in {@code ota/repo}. */
public final class PressDesk {

    public final Path repository;
    private final Path directory;
    private final InstantSource clock;
    private String said = "";
    private int works;

    public final Pen[] roots = {Pen.ed25519(), Pen.ecdsa(), Pen.ed25519()};
    public final Pen targets = Pen.ecdsa();
    public final Pen online = Pen.ed25519();

    public PressDesk(Path directory, Path repository, InstantSource clock) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.repository = repository;
        this.clock = clock;
    }

    /** What the last call said, on either stream. */
    public String said() {
        return said;
    }

    public int press(Object... words) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        String[] arguments = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].toString();
        }
        int code = new Press(clock).run(out, out, arguments);
        said = text.toString(StandardCharsets.UTF_8);
        return code;
    }

    /** Drafts the first root: two keys of three, one for targets, one for what is signed where it is published. */
    public int firstRoot() throws IOException {
        List<Object> words = new ArrayList<>(List.of("root", repository));
        for (Pen root : roots) {
            words.addAll(List.of("--key", "root=" + pem(root)));
        }
        words.addAll(List.of("--key", "targets=" + pem(targets), "--key", "snapshot=" + pem(online), "--key", "timestamp=" + pem(online)));
        return press(words.toArray());
    }

    /** Signs a draft, as on another machine. */
    public int sign(String role, Pen... pens) throws IOException {
        return sign(repository.resolve("draft").resolve(role + ".json"), pens);
    }

    public int sign(Path draft, Pen... pens) throws IOException {
        Path payload = directory.resolve("payload");
        int code = press("payload", draft, payload);
        for (Pen pen : pens) {
            Path signature = Files.write(directory.resolve("signature"), HexFormat.of().parseHex(pen.sign(Files.readAllBytes(payload))));
            code = Math.max(code, press("attach", draft, pem(pen), signature));
        }
        return code;
    }

    /** Drafts the first root and has two of its three holders sign it. */
    public void begin() throws IOException {
        assertEquals(0, firstRoot(), said);
        assertEquals(0, sign("root", roots[0], roots[1]), said);
    }

    /** Puts a release in, has it signed and makes it public. */
    public void publishes(Made made, Object... words) throws IOException {
        assertEquals(0, press(Stream.concat(Stream.of("add", repository, release(made)), Stream.of(words)).toArray()), said);
        assertEquals(0, sign("targets", targets), said);
        assertEquals(0, publish(online), said);
    }

    /** Publishes with the keys that lie here, and where a draft is refused, without it, as the script does. */
    public int publish(Pen... pens) throws IOException {
        int code = publish(List.of(), pens);
        if (code != 3) {
            return code;
        }
        String refused = said;
        code = publish(List.of("--without-drafts"), pens);
        said = refused + said;
        return code == 0 ? 1 : code;
    }

    private int publish(List<String> without, Pen... pens) throws IOException {
        Path work = Files.createDirectories(directory.resolve("work-" + works++));
        int code = press(Stream.concat(Stream.of("prepare", repository, work), without.stream()).toArray());
        if (code != 0) {
            return code;
        }
        for (int i = 0; i < pens.length; i++) {
            Files.copy(pem(pens[i]), work.resolve((i + 1) + ".pem"));
            for (String role : List.of("snapshot", "timestamp")) {
                if (Files.exists(work.resolve(role + ".payload"))) {
                    String signature = pens[i].sign(Files.readAllBytes(work.resolve(role + ".payload")));
                    Files.write(work.resolve(role + "." + (i + 1) + ".sig"), HexFormat.of().parseHex(signature));
                }
            }
        }
        return press(Stream.concat(Stream.of("finish", repository, work), without.stream()).toArray());
    }

    /** The public half of somebody's key, as a file. */
    public Path pem(Pen pen) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pen.keys().getPublic().getEncoded());
        return Files.writeString(directory.resolve(pen.keyId() + ".pem"), "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n");
    }

    /** A release as a directory, whole and signed. */
    public Path release(Made made) throws IOException {
        Path release = directory.resolve("release-" + made.counter());
        Map<String, byte[]> all = new TreeMap<>(made.files());
        all.put("MANIFEST", made.text());
        all.put("MANIFEST.sig", made.signature());
        for (Map.Entry<String, byte[]> file : all.entrySet()) {
            Files.createDirectories(release.resolve(file.getKey()).getParent());
            Files.write(release.resolve(file.getKey()), file.getValue());
        }
        return release;
    }
}
