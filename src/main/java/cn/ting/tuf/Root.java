package cn.ting.tuf;

import cn.ting.tuf.TufException.Why;
import cn.ting.seal.Digest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Root metadata: which keys speak for which role, and how many of them it takes. */
final class Root {

    private static final List<String> ROLES = List.of("root", "timestamp", "snapshot", "targets");

    private record Role(Set<String> keyIds, long threshold) {}

    private final Metadata metadata;
    private final Map<String, TufKey> keys = new HashMap<>();
    private final Map<String, Role> roles = new HashMap<>();

    private Root(Metadata metadata) throws TufException {
        this.metadata = metadata;
        JsonNode listed = metadata.signed().path("keys");
        for (Iterator<String> id = listed.fieldNames(); id.hasNext(); ) {
            String keyId = id.next();
            keys.put(keyId, TufKey.of(listed.path(keyId)));
        }
        for (String name : ROLES) {
            roles.put(name, role(metadata.signed().path("roles").path(name), name));
        }
    }

    private static Role role(JsonNode role, String name) throws TufException {
        Set<String> keyIds = new HashSet<>();
        for (JsonNode keyId : role.path("keyids")) {
            if (!keyIds.add(keyId.asText())) {
                throw new TufException(Why.MALFORMED, "role " + name + " names a key twice");
            }
        }
        return new Role(keyIds, Metadata.positive(role.path("threshold"), "the threshold of " + name));
    }

    /**
     * Reads root metadata that its own keys have signed.
     *
     * @throws TufException when it is malformed, or too few of them have
     */
    static Root parse(byte[] bytes) throws TufException {
        Root root = new Root(Metadata.parse(bytes, "root"));
        root.verify(root.metadata);
        return root;
    }

    /**
     * Reads the root that follows: signed by enough keys of this one, and by enough of its own.
     *
     * @throws TufException when it is malformed, or too few of them have
     */
    Root next(byte[] bytes) throws TufException {
        Root next = new Root(Metadata.parse(bytes, "root"));
        verify(next.metadata, Why.ROOT_UNSIGNED);
        next.verify(next.metadata);
        return next;
    }

    Metadata metadata() {
        return metadata;
    }

    long version() {
        return metadata.version();
    }

    /** Who may sign what, as one word: it changes with any key of any role, and with nothing else. */
    String signers() {
        Map<String, Set<String>> sorted = new TreeMap<>();
        roles.forEach((name, role) -> sorted.put(name, new TreeSet<>(role.keyIds)));
        return Digest.sha256Hex(sorted.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** True when versions of metadata, and hashes of targets, are part of their files' names. */
    boolean consistentSnapshot() {
        return metadata.signed().path("consistent_snapshot").asBoolean();
    }

    /** Holds metadata to the keys of its role. */
    void verify(Metadata other) throws TufException {
        verify(other, Why.UNSIGNED);
    }

    /** One key that is listed under several ids, or written in several ways, counts once; {@code none} tells that no key has signed it. */
    private void verify(Metadata other, Why none) throws TufException {
        Role role = roles.get(other.type());
        byte[] signed = CanonicalJson.of(other.signed());
        Set<String> agreed = new HashSet<>();
        for (String keyId : role.keyIds) {
            TufKey key = keys.get(keyId);
            String signature = other.signatures().get(keyId);
            if (key != null && signature != null && key.verifies(signed, signature)) {
                key.identity().ifPresent(agreed::add);
            }
        }
        if (agreed.size() < role.threshold) {
            throw new TufException(agreed.isEmpty() ? none : Why.TOO_FEW_KEYS, other.type() + " is signed by " + agreed.size() + " keys of its role, not by " + role.threshold);
        }
    }
}
