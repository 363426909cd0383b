package cn.ting.slots;

import cn.ting.seal.Digest;
import cn.ting.tuf.TufException;
import cn.ting.tuf.TufRepository;
import cn.ting.tuf.Updater;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where small releases are made, signed, put on sticks and committed; it does wrong what it is told to. */
public final class Workshop {

    public static final Cabinet CABINET = new Cabinet("park-24h", "x86_64");

    /** Seconds; every file of a release was changed then. */
    public static final long EPOCH = 1_790_000_000L;

    public final Path directory;
    public final TufRepository repository;
    public final KeyPair pen;
    /** Of the next release that is made. */
    public String arch = CABINET.arch();
    public String models = "park-24h,wall-mini";
    public long from = 1;
    /** Of the next release that is made; empty for the one that its counter says. */
    public Optional<String> version = Optional.empty();
    /** The slot that the next process runs from; empty for the committed one. */
    public Optional<String> runsFrom = Optional.empty();
    private Instant stickUntil;

    /** A release as it was made. */
    public record Made(byte[] text, byte[] signature, long counter, Map<String, byte[]> files) {

        public Manifest manifest() throws SlotsException {
            return Manifest.parse(text);
        }

        public String target(String arch) {
            return "ting/" + new String(text, StandardCharsets.UTF_8).split("# version |\n# counter ")[1] + "/" + arch + "/MANIFEST";
        }
    }

    public Workshop(Path directory, Instant now) throws IOException {
        this.directory = directory;
        this.repository = new TufRepository(now);
        this.stickUntil = now.plus(Duration.ofDays(180));
        try {
            pen = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
        Files.writeString(directory.resolve("release.pem"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(pen.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");
        Updater.initialize(directory.resolve("tuf"), repository.firstRoot());
        Files.createDirectories(directory.resolve("slots"));
    }

    public ReleaseKey key() {
        return new ReleaseKey(directory.resolve("release.pem"));
    }

    public Slots slots(Disk disk) {
        return new Slots(directory.resolve("slots"), disk, runsFrom);
    }

    /** A runtime that stays, an app that changes, a script; and a file more in every second release. */
    public Made make(long counter) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("bin/ting", bytes("#!/bin/sh\necho " + counter));
        files.put("app/ting.jar", bytes("release " + counter));
        files.put("runtime/lib/modules", bytes("a runtime that stays".repeat(40)));
        if (counter % 2 == 0) {
            files.put("app/lib/more@2.jar", bytes("more"));
        }
        return make(counter, files);
    }

    public Made make(long counter, Map<String, byte[]> files) {
        StringBuilder text = new StringBuilder("# ting-release 1\n# version " + version.orElse("1." + counter) + "\n# counter " + counter + "\n# arch " + arch
                + "\n# models " + models + "\n# from " + from + "\n# epoch " + EPOCH + "\n");
        files.forEach((path, bytes) -> text.append(Digest.sha256Hex(bytes)).append(' ').append(bytes.length)
                .append(path.startsWith("bin/") ? " 755 " : " 644 ").append(path).append('\n'));
        byte[] manifest = bytes(text.toString());
        return new Made(manifest, sign(manifest), counter, files);
    }

    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pen.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Names a release among the targets, by what its maker says of it. */
    public void offer(Made made) {
        String target = made.target(arch);
        repository.artifacts.put(target, made.text);
        repository.artifacts.put(target + ".sig", made.signature);
        ObjectNode custom = repository.json.createObjectNode().put("arch", arch).put("counter", made.counter).put("from", from);
        for (String model : models.split(",")) {
            custom.withArray("models").add(model);
        }
        custom.put("stickUntil", stickUntil.toString());
        repository.customs.put(target, custom);
        repository.publish();
    }

    /** Writes a stick with what is published, and a release's files. */
    public Path stick(String name, Made made) throws IOException {
        Path stick = directory.resolve(name);
        for (Map.Entry<String, byte[]> served : repository.served.entrySet()) {
            boolean metadata = served.getKey().endsWith(".json") && !served.getKey().contains("/");
            Path file = stick.resolve(metadata ? "metadata" : "targets").resolve(served.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, served.getValue());
        }
        Files.createDirectories(stick.resolve("files"));
        for (byte[] bytes : made.files.values()) {
            Files.write(stick.resolve("files").resolve(Digest.sha256Hex(bytes)), bytes);
        }
        return stick;
    }

    /** Finds what a stick has for the cabinet, with a clock that somebody has confirmed. */
    public Optional<Found> find(Path stick, Cabinet cabinet, Instant now) throws SlotsException, TufException, IOException {
        return find(stick, cabinet, now, Optional.of(now));
    }

    public Optional<Found> find(Path stick, Cabinet cabinet, Instant now, Optional<Instant> right)
            throws SlotsException, TufException, IOException {
        return Stick.open(stick).find(slots(new Disk()), key(), cabinet, directory.resolve("tuf"), directory.resolve("fetching"), now, right,
                () -> Duration.ZERO, moment -> { });
    }

    /** Has a release stand in a slot, committed, as if it had been there from the factory. */
    public void commit(Made made, String slot) throws IOException, SlotsException {
        Path root = directory.resolve("slots").resolve(slot);
        Map<String, byte[]> all = new TreeMap<>(made.files);
        all.put("MANIFEST", made.text);
        all.put("MANIFEST.sig", made.signature);
        for (Map.Entry<String, byte[]> file : all.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(file.getKey().startsWith("bin/") ? "rwxr-xr-x" : "rw-r--r--"));
            Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(EPOCH)));
        }
        Files.writeString(directory.resolve("slots/committed"), made.manifest().in(slot).line() + "\n");
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Copies a directory and all below it, with its marks. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Deletes a directory and all below it. */
    public static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
