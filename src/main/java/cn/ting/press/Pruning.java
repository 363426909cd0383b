package cn.ting.press;

import cn.ting.patch.PatchException;
import cn.ting.patch.PatchList;
import cn.ting.slots.Manifest;
import cn.ting.slots.SlotsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a repository that no metadata names. Named is what the newest targets name, what their draft names, and what those targets name
 * that a snapshot in force names: a kiosk follows no other, however long they themselves would hold. Where one of them cannot be read whole,
 * nothing is pruned.
 */
final class Pruning {

    /** What this tool has put there, and what it was writing when it was cut short. */
    private static final Pattern OURS =
            Pattern.compile("files/[0-9a-f]{64}(\\.new)?|targets/ting/[^/]+/[^/]+/[0-9a-f]{64}\\.(MANIFEST(\\.sig)?|PATCHES)(\\.new)?");

    private final RepositoryFolder folder;
    private final Set<String> named = new TreeSet<>();
    private final Map<String, Long> unnamed = new TreeMap<>();
    private final List<String> others = new ArrayList<>();

    private Pruning(RepositoryFolder folder) {
        this.folder = folder;
    }

    /** Looks through it; deletes nothing. Whoever deletes then keeps others away from before this. */
    static Pruning of(RepositoryFolder folder, InstantSource clock) throws RefusedException, IOException {
        Pruning pruning = new Pruning(folder);
        // Before what is public: a draft that becomes public meanwhile is named by one or the other, and not by neither.
        Optional<Draft> draft = folder.draft("targets");
        if (draft.isPresent()) {
            pruning.keep(draft.get());
        }
        pruning.keep(folder.published("targets").orElseThrow(() -> new RefusedException("no targets are public, so that nothing is known to be in vain")));
        for (long version : pruning.versionsInForce(clock)) {
            byte[] targets = folder.published("targets", version).orElseThrow(
                    () -> new RefusedException("a snapshot in force names targets " + version + ", which are not here; nothing was deleted"));
            pruning.keep(Draft.read(targets, "targets " + version));
        }
        for (String part : List.of("files", "targets")) {
            pruning.look(part);
        }
        return pruning;
    }

    private Set<Long> versionsInForce(InstantSource clock) throws RefusedException, IOException {
        Set<Long> versions = new TreeSet<>();
        List<Long> all = folder.versions("snapshot");
        Instant now = clock.instant();
        for (long version : all) {
            Draft snapshot = Draft.read(folder.published("snapshot", version).orElseThrow(), "snapshot " + version);
            if (snapshot.expires().isAfter(now)) {
                versions.add(snapshot.signed().path("meta").path("targets.json").path("version").asLong());
            }
        }
        return versions;
    }

    private void keep(Draft targets) throws RefusedException, IOException {
        for (Iterator<Map.Entry<String, JsonNode>> each = targets.signed().path("targets").fields(); each.hasNext(); ) {
            Map.Entry<String, JsonNode> target = each.next();
            int slash = target.getKey().lastIndexOf('/') + 1;
            String kind = target.getKey().substring(slash);
            String path = "targets/" + target.getKey().substring(0, slash) + target.getValue().path("hashes").path("sha256").asText() + "." + kind;
            if (!named.add(path)) {
                continue;
            }
            try {
                if (kind.equals("MANIFEST")) {
                    Manifest.parse(read(path, Manifest.MOST_BYTES)).files().forEach(file -> named.add("files/" + file.sha256()));
                } else if (kind.equals("PATCHES")) {
                    PatchList.parse(read(path, PatchList.MOST_BYTES)).patches().forEach(patch -> named.add("files/" + patch.sha256()));
                }
            } catch (SlotsException | PatchException malformed) {
                throw new RefusedException(path + ": " + malformed.getMessage() + "; nothing was deleted", malformed);
            }
        }
    }

    private byte[] read(String path, int most) throws RefusedException, IOException {
        Path file = folder.root().resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > most) {
            throw new RefusedException(path + " is missing, or longer than it may be, so that nobody knows what it names; nothing was deleted");
        }
        return Files.readAllBytes(file);
    }

    private void look(String part) throws IOException {
        Path place = folder.root().resolve(part);
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> below = Files.walk(place)) {
            for (Path file : below.filter(one -> !Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)).toList()) {
                String path = folder.root().relativize(file).toString();
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !OURS.matcher(path).matches()) {
                    others.add(path);
                } else if (!named.contains(path)) {
                    unnamed.put(path, Files.size(file));
                }
            }
        }
    }

    /** Says what nothing names. */
    void tell(PrintStream out) {
        unnamed.forEach((path, bytes) -> out.println(path + " " + bytes));
        others.forEach(path -> out.println(path + " is no part of a repository, and stays"));
    }

    /** How many files, and how large they are together. */
    String sum() {
        return unnamed.size() + " files of " + String.format("%.1f", unnamed.values().stream().mapToLong(Long::longValue).sum() / 1048576.0) + " MiB";
    }

    boolean isEmpty() {
        return unnamed.isEmpty();
    }

    /** Deletes them, and what folders are empty then. */
    void delete() throws IOException {
        for (String path : unnamed.keySet()) {
            Files.deleteIfExists(folder.root().resolve(path));
        }
        for (String path : unnamed.keySet()) {
            Path top = folder.root().resolve(path.substring(0, path.indexOf('/')));
            for (Path up = folder.root().resolve(path).getParent(); !up.equals(top) && isEmpty(up); up = up.getParent()) {
                Files.deleteIfExists(up);
            }
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.findAny().isEmpty();
        }
    }
}
