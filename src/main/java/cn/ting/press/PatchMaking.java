package cn.ting.press;

import cn.ting.patch.PatchException;
import cn.ting.patch.PatchList;
import cn.ting.patch.PatchList.Patch;
import cn.ting.patch.PatchWriter;
import cn.ting.seal.Digest;
import cn.ting.slots.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;

/**
 * Makes the patches of a release, among its files: for each large file one to nothing, which is the file in less bytes, and one to that file of
 * each release before; as far as they pay, and as many as a list may name: those that save most. What was made before is not made again. For
 * minutes.
 */
final class PatchMaking {

    /** Below that a patch saves less than it costs to name. In bytes. */
    private static final long LEAST_BYTES = 64 * 1024;
    /** Above, the memory of whoever releases may not do. In bytes. */
    private static final long MOST_BYTES = 128L * 1024 * 1024;
    /** What does not become shorter by a fast look at so much of it will not by a slow one. */
    private static final int PROBE_BYTES = 1024 * 1024;

    private final RepositoryFolder folder;
    private final Map<String, Patch> known = new HashMap<>();
    private final PrintStream out;
    private final int mostListBytes;
    private final FileProgress progress;

    /** @param mostListBytes what whoever reads the list takes, {@link PatchList#MOST_BYTES} */
    PatchMaking(RepositoryFolder folder, int mostListBytes, PrintStream out, FileProgress progress) {
        this.progress = progress;
        this.folder = folder;
        this.mostListBytes = mostListBytes;
        this.out = out;
    }

    /** Takes a list of patches that were made before. */
    void know(byte[] list) throws RefusedException {
        try {
            PatchList.parse(list).patches().forEach(patch -> known.put(key(patch.from(), patch.to()), patch));
        } catch (PatchException malformed) {
            throw new RefusedException("a list of patches here: " + malformed.getMessage(), malformed);
        }
    }

    private static String key(Optional<String> from, String to) {
        return from.orElse("-") + to;
    }

    /**
     * Makes them.
     *
     * @param fresh whose files are in the repository
     * @param before releases whose files are, too
     */
    PatchList make(Manifest fresh, List<Manifest> before) throws IOException {
        Map<Patch, Long> patches = new LinkedHashMap<>();
        Set<String> done = new HashSet<>();
        List<Manifest.Entry> large = fresh.files().stream()
                .filter(file -> file.size() >= LEAST_BYTES && file.size() <= MOST_BYTES && done.add(file.sha256())).toList();
        progress.begin("patches", large.size(), large.stream().mapToLong(Manifest.Entry::size).sum());
        for (Manifest.Entry file : large) {
            progress.next(file.path(), file.size());
            Optional<Patch> packed = pays(Optional.empty(), file, file.size() - file.size() / 4);
            packed.ifPresent(one -> patches.put(one, file.size() - one.size()));
            long otherwise = packed.map(Patch::size).orElse(file.size());
            for (Manifest old : before) {
                Optional<Manifest.Entry> from = counterpart(file, old);
                if (from.isPresent() && done.add(key(Optional.of(from.get().sha256()), file.sha256()))) {
                    Optional<Patch> patch = pays(Optional.of(from.get().sha256()), file, otherwise / 2);
                    patch.ifPresent(one -> out.println("patch for " + file.path() + " of " + old.version() + ": " + one.size() + " bytes, not "
                            + otherwise));
                    patch.ifPresent(one -> patches.put(one, otherwise - one.size()));
                }
            }
        }
        return fitting(patches);
    }

    /**
     * A list that is too long is read by no kiosk.
     *
     * @param saved what each patch saves, in bytes
     */
    private PatchList fitting(Map<Patch, Long> saved) {
        int head = PatchList.NONE.text().length;
        int length = head;
        Set<Patch> kept = new HashSet<>();
        for (Patch patch : saved.keySet().stream().sorted(Comparator.<Patch, Long>comparing(saved::get).reversed()).toList()) {
            int line = new PatchList(List.of(patch)).text().length - head;
            if (length + line <= mostListBytes) {
                length += line;
                kept.add(patch);
            }
        }
        if (kept.size() < saved.size()) {
            out.println("patches left out, for a list names no more: " + (saved.size() - kept.size()) + " of " + saved.size()
                    + ", those that save least");
        }
        return new PatchList(saved.keySet().stream().filter(kept::contains).toList());
    }

    /** The file that was in this one's place; empty where there was none, or where it is the same. A library's version is part of its name. */
    private static Optional<Manifest.Entry> counterpart(Manifest.Entry file, Manifest old) {
        if (old.files().stream().anyMatch(one -> one.sha256().equals(file.sha256()))) {
            return Optional.empty();
        }
        return old.files().stream()
                .filter(one -> one.size() <= MOST_BYTES && stem(one.path()).equals(stem(file.path())))
                .max((one, other) -> Boolean.compare(one.path().equals(file.path()), other.path().equals(file.path())));
    }

    private static String stem(String path) {
        return path.replaceAll("-[0-9][^/]*[.]jar$", "-.jar");
    }

    /** @param most so many bytes it may have, or it does not pay */
    private Optional<Patch> pays(Optional<String> from, Manifest.Entry file, long most) throws IOException {
        Patch before = known.get(key(from, file.sha256()));
        if (before != null && Files.isRegularFile(folder.files().resolve(before.sha256()))) {
            return Optional.of(before).filter(patch -> patch.size() <= most);
        }
        Path to = folder.files().resolve(file.sha256());
        if (from.isEmpty() && !shrinks(to)) {
            return Optional.empty();
        }
        byte[] bytes = from.isPresent() ? PatchWriter.write(folder.files().resolve(from.get()), to) : PatchWriter.pack(to);
        if (bytes.length > most) {
            return Optional.empty();
        }
        Patch patch = new Patch(from, file.sha256(), Digest.sha256Hex(bytes), bytes.length);
        folder.replace(folder.files().resolve(patch.sha256()), bytes);
        return Optional.of(patch);
    }

    private static boolean shrinks(Path file) throws IOException {
        byte[] probe = new byte[PROBE_BYTES];
        int length;
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.max(0, Files.size(file) - PROBE_BYTES) / 2);
            length = in.readNBytes(probe, 0, PROBE_BYTES);
        }
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try {
            fast.setInput(probe, 0, length);
            fast.finish();
            return fast.deflate(new byte[length]) < length - length / 8;
        } finally {
            fast.end();
        }
    }
}
