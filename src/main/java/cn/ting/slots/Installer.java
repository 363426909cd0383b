package cn.ting.slots;

import cn.ting.patch.PatchList;
import cn.ting.seal.Digest;
import cn.ting.slots.SlotsException.Why;
import cn.ting.tuf.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings a release into the slot that nothing serves from. Only what is neither there nor in the one that serves is fetched. The manifest is
 * written last, so that a slot that was cut short is none; begun again, it goes on with what is whole. For one thread.
 */
public final class Installer {

    private final Slots slots;
    private final Disk disk;
    private final ReleaseKey key;
    private final long reserve;

    /** @param reserve bytes that stay free on the disk */
    public Installer(Slots slots, ReleaseKey key, long reserve) {
        this.slots = slots;
        this.disk = slots.disk();
        this.key = key;
        this.reserve = reserve;
    }

    /**
     * Installs; when it returns, the slot was read back from end to end.
     *
     * @param text the manifest as it was signed
     * @param files by their SHA-256
     * @return what a pointer to it says
     * @throws SlotsException when it was refused; what is refused before the first byte leaves the slot as it was
     */
    public Release install(byte[] text, byte[] signature, Source files) throws SlotsException, IOException {
        key.mustHaveSigned(text, signature);
        Manifest manifest = Manifest.parse(text);
        String free = slots.free();
        if (slots.trial().isPresent()) {
            throw new SlotsException(Why.POINTER, "something is on trial");
        }
        Path slot = slots.directory(free);
        Map<String, Path> here = servingFiles();
        Set<String> whole = whole(slot, manifest);
        look(slot, manifest, whole, here, files);

        slots.forgetPreviousIn(free);
        clear(slot, whole);
        for (Manifest.Entry file : manifest.files()) {
            Instant changed = Instant.ofEpochSecond(manifest.epoch());
            if (whole.contains(file.path())) {
                disk.settle(slot.resolve(file.path()), file.executable(), changed);
            } else {
                write(slot, file, changed, here, files);
            }
        }
        Set<String> directories = new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        manifest.files().forEach(file -> directories.addAll(Manifest.parents(file.path())));
        for (String directory : directories) {
            disk.forceDirectory(slot.resolve(directory));
        }
        Instant changed = Instant.ofEpochSecond(manifest.epoch());
        write(slot.resolve(Manifest.SIGNATURE_NAME), signature, changed);
        write(slot.resolve(Manifest.NAME), text, changed);
        disk.forceDirectory(slot);
        disk.forceDirectory(slots.root());
        Release release = manifest.in(free);
        SlotCheck.check(slots, release, key);
        return release;
    }

    /**
     * The files that neither stand in the free slot nor in the one that serves, for who has to fetch them.
     *
     * @param patches of which one at a time lies beside the file that it leads to
     * @param fetching the folder they come into: what lies there already, or a part of it, needs no more room
     * @throws SlotsException also when there is no room to fetch and to install them
     */
    public List<Manifest.Entry> missing(Manifest manifest, PatchList patches, Path fetching) throws SlotsException, IOException {
        Path slot = slots.directory(slots.free());
        Map<String, Path> here = servingFiles();
        Set<String> whole = whole(slot, manifest);
        Map<String, Manifest.Entry> missing = new HashMap<>();
        for (Manifest.Entry file : manifest.files()) {
            Path known = here.get(file.sha256());
            if (!whole.contains(file.path()) && (known == null || !SlotCheck.isWhole(known, file))) {
                missing.put(file.sha256(), file);
            }
        }
        mustFit(slot, manifest, whole, missing.values().stream().mapToLong(file -> rest(fetching, file.sha256(), file.size())).sum()
                + patches.patches().stream().filter(patch -> missing.containsKey(patch.to()))
                        .mapToLong(patch -> rest(fetching, patch.sha256(), patch.size())).max().orElse(0));
        return List.copyOf(missing.values());
    }

    /** How many bytes of it do not lie there yet. */
    private static long rest(Path fetching, String sha256, long size) {
        // 0 where there is none.
        long here = fetching.resolve(sha256).toFile().length() + fetching.resolve(sha256 + Download.PART).toFile().length();
        return Math.max(0, size - here);
    }

    /** Where each file of the release that serves is, by its SHA-256; none where its manifest is not the one that was committed. */
    Map<String, Path> servingFiles() throws SlotsException, IOException {
        Release serving = slots.serving().orElseThrow(() -> new SlotsException(Why.POINTER, "nothing is committed"));
        Path slot = slots.directory(serving.slot());
        Map<String, Path> files = new HashMap<>();
        Optional<byte[]> text = Slots.read(slot.resolve(Manifest.NAME), Manifest.MOST_BYTES);
        if (text.isPresent() && Digest.sha256Hex(text.get()).equals(serving.manifest())) {
            Manifest.parse(text.get()).files().forEach(file -> files.put(file.sha256(), slot.resolve(file.path())));
        }
        return files;
    }

    /** The paths whose files stand in the slot already, and which no link leads to. */
    private static Set<String> whole(Path slot, Manifest manifest) throws IOException {
        Set<String> whole = new HashSet<>();
        if (Files.isDirectory(slot, LinkOption.NOFOLLOW_LINKS)) {
            Map<String, BasicFileAttributes> found = SlotCheck.all(slot);
            for (Manifest.Entry file : manifest.files()) {
                if (found.containsKey(file.path()) && SlotCheck.isWhole(slot.resolve(file.path()), file)) {
                    whole.add(file.path());
                }
            }
        }
        return whole;
    }

    /** Is there room, and is everything there? Asked before the first byte. */
    private void look(Path slot, Manifest manifest, Set<String> whole, Map<String, Path> here, Source files)
            throws SlotsException, IOException {
        for (Manifest.Entry file : manifest.files()) {
            if (!whole.contains(file.path()) && !here.containsKey(file.sha256())) {
                files.open(file.sha256()).orElseThrow(() -> new SlotsException(Why.MISSING, file.path())).close();
            }
        }
        mustFit(slot, manifest, whole, 0);
    }

    /** @param more bytes that are written elsewhere before */
    private void mustFit(Path slot, Manifest manifest, Set<String> whole, long more) throws SlotsException, IOException {
        long needed = reserve + more + manifest.files().stream()
                .filter(file -> !whole.contains(file.path()))
                .mapToLong(Manifest.Entry::size)
                .sum();
        long usable = disk.usable(slots.root());
        if (Files.isDirectory(slot, LinkOption.NOFOLLOW_LINKS)) {
            usable += SlotCheck.all(slot).entrySet().stream()
                    .filter(found -> found.getValue().isRegularFile() && !whole.contains(found.getKey()))
                    .mapToLong(found -> found.getValue().size())
                    .sum();
        }
        if (needed > usable) {
            throw new SlotsException(Why.FULL, needed + " bytes are needed, " + usable + " there");
        }
    }

    /** Deletes everything but what is whole; the manifest goes first, so that nobody takes the rest for a release. */
    private void clear(Path slot, Set<String> whole) throws IOException {
        if (!Files.isDirectory(slot, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(slot);
            disk.makeDirectory(slot);
            disk.forceDirectory(slots.root());
            return;
        }
        disk.delete(slot.resolve(Manifest.NAME));
        disk.delete(slot.resolve(Manifest.SIGNATURE_NAME));
        disk.forceDirectory(slot);
        Set<String> kept = new HashSet<>(whole);
        whole.forEach(path -> kept.addAll(Manifest.parents(path)));
        kept.add("");
        List<String> left = new ArrayList<>(SlotCheck.all(slot).keySet());
        left.removeAll(kept);
        // What is in a directory goes before the directory.
        left.sort(Comparator.comparing(String::length).reversed());
        for (String path : left) {
            disk.delete(slot.resolve(path));
        }
    }

    private void write(Path slot, Manifest.Entry file, Instant changed, Map<String, Path> here, Source files)
            throws SlotsException, IOException {
        for (String parent : Manifest.parents(file.path())) {
            disk.makeDirectory(slot.resolve(parent));
        }
        Path path = slot.resolve(file.path());
        Path known = here.get(file.sha256());
        // A disk forgets: what is not whole there any more is fetched, as if it had never been.
        if (known != null && SlotCheck.isWhole(known, file)) {
            try (InputStream in = Files.newInputStream(known)) {
                copy(in, path, file, changed);
                return;
            } catch (SlotsException changedMeanwhile) {
                disk.delete(path);
            }
        }
        try (InputStream in = files.open(file.sha256()).orElseThrow(() -> new SlotsException(Why.MISSING, file.path()))) {
            copy(in, path, file, changed);
        }
    }

    private void copy(InputStream in, Path path, Manifest.Entry file, Instant changed) throws SlotsException, IOException {
        Digest.Running sum = Digest.running();
        long came = 0;
        try (Disk.Writing out = disk.create(path)) {
            byte[] block = new byte[64 * 1024];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                came += n;
                if (came > file.size()) {
                    throw new SlotsException(Why.TOO_LONG, file.path() + " has more than " + file.size() + " bytes");
                }
                sum.take(block, n);
                out.put(block, n);
            }
            if (came < file.size()) {
                throw new SlotsException(Why.TOO_SHORT, file.path() + " has " + came + " of " + file.size() + " bytes");
            }
            if (!sum.hex().equals(file.sha256())) {
                throw new SlotsException(Why.CHANGED, file.path());
            }
            out.finish(file.executable(), changed);
        }
    }

    private void write(Path path, byte[] bytes, Instant changed) throws IOException {
        try (Disk.Writing out = disk.create(path)) {
            out.put(bytes, bytes.length);
            out.finish(false, changed);
        }
    }
}
