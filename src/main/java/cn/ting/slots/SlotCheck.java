package cn.ting.slots;

import cn.ting.seal.Digest;
import cn.ting.slots.SlotsException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what stands in a slot to its signed manifest: every file, and that there is nothing else. What will be used is what is read. */
public final class SlotCheck {

    private static final int MOST_DEPTH = 64;

    private SlotCheck() {}

    /**
     * Reads the whole slot.
     *
     * @param release what a pointer says is there
     * @return its manifest
     */
    public static Manifest check(Slots slots, Release release, ReleaseKey key) throws SlotsException, IOException {
        Path slot = slots.directory(release.slot());
        byte[] text = part(slot, Manifest.NAME, Manifest.MOST_BYTES);
        if (!Digest.sha256Hex(text).equals(release.manifest())) {
            throw new SlotsException(Why.CHANGED, "slot " + release.slot() + " has another manifest than is named");
        }
        key.mustHaveSigned(text, part(slot, Manifest.SIGNATURE_NAME, Manifest.SIGNATURE_BYTES));
        Manifest manifest = Manifest.parse(text);
        names(slot, manifest);
        for (Manifest.Entry file : manifest.files()) {
            Path path = slot.resolve(file.path());
            mustBeMarked(path, file, Instant.ofEpochSecond(manifest.epoch()));
            mustBeWhole(path, file);
        }
        return manifest;
    }

    private static byte[] part(Path slot, String name, int most) throws SlotsException, IOException {
        return Slots.read(slot.resolve(name), most).orElseThrow(() -> new SlotsException(Why.MISSING, "there is no " + name));
    }

    private static void names(Path slot, Manifest manifest) throws SlotsException, IOException {
        Set<String> missing = new HashSet<>(List.of(Manifest.NAME, Manifest.SIGNATURE_NAME));
        Set<String> directories = new HashSet<>(Set.of(""));
        for (Manifest.Entry file : manifest.files()) {
            missing.add(file.path());
            directories.addAll(Manifest.parents(file.path()));
        }
        for (Map.Entry<String, BasicFileAttributes> found : all(slot).entrySet()) {
            boolean directory = found.getValue().isDirectory();
            if (!directory && !found.getValue().isRegularFile()) {
                throw new SlotsException(Why.LINK, found.getKey());
            }
            if (directory ? !directories.contains(found.getKey()) : !missing.remove(found.getKey())) {
                throw new SlotsException(Why.EXTRA, found.getKey());
            }
        }
        if (!missing.isEmpty()) {
            throw new SlotsException(Why.MISSING, missing.iterator().next() + " and " + (missing.size() - 1) + " more");
        }
    }

    /** What stands below a directory and what kind it is, by path; the directory itself is the empty path. No link is followed. */
    static Map<String, BasicFileAttributes> all(Path directory) throws IOException {
        return all(directory, Integer.MAX_VALUE);
    }

    /** The same, of so many at most: where somebody else has filled it, no more than that is kept in memory. */
    static Map<String, BasicFileAttributes> all(Path directory, int most) throws IOException {
        Map<String, BasicFileAttributes> all = new HashMap<>();
        Files.walkFileTree(directory, Set.of(), MOST_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes kind) {
                return visitFile(found, kind);
            }

            @Override
            public FileVisitResult visitFile(Path found, BasicFileAttributes kind) {
                if (all.size() >= most) {
                    return FileVisitResult.TERMINATE;
                }
                all.put(directory.relativize(found).toString(), kind);
                return FileVisitResult.CONTINUE;
            }
        });
        return all;
    }

    private static void mustBeMarked(Path path, Manifest.Entry file, Instant changed) throws SlotsException, IOException {
        PosixFileAttributes marks = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean executable = marks.permissions().contains(PosixFilePermission.OTHERS_EXECUTE);
        boolean writable = marks.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || marks.permissions().contains(PosixFilePermission.OTHERS_WRITE);
        if (executable != file.executable() || writable || !marks.lastModifiedTime().toInstant().equals(changed)) {
            throw new SlotsException(Why.MARK, file.path());
        }
    }

    private static void mustBeWhole(Path path, Manifest.Entry file) throws SlotsException, IOException {
        if (!isWhole(path, file)) {
            throw new SlotsException(Why.CHANGED, file.path());
        }
    }

    /** True when a plain file stands there that is the one of the manifest, mode and time aside. */
    static boolean isWhole(Path path, Manifest.Entry file) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) != file.size()) {
            return false;
        }
        Digest.Running sum = Digest.running();
        try (InputStream in = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] block = new byte[64 * 1024];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                sum.take(block, n);
            }
        }
        return sum.hex().equals(file.sha256());
    }
}
