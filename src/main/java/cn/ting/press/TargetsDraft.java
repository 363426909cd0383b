package cn.ting.press;

import cn.ting.patch.PatchList;
import cn.ting.seal.Digest;
import cn.ting.slots.Disk;
import cn.ting.slots.Manifest;
import cn.ting.slots.SlotsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The next targets: what is released, and until when it may be carried on sticks. */
final class TargetsDraft {

    private static final String SBOM = "sbom.json";
    private static final int SIGNATURE_BYTES = 64;
    private static final String MANIFEST = "MANIFEST";
    private static final String PATCHES = "PATCHES";

    private final RepositoryFolder folder;
    private final Draft draft;

    private TargetsDraft(RepositoryFolder folder, Draft draft) {
        this.folder = folder;
        this.draft = draft;
    }

    /** Goes on with the draft there is, else begins with the targets that are public. */
    static TargetsDraft of(RepositoryFolder folder, Instant expires) throws RefusedException, IOException {
        Optional<Draft> before = folder.published("targets");
        Optional<Draft> pending = folder.draft("targets");
        Draft next = before.isPresent() ? before.get().next(expires) : Draft.begun("targets", 1, expires);
        JsonNode targets = pending.orElse(next).signed().path("targets");
        next.signed().set("targets", targets.isObject() ? targets.deepCopy() : next.signed().objectNode());
        return new TargetsDraft(folder, next);
    }

    Draft draft() {
        return draft;
    }

    /**
     * Puts a release among the files and names it.
     *
     * @param release a directory with its manifest, which whoever calls has held to the release key
     * @param stickUntil until when a stick may bring it; empty when none may
     * @return its target
     */
    String add(Path release, Optional<Instant> stickUntil, FileProgress progress) throws RefusedException, IOException {
        byte[] text = read(release.resolve("MANIFEST"), Manifest.MOST_BYTES);
        byte[] signature = read(release.resolve("MANIFEST.sig"), SIGNATURE_BYTES);
        Manifest manifest = parse(release, text);
        String target = "ting/" + manifest.version() + "/" + manifest.arch() + "/MANIFEST";
        mustBeNewer(manifest, target);
        progress.begin("files", manifest.files().size(), manifest.files().stream().mapToLong(Manifest.Entry::size).sum());
        for (Manifest.Entry file : manifest.files()) {
            progress.next(file.path(), file.size());
            copy(release.resolve(file.path()), file);
        }
        ObjectNode entry = name(target, text);
        ObjectNode custom = entry.putObject("custom").put("arch", manifest.arch()).put("counter", manifest.counter()).put("from", manifest.from());
        manifest.models().forEach(custom.putArray("models")::add);
        custom.put("bytes", manifest.files().stream().mapToLong(Manifest.Entry::size).sum());
        manifest.files().stream().filter(file -> file.path().equals(SBOM)).forEach(file -> custom.put("sbom", file.sha256()));
        stickUntil.ifPresent(until -> custom.put("stickUntil", Draft.text(until)));
        name(target + ".sig", signature);
        return target;
    }

    /**
     * Makes and names the patches that lead to a release from those that were named before it.
     *
     * @param newest from so many of them
     */
    void addPatches(String target, int newest, PrintStream out, FileProgress progress) throws RefusedException, IOException {
        Manifest fresh = manifest(target);
        PatchMaking making = new PatchMaking(folder, PatchList.MOST_BYTES, out, progress);
        List<Manifest> before = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> named = targets().fields(); named.hasNext(); ) {
            Map.Entry<String, JsonNode> one = named.next();
            JsonNode custom = one.getValue().path("custom");
            if (one.getKey().endsWith("/" + PATCHES)) {
                making.know(read(stored(one.getKey()), PatchList.MOST_BYTES));
            } else if (custom.path("arch").asText().equals(fresh.arch()) && custom.path("counter").asLong() >= fresh.from()
                    && custom.path("counter").asLong() < fresh.counter() && overlaps(custom.path("models"), fresh.models())) {
                before.add(manifest(one.getKey()));
            }
        }
        before.sort(Comparator.comparingLong(Manifest::counter).reversed());
        String list = target.substring(0, target.lastIndexOf('/') + 1) + PATCHES;
        PatchList patches = making.make(fresh, before.subList(0, Math.min(newest, before.size())));
        if (patches.patches().isEmpty()) {
            targets().remove(list);
        } else {
            name(list, patches.text());
        }
    }

    /**
     * Names a release no more. Its files stay until nothing that is in force names them.
     *
     * @param arch only for such machines; empty for all
     * @return what whoever signs has to know, a line each
     * @throws RefusedException when some cabinet has nothing newer to choose: that would be a recall, which is a new release
     */
    List<String> drop(String version, Optional<String> arch) throws RefusedException {
        List<NamedRelease> all = NamedRelease.in(targets());
        List<NamedRelease> dropped = all.stream().filter(one -> one.version().equals(version))
                .filter(one -> arch.isEmpty() || arch.get().equals(one.arch())).toList();
        if (dropped.isEmpty()) {
            throw new RefusedException("no release " + version + arch.map(machine -> " for " + machine).orElse("") + " is named");
        }
        List<String> told = new ArrayList<>();
        for (NamedRelease one : dropped) {
            if (one.isNewest(all)) {
                throw new RefusedException(one.target() + " is the newest there is for " + String.join(", ", one.models()) + "; a recall is a new release");
            }
            told.add(one.target() + " is named no more");
            List<NamedRelease> left = all.stream().filter(other -> !dropped.contains(other)).toList();
            for (String model : one.models()) {
                long after = least(left, model, one.arch());
                if (after > least(all, model, one.arch())) {
                    told.add("kiosks with a counter below " + after + " (" + model + ", " + one.arch() + ") find nothing any more that they could go to");
                }
            }
            String place = one.target().substring(0, one.target().lastIndexOf('/') + 1);
            List.of(MANIFEST, MANIFEST + ".sig", PATCHES).forEach(name -> targets().remove(place + name));
        }
        return told;
    }

    /** The smallest counter from which some release can be gone to. */
    private static long least(List<NamedRelease> all, String model, String arch) {
        return all.stream().filter(one -> one.isFor(model, arch)).mapToLong(NamedRelease::from).min().orElse(Long.MAX_VALUE);
    }

    private Manifest manifest(String target) throws RefusedException, IOException {
        return parse(target, read(stored(target), Manifest.MOST_BYTES));
    }

    private static Manifest parse(Object from, byte[] text) throws RefusedException {
        try {
            return Manifest.parse(text);
        } catch (SlotsException malformed) {
            throw new RefusedException(from + ": " + malformed.getMessage(), malformed);
        }
    }

    /** Where the bytes of a target that is named lie. */
    private Path stored(String target) {
        int slash = target.lastIndexOf('/') + 1;
        String hash = targets().path(target).path("hashes").path("sha256").asText();
        return folder.targets().resolve(target.substring(0, slash) + hash + "." + target.substring(slash));
    }

    private ObjectNode targets() {
        return (ObjectNode) draft.signed().get("targets");
    }

    /** Kiosks take none that is older than what they have, so none is named that is no newer than what is named for the same machines. */
    private void mustBeNewer(Manifest manifest, String target) throws RefusedException {
        for (Iterator<Map.Entry<String, JsonNode>> named = targets().fields(); named.hasNext(); ) {
            Map.Entry<String, JsonNode> one = named.next();
            if (one.getKey().equals(target) && one.getValue().path("hashes").path("sha256").asText().equals(manifest.sha256())) {
                continue;
            }
            JsonNode custom = one.getValue().path("custom");
            boolean same = custom.path("arch").asText().equals(manifest.arch()) && overlaps(custom.path("models"), manifest.models());
            if (same && custom.path("counter").asLong() >= manifest.counter()) {
                throw new RefusedException(one.getKey() + " has the counter " + custom.path("counter").asLong() + ", and " + target + " only "
                        + manifest.counter() + "; a release that shall follow has a higher one");
            }
        }
    }

    private static boolean overlaps(JsonNode named, List<String> models) {
        for (JsonNode model : named) {
            if (model.asText().equals("*") || models.contains("*") || models.contains(model.asText())) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode name(String target, byte[] bytes) throws IOException {
        String hash = Digest.sha256Hex(bytes);
        ObjectNode entry = targets().putObject(target).put("length", bytes.length);
        entry.putObject("hashes").put("sha256", hash);
        folder.replace(stored(target), bytes);
        return entry;
    }

    private void copy(Path from, Manifest.Entry file) throws RefusedException, IOException {
        Path whole = folder.files().resolve(file.sha256());
        // Read and not only measured: whoever is told that a file of the repository is damaged is told to add its release anew.
        if (Files.isRegularFile(whole, LinkOption.NOFOLLOW_LINKS) && Files.size(whole) == file.size() && sum(whole).equals(file.sha256())) {
            return;
        }
        if (!Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(from + " is missing, or no file");
        }
        Files.createDirectories(folder.files());
        Path fresh = whole.resolveSibling(file.sha256() + ".new");
        Files.deleteIfExists(fresh);
        Digest.Running sum = Digest.running();
        try (InputStream in = Files.newInputStream(from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                Disk.Writing out = new Disk().create(fresh)) {
            byte[] block = new byte[64 * 1024];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                sum.take(block, n);
                out.put(block, n);
            }
            out.finish(false, Instant.EPOCH);
        }
        if (Files.size(fresh) != file.size() || !sum.hex().equals(file.sha256())) {
            Files.delete(fresh);
            throw new RefusedException(from + " is not what MANIFEST says");
        }
        Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sum(Path file) throws IOException {
        Digest.Running sum = Digest.running();
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] block = new byte[64 * 1024];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                sum.take(block, n);
            }
        }
        return sum.hex();
    }

    private static byte[] read(Path file, int most) throws RefusedException, IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > most) {
            throw new RefusedException(file + " is missing, or longer than it may be");
        }
        return Files.readAllBytes(file);
    }
}
