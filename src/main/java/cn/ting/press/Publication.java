package cn.ting.press;

import cn.ting.seal.Digest;
import cn.ting.tuf.Source;
import cn.ting.tuf.TufException;
import cn.ting.tuf.Updater;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes public together: drafts of root and targets that are signed, a snapshot where there is something new, and a timestamp. */
final class Publication {

    /** The roles that are drafted and signed as they are published, by keys that lie where it is done. */
    static final List<String> QUICK = List.of("snapshot", "timestamp");

    /** What is named first, what names it last: whoever asks meanwhile finds the one before or this one. */
    private static final List<String> ORDER = List.of("targets", "snapshot", "root", "timestamp");

    private final RepositoryFolder folder;
    private final Instant now;
    private final boolean takesDrafts;

    /** @param takesDrafts false where only the timestamp is renewed, and the snapshot where it would be over, whatever root and targets are drafted */
    Publication(RepositoryFolder folder, Instant now, boolean takesDrafts) {
        this.folder = folder;
        this.now = now;
        this.takesDrafts = takesDrafts;
    }

    /**
     * Drafts the timestamp, and the snapshot where it is to be a new one: when root or targets are, or when it would not outlive the timestamp.
     *
     * @return the roles that are drafted
     */
    List<String> prepare(Duration timestampLasts, Duration snapshotLasts) throws RefusedException, IOException {
        root();
        Optional<byte[]> fresh = ready("targets").isPresent() ? folder.draftBytes("targets") : Optional.empty();
        Optional<byte[]> named = fresh.isPresent() ? fresh : folder.publishedBytes("targets");
        byte[] targets = named.orElseThrow(() -> new RefusedException("no targets are signed yet: add a release, and have its draft signed"));
        long targetsVersion = Draft.read(targets, "targets").version();
        Instant until = now.plus(timestampLasts);
        Optional<Draft> before = folder.published("snapshot");
        List<String> drafted = new ArrayList<>();
        long version = before.map(Draft::version).orElse(0L);
        // Other targets than the snapshot names may also be public since a publication that was cut short.
        boolean holds = before.isPresent() && !before.get().expires().isBefore(until)
                && before.get().signed().path("meta").path("targets.json").path("version").asLong() == targetsVersion;
        if (fresh.isPresent() || ready("root").isPresent() || !holds) {
            version++;
            Draft snapshot = Draft.begun("snapshot", version, now.plus(snapshotLasts));
            ObjectNode entry = snapshot.signed().putObject("meta").putObject("targets.json");
            entry.put("version", targetsVersion).put("length", targets.length);
            entry.putObject("hashes").put("sha256", Digest.sha256Hex(targets));
            folder.keepDraft(snapshot);
            drafted.add("snapshot");
        } else {
            Files.deleteIfExists(folder.draftFile("snapshot"));
        }
        Draft timestamp = Draft.begun("timestamp", folder.published("timestamp").map(Draft::version).orElse(0L) + 1, until);
        timestamp.signed().put("made", Draft.text(now)).putObject("meta").putObject("snapshot.json").put("version", version);
        folder.keepDraft(timestamp);
        drafted.add("timestamp");
        return drafted;
    }

    /** The root that will be in force: the draft, once it is signed enough, else the public one. */
    private Draft root() throws RefusedException, IOException {
        Optional<Draft> ready = ready("root");
        return ready.isPresent() ? ready.get() : folder.published("root")
                .orElseThrow(() -> new RefusedException("no root is signed yet: draft one, and have it signed by as many as it takes"));
    }

    /** The draft of root or targets, once enough have signed it; till then it waits, and keeps nothing else from becoming public. */
    private Optional<Draft> ready(String role) throws RefusedException, IOException {
        if (!takesDrafts && !QUICK.contains(role)) {
            return Optional.empty();
        }
        Optional<Draft> draft = folder.draft(role);
        if (draft.isEmpty() || QUICK.contains(role)) {
            return draft;
        }
        if (role.equals("targets")) {
            return draft.filter(root()::isEnough);
        }
        Optional<Draft> before = folder.published("root");
        return draft.filter(next -> next.isEnough(next) && (before.isEmpty() || before.get().isEnough(next)));
    }

    /** The signed drafts without which there would be a timestamp all the same, in words; empty when there are none, or nothing is public yet. */
    String spared() throws IOException {
        List<String> spared = new ArrayList<>();
        for (String role : List.of("root", "targets")) {
            boolean takesPart;
            try {
                takesPart = ready(role).isPresent();
            } catch (RefusedException unreadable) {
                takesPart = folder.draftBytes(role).isPresent();
            }
            if (takesPart) {
                spared.add(role);
            }
        }
        return folder.publishedBytes("timestamp").isPresent() ? String.join(" and ", spared) : "";
    }

    /** The drafts that wait for signatures, and for how many, in a line each. */
    List<String> waiting() throws RefusedException, IOException {
        List<String> waiting = new ArrayList<>();
        for (String role : takesDrafts ? List.of("root", "targets") : List.<String>of()) {
            Optional<Draft> draft = folder.draft(role);
            if (draft.isPresent() && ready(role).isEmpty()) {
                waiting.add("the draft of " + role + " waits for signatures, and nothing of it was published: "
                        + String.join("; ", Assent.of(draft.get(), Optional.of(folder)).counts()));
            }
        }
        return waiting;
    }

    /** Takes a signature of one of those two drafts, if the root that will be in force names its key for it. */
    void sign(String role, Holder holder, byte[] signature) throws RefusedException, IOException {
        Optional<Draft> draft = folder.draft(role);
        if (draft.isPresent() && root().keysOf(role).contains(holder.id())) {
            draft.get().attach(holder, signature);
            folder.keepDraft(draft.get());
        }
    }

    /**
     * Has a kiosk's own verifier go through all of it, from the first root and from what is public, and only then makes it public.
     *
     * @param work a directory for what the verifier keeps
     * @return what is public now, in words
     */
    String finish(Path work) throws RefusedException, IOException {
        Map<String, byte[]> fresh = new HashMap<>();
        Map<String, Draft> drafts = new HashMap<>();
        for (String role : ORDER) {
            Optional<Draft> draft = ready(role);
            if (draft.isPresent()) {
                drafts.put(role, draft.get());
                fresh.put(RepositoryFolder.name(role, draft.get().version()), folder.draftBytes(role).orElseThrow());
            }
        }
        if (!drafts.containsKey("timestamp")) {
            throw new RefusedException("nothing was prepared");
        }
        byte[] first = folder.published("root", 1).orElseGet(() -> fresh.get("1.root.json"));
        mustBeTaken(first, work.resolve("newcomer"), false, fresh);
        if (folder.publishedBytes("timestamp").isPresent()) {
            mustBeTaken(first, work.resolve("follower"), true, fresh);
        }
        List<String> told = new ArrayList<>();
        for (String role : ORDER) {
            if (drafts.containsKey(role)) {
                Draft draft = drafts.get(role);
                folder.publish(role, draft.version(), fresh.get(RepositoryFolder.name(role, draft.version())));
                told.add(role + " " + draft.version() + " until " + draft.expires());
            }
        }
        return String.join(", ", told);
    }

    private void mustBeTaken(byte[] firstRoot, Path client, boolean follows, Map<String, byte[]> fresh) throws RefusedException, IOException {
        deleteAll(client);
        Updater.initialize(client, firstRoot);
        if (follows) {
            follow(firstRoot, client);
        }
        try {
            refresh(client, name -> fresh.containsKey(name) ? Optional.of(fresh.get(name)) : folder.named(name), now);
        } catch (TufException refused) {
            throw new RefusedException("no kiosk would take it: " + refused.getMessage(), refused);
        }
    }

    /** Lets it take what is public already, as a kiosk has that was there before. */
    private void follow(byte[] firstRoot, Path client) throws RefusedException, IOException {
        // Of what another tool has published nobody knows when; then it has to be in force.
        Instant made = Instant.parse(folder.published("timestamp").orElseThrow().signed().path("made").asText(now.toString()));
        try {
            refresh(client, folder::named, made);
        } catch (TufException broken) {
            // An exchange of keys may have been cut short between its root and its timestamp: kiosks have what was before.
            String newest = RepositoryFolder.name("root", folder.published("root").orElseThrow().version());
            deleteAll(client);
            Updater.initialize(client, firstRoot);
            try {
                refresh(client, name -> name.equals(newest) ? Optional.empty() : folder.named(name), made);
            } catch (TufException neither) {
                throw new RefusedException("what is public already is not whole: " + broken.getMessage(), broken);
            }
        }
    }

    /** Where bytes of metadata come from. */
    @FunctionalInterface
    private interface Named {
        Optional<byte[]> bytes(String name) throws IOException;
    }

    private void refresh(Path client, Named named, Instant at) throws TufException, IOException {
        Source source = path -> named.bytes(path).map(ByteArrayInputStream::new);
        new Updater(client, source, source, () -> at, () -> Duration.ZERO).refresh();
    }

    static void deleteAll(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
