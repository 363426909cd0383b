package cn.ting.press;

import cn.ting.slots.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A repository on the release manager's disk: {@code metadata/}, {@code targets/} and {@code files/}, which are public as they stand, on a
 * server or a stick; and {@code draft/}, which is not and goes no further than to those who sign.
 */
final class RepositoryFolder {

    private static final Pattern VERSIONED = Pattern.compile("([1-9][0-9]{0,14})\\.(root|targets|snapshot)\\.json");
    private static final String LOCK = ".lock";

    private final Path root;
    private final Disk disk = new Disk();

    RepositoryFolder(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path targets() {
        return root.resolve("targets");
    }

    Path files() {
        return root.resolve("files");
    }

    /** Where a role's draft lies, whether there is one or not. */
    Path draftFile(String role) {
        return root.resolve("draft").resolve(role + ".json");
    }

    /** The draft of a role; empty when there is none. */
    Optional<byte[]> draftBytes(String role) throws IOException {
        return read(draftFile(role));
    }

    Optional<Draft> draft(String role) throws RefusedException, IOException {
        Optional<byte[]> bytes = draftBytes(role);
        return bytes.isPresent() ? Optional.of(Draft.read(bytes.get(), draftFile(role).toString())) : Optional.empty();
    }

    void keepDraft(Draft draft) throws IOException {
        replace(draftFile(draft.role()), draft.bytes());
    }

    /** What is public of a role, the newest version; empty when nothing is. */
    Optional<Draft> published(String role) throws RefusedException, IOException {
        Optional<byte[]> bytes = publishedBytes(role);
        return bytes.isPresent() ? Optional.of(Draft.read(bytes.get(), role)) : Optional.empty();
    }

    Optional<byte[]> publishedBytes(String role) throws IOException {
        return published(role, role.equals("timestamp") ? 0 : newest(role));
    }

    /** That version of a role; the version of a timestamp is no part of its name. */
    Optional<byte[]> published(String role, long version) throws IOException {
        return named(name(role, version));
    }

    /** Public metadata by the name it is asked for. */
    Optional<byte[]> named(String name) throws IOException {
        return name.contains("/") ? Optional.empty() : read(root.resolve("metadata").resolve(name));
    }

    static String name(String role, long version) {
        return role.equals("timestamp") ? "timestamp.json" : version + "." + role + ".json";
    }

    private long newest(String role) throws IOException {
        return versions(role).stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** The versions of a role that are public, or were; of a timestamp there is one alone, and it is not among these. */
    List<Long> versions(String role) throws IOException {
        List<Long> versions = new ArrayList<>();
        if (Files.isDirectory(root.resolve("metadata"))) {
            try (Stream<Path> all = Files.list(root.resolve("metadata"))) {
                for (Path file : all.toList()) {
                    Matcher name = VERSIONED.matcher(file.getFileName().toString());
                    if (name.matches() && name.group(2).equals(role)) {
                        versions.add(Long.parseLong(name.group(1)));
                    }
                }
            }
        }
        return versions;
    }

    /** The repository that this is a draft of, where it lies; empty when it lies elsewhere, as with somebody who signs on another machine. */
    static Optional<RepositoryFolder> ofDraft(Path file) throws IOException {
        Path place = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        // Where it really is: a link to draft/ alone has another parent.
        place = place.toRealPath();
        Path root = place.getParent();
        boolean here = place.endsWith("draft") && (Files.exists(root.resolve(LOCK)) || Files.isDirectory(root.resolve("metadata")));
        return here ? Optional.of(new RepositoryFolder(root)) : Optional.empty();
    }

    /**
     * Keeps every other call away that changes a draft, makes something public, puts files in or takes some out, until it is closed: what is put
     * in is named only at the end, and what is drafted is named by the draft until it is public. Calls that only read are not kept away.
     *
     * @throws RefusedException at once, when another is at work
     */
    FileChannel alone() throws RefusedException, IOException {
        Path lock = Files.createDirectories(root).resolve(LOCK);
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException here) {
            // By this process.
        }
        channel.close();
        throw new RefusedException("another ting repo is at work in " + root + ", and nothing was changed by this one; try again when it is done");
    }

    /** Makes metadata public; its draft is over with it. */
    void publish(String role, long version, byte[] bytes) throws IOException {
        replace(root.resolve("metadata").resolve(name(role, version)), bytes);
        Files.deleteIfExists(draftFile(role));
    }

    /** Writes a file whole or not at all. */
    void replace(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        disk.replace(file, bytes);
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }
}
