package cn.ting.tuf;

import cn.ting.tuf.TufException.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The client's way through the metadata (specification, 5): renews what is trusted in the folder, step by step, and fetches targets. Whatever
 * is refused leaves the folder as it was, up to the step before. For one thread; may wait for disk and network.
 */
public final class Updater {

    /** The most roots on the way from the one that is trusted to the last. */
    private static final int MOST_ROOTS = 256;

    /** The most bytes of each role where no metadata above names its length. */
    private static final Map<String, Integer> MOST_BYTES =
            Map.of("root", 512_000, "timestamp", 16_384, "snapshot", 2_000_000, "targets", 5_000_000);

    /** A file must come at this speed at least, in bytes a second, beyond the first half minute. */
    private static final long SLOWEST = 1024;

    private static final Duration GRACE = Duration.ofSeconds(30);

    /** The same of all that is fetched, with how long the source is waited for. */
    private static final Duration GRACE_IN_ALL = Duration.ofMinutes(10);

    private final MetadataFolder folder;
    private final Source metadata;
    private final Source targets;
    private final InstantSource clock;
    private final Supplier<Duration> uptime;
    private TrustedMetadata trusted;
    private Duration begun = Duration.ZERO;
    private long cameInAll;

    /**
     * @param folder of trusted metadata; {@code root.json} must be there
     * @param metadata where metadata comes from
     * @param targets where targets come from
     * @param clock by which metadata has expired or not
     * @param uptime a measure of time that no clock change touches, for slow sources
     */
    public Updater(Path folder, Source metadata, Source targets, InstantSource clock, Supplier<Duration> uptime) {
        this.folder = new MetadataFolder(folder);
        this.metadata = metadata;
        this.targets = targets;
        this.clock = clock;
        this.uptime = uptime;
    }

    /** Begins with a root that is trusted because somebody brought it. */
    public static void initialize(Path folder, byte[] root) throws IOException {
        new MetadataFolder(folder).keep("root", root);
    }

    /** The root that a folder has to begin with, if it is whole: signed by its own keys. A disk may have forgotten some of it, or not give it. */
    public static Optional<byte[]> root(Path folder) {
        try {
            Optional<byte[]> root = new MetadataFolder(folder).read("root");
            if (root.isPresent()) {
                Root.parse(root.get());
            }
            return root;
        } catch (TufException | IOException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Renews everything that is trusted.
     *
     * @throws TufException when something was refused or could not be fetched
     * @throws IOException when the folder cannot be read or written
     */
    public void refresh() throws TufException, IOException {
        Optional<byte[]> root = folder.read("root");
        if (root.isEmpty()) {
            throw new TufException(Why.UNINITIALIZED, "no root to begin with");
        }
        begun = uptime.get();
        cameInAll = 0;
        Instant now = clock.instant();
        trusted = new TrustedMetadata(root.get(), now);
        renewRoot();
        renewTimestamp();
        renewSnapshot();
        renewTargets();
    }

    private void renewRoot() throws TufException, IOException {
        for (int i = 0; i < MOST_ROOTS; i++) {
            Optional<byte[]> next = fetch("root", trusted.root().version() + 1 + ".root.json", MOST_BYTES.get("root"));
            if (next.isEmpty()) {
                break;
            }
            trusted.renewRoot(next.get());
            folder.keep("root", next.get());
        }
        trusted.rootIsLast();
    }

    private void renewTimestamp() throws TufException, IOException {
        Optional<byte[]> kept = folder.read("timestamp");
        if (kept.isPresent()) {
            try {
                trusted.renewTimestamp(kept.get());
            } catch (TufException outdated) {
                // Expired, or of keys that were exchanged: then it tells nothing, or only what would be older.
            }
        }
        byte[] next = mustHave("timestamp", "timestamp.json", MOST_BYTES.get("timestamp"));
        if (!Metadata.isJson(next)) {
            throw new TufException(Why.UNREACHABLE, "something else stands in the place of timestamp.json");
        }
        if (trusted.renewTimestamp(next)) {
            folder.keep("timestamp", next);
        }
        trusted.timestampIsLast();
    }

    private void renewSnapshot() throws TufException, IOException {
        Optional<byte[]> kept = folder.read("snapshot");
        if (kept.isPresent()) {
            try {
                trusted.renewSnapshot(kept.get(), true);
                return;
            } catch (TufException outdated) {
                // Another one is named now; what this one named must not go back.
            }
        }
        FileEntry entry = trusted.snapshotEntry();
        byte[] next = mustHave("snapshot", name("snapshot", entry), most("snapshot", entry));
        trusted.renewSnapshot(next, false);
        folder.keep("snapshot", next);
    }

    private void renewTargets() throws TufException, IOException {
        Optional<byte[]> kept = folder.read("targets");
        if (kept.isPresent()) {
            try {
                trusted.renewTargets(kept.get());
                return;
            } catch (TufException outdated) {
                // Others are named now.
            }
        }
        FileEntry entry = trusted.targetsEntry();
        byte[] next = mustHave("targets", name("targets", entry), most("targets", entry));
        trusted.renewTargets(next);
        folder.keep("targets", next);
    }

    private String name(String role, FileEntry entry) {
        return trusted.root().consistentSnapshot() ? entry.version() + "." + role + ".json" : role + ".json";
    }

    private static int most(String role, FileEntry entry) {
        return (int) Math.min(Integer.MAX_VALUE / 2, entry.length().orElse(MOST_BYTES.get(role)));
    }

    /** When the timestamp in force was made, as its signers say; empty where they do not. To be asked after {@link #refresh}. */
    public Optional<Instant> made() {
        return trusted == null ? Optional.empty() : trusted.made();
    }

    /** What is signed of a target; empty when no such target is. To be asked after {@link #refresh}. */
    public Optional<FileEntry> target(String path) throws TufException {
        return trusted == null ? Optional.empty() : trusted.target(path);
    }

    /** The paths of all targets that are signed. To be asked after {@link #refresh}. */
    public List<String> paths() {
        return trusted == null ? List.of() : trusted.paths();
    }

    /**
     * Fetches a target into a directory; one that lies there already, whole and right, is not fetched again. It has its name only once it was
     * held to its length and hashes.
     *
     * @return the file, named by the target's path, percent-encoded into one word
     */
    public Path download(String path, Path directory) throws TufException, IOException {
        FileEntry entry = target(path).orElseThrow(() -> new TufException(Why.UNKNOWN_TARGET, path));
        Files.createDirectories(directory);
        Path file = directory.resolve(TargetWords.fileName(path));
        if (Files.isRegularFile(file) && isRight(file, entry)) {
            return file;
        }
        Path fetching = directory.resolve("." + TargetWords.fileName(path) + ".fetching");
        try {
            fetch(path, entry, fetching);
            Files.move(fetching, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fetching);
        }
        return file;
    }

    private static boolean isRight(Path file, FileEntry entry) throws TufException, IOException {
        if (Files.size(file) != entry.length().orElseThrow()) {
            return false;
        }
        Hashes sums = new Hashes(entry.hashes().keySet());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[64 * 1024];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                sums.update(block, n);
            }
            sums.mustBe(entry.hashes());
            return true;
        } catch (TufException other) {
            return false;
        }
    }

    private void fetch(String path, FileEntry entry, Path into) throws TufException, IOException {
        String place = TargetWords.path(path, trusted.root().consistentSnapshot() ? entry.hashes() : new HashMap<>());
        long length = entry.length().orElseThrow();
        Hashes sums = new Hashes(entry.hashes().keySet());
        try (InputStream in = opened(targets, place).orElseThrow(() -> new TufException(Why.UNREACHABLE, "no " + place));
                var out = Files.newOutputStream(into)) {
            long came = copy(in, length, (block, n) -> {
                sums.update(block, n);
                out.write(block, 0, n);
            });
            if (came != length) {
                throw new TufException(Why.MISMATCH, path + " ended after " + came + " of " + length + " bytes");
            }
        }
        sums.mustBe(entry.hashes());
    }

    private byte[] mustHave(String role, String name, int most) throws TufException {
        return fetch(role, name, most).orElseThrow(() -> new TufException(Why.UNREACHABLE, "there is no " + name));
    }

    private Optional<byte[]> fetch(String role, String name, int most) throws TufException {
        Optional<InputStream> found = opened(metadata, name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = found.get()) {
            copy(in, most, (block, n) -> out.write(block, 0, n));
            return Optional.of(out.toByteArray());
        } catch (TufException refused) {
            // The first thing that is asked for is where a proxy's page shows, which may be long.
            if (refused.why() == Why.TOO_LARGE && role.equals("timestamp") && Metadata.isPage(out.toByteArray())) {
                throw new TufException(Why.UNREACHABLE, "something else stands in the place of " + name, refused);
            }
            throw refused;
        } catch (IOException broken) {
            throw new TufException(Why.UNREACHABLE, role + ": " + broken.getMessage(), broken);
        }
    }

    private static Optional<InputStream> opened(Source source, String place) throws TufException {
        try {
            return source.open(place);
        } catch (HttpSource.DeniedException refused) {
            throw new TufException(Why.DENIED, String.valueOf(refused.getMessage()), refused);
        } catch (IOException away) {
            throw new TufException(Why.UNREACHABLE, String.valueOf(away.getMessage()), away);
        }
    }

    /** Takes what comes. */
    @FunctionalInterface
    private interface Sink {
        void take(byte[] block, int length) throws IOException;
    }

    private static int read(InputStream in, byte[] block) throws TufException {
        try {
            return in.read(block);
        } catch (IOException broken) {
            throw new TufException(Why.UNREACHABLE, "it broke off: " + broken.getMessage(), broken);
        }
    }

    private long copy(InputStream in, long most, Sink into) throws TufException, IOException {
        byte[] block = new byte[16 * 1024];
        Duration began = uptime.get();
        long came = 0;
        for (int n = read(in, block); n >= 0; n = read(in, block)) {
            came += n;
            cameInAll += n;
            if (came > most) {
                throw new TufException(Why.TOO_LARGE, "more than " + most + " bytes");
            }
            Duration now = uptime.get();
            Duration took = now.minus(began).minus(GRACE);
            if (took.toSeconds() * SLOWEST > came || now.minus(begun).minus(GRACE_IN_ALL).toSeconds() * SLOWEST > cameInAll) {
                throw new TufException(Why.TOO_SLOW, came + " bytes in " + took.plus(GRACE).toSeconds() + " s, after " + now.minus(begun).toSeconds() + " s in all");
            }
            into.take(block, n);
        }
        return came;
    }
}
