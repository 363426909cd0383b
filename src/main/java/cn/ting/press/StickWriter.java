package cn.ting.press;

import cn.ting.press.StickPlan.Part;
import cn.ting.seal.Digest;
import cn.ting.tuf.Source;
import cn.ting.tuf.TufException;
import cn.ting.tuf.Updater;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.nio.file.ExtendedOpenOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a stick. Its timestamp goes first and comes last: pulled in between, it is none to a kiosk. Nothing is forgotten in a cache: every file
 * is forced to the stick, and read back from it where its file system can do that. Modes and times are not set, for sticks have none.
 */
final class StickWriter {

    private static final String TIMESTAMP = "metadata/timestamp.json";

    /** What this tool and kiosks know of; anything else is somebody's, and not deleted. */
    private static final Pattern OURS = Pattern.compile("metadata/([1-9][0-9]*\\.(root|snapshot|targets)|timestamp)\\.json(\\.new)?"
            + "|files/[0-9a-f]{64}|targets/ting/[^/]+/[^/]+/[0-9a-f]{64}\\.(MANIFEST(\\.sig)?|PATCHES)");

    /** What a file takes on a stick of the coarsest usual format. */
    private static final long CLUSTER = 32 * 1024;

    private static final int BLOCK = 1 << 20;

    private final Path stick;
    private final StickPlan plan;
    private final PrintStream out;

    StickWriter(Path stick, StickPlan plan, PrintStream out) {
        this.stick = stick;
        this.plan = plan;
        this.out = out;
    }

    /** When it returns, a kiosk takes the stick. What is refused before the first byte leaves the stick as it was. */
    void write() throws RefusedException, IOException {
        // Before it is looked at: on one that alters names nothing is found under its own.
        StickFormat.mustKeep(stick);
        List<String> there = there();
        Set<String> whole = new TreeSet<>();
        for (String path : there) {
            Part part = plan.files().get(path);
            if (part != null && Files.size(stick.resolve(path)) == part.size() && sum(stick.resolve(path), false, n -> {}).equals(part.sha256())) {
                whole.add(path);
            }
        }
        mustFit(there, whole);

        if (Files.deleteIfExists(stick.resolve(TIMESTAMP))) {
            force(stick.resolve("metadata"));
        }
        for (String path : there) {
            if (!whole.contains(path)) {
                Files.deleteIfExists(stick.resolve(path));
            }
        }
        long all = plan.files().values().stream().mapToLong(Part::size).sum();
        Progress written = new Progress("written", all);
        Set<Path> folders = new TreeSet<>(Comparator.reverseOrder());
        for (Map.Entry<String, Part> file : plan.files().entrySet()) {
            if (whole.contains(file.getKey())) {
                written.more(file.getValue().size());
            } else {
                copy(file.getValue(), stick.resolve(file.getKey()), written);
            }
            for (Path up = stick.resolve(file.getKey()).getParent(); !up.equals(stick); up = up.getParent()) {
                folders.add(up);
            }
        }
        folders.add(stick);
        for (Path folder : folders) {
            force(folder);
        }
        Progress verified = new Progress("verified", all);
        for (Map.Entry<String, Part> file : plan.files().entrySet()) {
            if (!sum(stick.resolve(file.getKey()), true, verified::more).equals(file.getValue().sha256())) {
                throw new RefusedException(file.getKey() + " reads otherwise than it was written: take another stick");
            }
        }
        mustBeTaken();
        Path fresh = stick.resolve(TIMESTAMP + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(plan.timestamp()));
            channel.force(true);
        }
        Files.move(fresh, stick.resolve(TIMESTAMP), StandardCopyOption.ATOMIC_MOVE);
        force(stick.resolve("metadata"));
    }

    /** The files in the three directories. */
    private List<String> there() throws RefusedException, IOException {
        List<String> there = new ArrayList<>();
        for (String part : List.of("metadata", "targets", "files")) {
            if (!Files.exists(stick.resolve(part), LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try (Stream<Path> below = Files.walk(stick.resolve(part))) {
                for (Path file : below.filter(one -> !Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)).toList()) {
                    String path = stick.relativize(file).toString();
                    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !OURS.matcher(path).matches()) {
                        throw new RefusedException(path + " on the stick is no part of a repository; move it elsewhere, or take another stick");
                    }
                    there.add(path);
                }
            }
        }
        return there;
    }

    private void mustFit(List<String> there, Set<String> whole) throws RefusedException, IOException {
        long needed = CLUSTER + plan.files().entrySet().stream().filter(file -> !whole.contains(file.getKey()))
                .mapToLong(file -> (file.getValue().size() / CLUSTER + 1) * CLUSTER).sum();
        long usable = Files.getFileStore(stick).getUsableSpace();
        for (String path : there) {
            usable += whole.contains(path) ? 0 : Files.size(stick.resolve(path));
        }
        if (needed > usable) {
            throw new RefusedException((needed >> 20) + " MiB are needed on the stick, and " + (usable >> 20) + " MiB there");
        }
    }

    private void copy(Part part, Path to, Progress written) throws RefusedException, IOException {
        Files.createDirectories(to.getParent());
        Digest.Running sum = Digest.running();
        try (InputStream in = Files.newInputStream(part.from(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] block = new byte[BLOCK];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                sum.take(block, n);
                for (ByteBuffer left = ByteBuffer.wrap(block, 0, n); left.hasRemaining(); ) {
                    channel.write(left);
                }
                written.more(n);
            }
            channel.force(true);
        }
        if (!sum.hex().equals(part.sha256())) {
            throw new RefusedException(part.from() + " is not what it was when it was put in: add its release anew");
        }
    }

    /** The SHA-256 of a file; past the machine's memory where the file system can do that. */
    private static String sum(Path file, boolean past, LongConsumer told) throws IOException {
        int align = (int) Files.getFileStore(file).getBlockSize();
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK + align).alignedSlice(align);
        Digest.Running sum = Digest.running();
        byte[] bytes = new byte[BLOCK];
        try (FileChannel channel = past ? direct(file) : FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            // Past the memory whole blocks alone are read, so that less than one is the end.
            for (int n = BLOCK; n == BLOCK; ) {
                n = channel.read(block.clear().limit(BLOCK));
                if (n > 0) {
                    block.flip().get(bytes, 0, n);
                    sum.take(bytes, n);
                    told.accept(n);
                }
            }
        }
        return sum.hex();
    }

    private static FileChannel direct(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS, ExtendedOpenOption.DIRECT);
        } catch (IOException | UnsupportedOperationException cannot) {
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** As a kiosk goes through it that begins with the first root; at the moment at which the stick was made, which its timestamp says. */
    private void mustBeTaken() throws RefusedException, IOException {
        Path client = Files.createTempDirectory("ting-usb");
        try {
            Updater.initialize(client, Files.readAllBytes(stick.resolve("metadata/1.root.json")));
            Instant made = Instant.parse(new ObjectMapper().readTree(plan.timestamp()).path("signed").path("made").asText());
            Source metadata = path -> path.equals("timestamp.json") ? Optional.of(new ByteArrayInputStream(plan.timestamp())) : open("metadata/" + path);
            Updater kiosk = new Updater(client, metadata, path -> open("targets/" + path), () -> made, () -> Duration.ZERO);
            kiosk.refresh();
            for (String target : plan.targets()) {
                kiosk.download(target, client.resolve("targets"));
                kiosk.download(target + ".sig", client.resolve("targets"));
            }
        } catch (TufException refused) {
            throw new RefusedException("no kiosk would take it: " + refused.getMessage(), refused);
        } finally {
            Publication.deleteAll(client);
        }
    }

    private Optional<InputStream> open(String path) throws IOException {
        Path file = stick.resolve(path);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
    }

    /** How far long work is: a line each tenth, none where there is little to do. */
    private final class Progress {

        private final String word;
        private final long all;
        private long done;

        private Progress(String word, long all) {
            this.word = word;
            this.all = all;
        }

        private void more(long bytes) {
            long before = done * 10 / all;
            done += bytes;
            if (done * 10 / all > before) {
                out.printf("  %s %d0 %% of %.1f MiB%n", word, done * 10 / all, all / 1048576.0);
            }
        }
    }
}
