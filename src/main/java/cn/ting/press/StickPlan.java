package cn.ting.press;

import cn.ting.seal.Digest;
import cn.ting.slots.Manifest;
import cn.ting.slots.SlotsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stick needs: the metadata on the way from the first root to the newest timestamp, the manifests of the releases that some kiosk would
 * choose, and their files. All of it is named by what is public; whether it is that is for {@link StickWriter} to verify.
 *
 * @param files everything but the timestamp, by its path on the stick
 * @param timestamp without which there is no stick
 * @param targets the manifests that a kiosk would ask it for
 * @param told of each release, until when a stick may bring it
 */
record StickPlan(Map<String, Part> files, byte[] timestamp, List<String> targets, List<String> told) {

    private static final int MOST_FILES = 50_000;

    /** A file of the repository, and what it has to be. */
    record Part(Path from, long size, String sha256) {}

    /**
     * @param version null for all that some kiosk would choose
     * @param arch null for all
     */
    static StickPlan of(RepositoryFolder folder, Instant now, String version, String arch) throws RefusedException, IOException {
        Draft timestamp = published(folder, "timestamp");
        if (timestamp.signed().path("made").asText().isEmpty()) {
            throw new RefusedException("the timestamp that is public does not say when it was made: publish anew");
        }
        JsonNode targets = published(folder, "targets").signed().path("targets");
        List<NamedRelease> all = NamedRelease.in(targets);
        List<NamedRelease> chosen = all.stream().filter(one -> one.isNewest(all)).filter(one -> version == null || one.version().equals(version))
                .filter(one -> arch == null || one.arch().equals(arch)).toList();
        if (chosen.isEmpty()) {
            throw new RefusedException(all.isEmpty() ? "no release is public" : "of what is public no kiosk would choose that; each takes the newest for"
                    + " its cabinet: " + String.join(", ", all.stream().filter(one -> one.isNewest(all)).map(NamedRelease::target).toList()));
        }
        Map<String, Part> files = new TreeMap<>();
        metadata(folder, files);
        List<String> told = new ArrayList<>();
        for (NamedRelease one : chosen) {
            if (one.until().filter(until -> until.isAfter(now)).isEmpty()) {
                throw new RefusedException(one.target() + one.until().map(until -> " could be carried on sticks until " + until).orElse(" is never to be carried on sticks")
                        + "; ting repo add says until when");
            }
            told.add(one.version() + " for " + one.arch() + " and " + String.join(", ", one.models()) + ": kiosks take it from this stick until "
                    + one.until().orElseThrow());
            release(folder, targets, one.target(), files);
        }
        if (files.size() > MOST_FILES) {
            throw new RefusedException("a stick has at most " + MOST_FILES + " files, and this would have " + files.size());
        }
        StickFormat.mustHold(files.keySet());
        return new StickPlan(files, folder.publishedBytes("timestamp").orElseThrow(), chosen.stream().map(NamedRelease::target).toList(), told);
    }

    private static Draft published(RepositoryFolder folder, String role) throws RefusedException, IOException {
        return folder.published(role).orElseThrow(() -> new RefusedException("no " + role + " is public: ting repo publish"));
    }

    /** Every root, for a kiosk follows them one by one; of the others the newest. */
    private static void metadata(RepositoryFolder folder, Map<String, Part> files) throws RefusedException, IOException {
        for (String role : List.of("root", "snapshot", "targets")) {
            long newest = published(folder, role).version();
            for (long version = role.equals("root") ? 1 : newest; version <= newest; version++) {
                String name = "metadata/" + RepositoryFolder.name(role, version);
                long lost = version;
                byte[] bytes = folder.published(role, version).orElseThrow(() -> new RefusedException(role + " " + lost + " is not there any more"));
                files.put(name, new Part(folder.root().resolve(name), bytes.length, Digest.sha256Hex(bytes)));
            }
        }
    }

    private static void release(RepositoryFolder folder, JsonNode targets, String target, Map<String, Part> files) throws RefusedException, IOException {
        for (String name : List.of(target, target + ".sig")) {
            JsonNode entry = targets.path(name);
            String hash = entry.path("hashes").path("sha256").asText();
            int slash = name.lastIndexOf('/') + 1;
            String path = "targets/" + name.substring(0, slash) + hash + "." + name.substring(slash);
            files.put(path, new Part(folder.root().resolve(path), entry.path("length").asLong(), hash));
        }
        Part text = files.entrySet().stream().filter(file -> file.getKey().endsWith("." + target.substring(target.lastIndexOf('/') + 1))
                && file.getValue().sha256().equals(targets.path(target).path("hashes").path("sha256").asText())).findFirst().orElseThrow().getValue();
        if (!Files.isRegularFile(text.from(), LinkOption.NOFOLLOW_LINKS) || text.size() > Manifest.MOST_BYTES) {
            throw new RefusedException(text.from() + " is missing");
        }
        try {
            for (Manifest.Entry file : Manifest.parse(Files.readAllBytes(text.from())).files()) {
                files.put("files/" + file.sha256(), new Part(folder.files().resolve(file.sha256()), file.size(), file.sha256()));
            }
        } catch (SlotsException malformed) {
            throw new RefusedException(text.from() + ": " + malformed.getMessage(), malformed);
        }
    }
}
