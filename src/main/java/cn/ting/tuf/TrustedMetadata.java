package cn.ting.tuf;

import cn.ting.tuf.TufException.Why;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is trusted, and what it takes to be trusted instead (specification, 5.3 to 5.6). To be renewed in the order root, timestamp, snapshot,
 * targets. What has expired is good enough to tell what is older still, and for nothing else. For one thread.
 */
final class TrustedMetadata {

    private final Instant now;
    private Root root;
    private Metadata timestamp;
    private FileEntry snapshotEntry;
    private Metadata snapshot;
    private Map<String, FileEntry> snapshotEntries = Map.of();
    private Metadata targets;

    /**
     * @param root trusted from the start, signed by its own keys
     * @param now the moment by which metadata has expired or not
     */
    TrustedMetadata(byte[] root, Instant now) throws TufException {
        this.root = Root.parse(root);
        this.now = now;
    }

    Root root() {
        return root;
    }

    /** Takes the next root: signed by enough keys of the one before and by enough of its own. */
    void renewRoot(byte[] bytes) throws TufException {
        Root next = root.next(bytes);
        if (next.version() != root.version() + 1) {
            throw new TufException(Why.MISMATCH, "root " + next.version() + " after root " + root.version());
        }
        root = next;
    }

    /** No further root is to be had: the last one must hold now. */
    void rootIsLast() throws TufException {
        root.metadata().mustNotHaveExpired(now);
    }

    /**
     * Takes a timestamp.
     *
     * @return false when it is of the version that is trusted already, and was not looked at further
     */
    boolean renewTimestamp(byte[] bytes) throws TufException {
        Metadata next = signed(bytes, "timestamp");
        FileEntry entry = FileEntry.ofMetadata(next.signed().path("meta").path("snapshot.json"));
        if (timestamp != null) {
            if (next.version() == timestamp.version()) {
                return false;
            }
            if (next.version() < timestamp.version()) {
                throw new TufException(Why.BEHIND, "timestamp " + next.version() + " is here, and " + timestamp.version() + " was seen elsewhere");
            }
            if (entry.version() < snapshotEntry.version()) {
                throw new TufException(Why.ROLLBACK, "timestamp " + next.version() + " of snapshot " + entry.version() + " after "
                        + timestamp.version() + " of " + snapshotEntry.version());
            }
        }
        timestamp = next;
        snapshotEntry = entry;
        next.mustNotHaveExpired(now);
        return true;
    }

    /** The timestamp must hold now before anything below it is looked at. */
    void timestampIsLast() throws TufException {
        if (timestamp == null) {
            throw new TufException(Why.UNINITIALIZED, "no timestamp");
        }
        timestamp.mustNotHaveExpired(now);
    }

    /** When the timestamp says it was made; empty where it does not say. */
    Optional<Instant> made() {
        try {
            return timestamp == null ? Optional.empty() : Optional.of(Instant.parse(timestamp.signed().path("made").asText()));
        } catch (DateTimeException untold) {
            return Optional.empty();
        }
    }

    /** What the timestamp says of the snapshot. */
    FileEntry snapshotEntry() {
        return snapshotEntry;
    }

    /**
     * Takes a snapshot.
     *
     * @param kept true for one that was trusted before, whose bytes were held to its entry then: it need not be the one named now, and tells what
     *     would be older
     * @throws TufException also when a kept one is not the one named now; what it tells is known all the same
     */
    void renewSnapshot(byte[] bytes, boolean kept) throws TufException {
        timestampIsLast();
        if (!kept) {
            snapshotEntry.mustBe(bytes);
        }
        Metadata next = signed(bytes, "snapshot");
        Map<String, FileEntry> entries = entries(next.signed().path("meta"));
        for (Map.Entry<String, FileEntry> before : snapshotEntries.entrySet()) {
            FileEntry after = entries.get(before.getKey());
            if (after == null || after.version() < before.getValue().version()) {
                throw new TufException(Why.ROLLBACK, "snapshot " + next.version() + " goes back behind " + before.getKey() + " "
                        + before.getValue().version());
            }
        }
        snapshot = next;
        snapshotEntries = entries;
        snapshotIsLast();
    }

    private void snapshotIsLast() throws TufException {
        snapshot.mustNotHaveExpired(now);
        if (snapshot.version() != snapshotEntry.version()) {
            throw new TufException(Why.MISMATCH, "snapshot " + snapshot.version() + " where " + snapshotEntry.version() + " was named");
        }
    }

    private static Map<String, FileEntry> entries(JsonNode meta) throws TufException {
        Map<String, FileEntry> entries = new HashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> file = meta.fields(); file.hasNext(); ) {
            Map.Entry<String, JsonNode> one = file.next();
            entries.put(one.getKey(), FileEntry.ofMetadata(one.getValue()));
        }
        return entries;
    }

    /** What the snapshot says of the targets. */
    FileEntry targetsEntry() throws TufException {
        FileEntry entry = snapshotEntries.get("targets.json");
        if (entry == null) {
            throw new TufException(Why.MALFORMED, "the snapshot names no targets");
        }
        return entry;
    }

    /** Takes the targets that the snapshot names. */
    void renewTargets(byte[] bytes) throws TufException {
        if (snapshot == null) {
            throw new TufException(Why.UNINITIALIZED, "no snapshot");
        }
        snapshotIsLast();
        FileEntry entry = targetsEntry();
        entry.mustBe(bytes);
        Metadata next = signed(bytes, "targets");
        if (next.version() != entry.version()) {
            throw new TufException(Why.MISMATCH, "targets " + next.version() + " where " + entry.version() + " were named");
        }
        next.mustNotHaveExpired(now);
        targets = next;
    }

    private Metadata signed(byte[] bytes, String type) throws TufException {
        Metadata next = Metadata.parse(bytes, type);
        root.verify(next);
        return next;
    }

    /** What is signed of a target; empty when there is no such target. */
    Optional<FileEntry> target(String path) throws TufException {
        JsonNode entry = targets == null ? null : targets.signed().path("targets").get(path);
        return entry == null ? Optional.empty() : Optional.of(FileEntry.ofTarget(entry));
    }

    List<String> paths() {
        List<String> paths = new ArrayList<>();
        if (targets != null) {
            targets.signed().path("targets").fieldNames().forEachRemaining(paths::add);
        }
        return paths;
    }
}
