package cn.ting.press;

import cn.ting.tuf.CanonicalJson;
import cn.ting.tuf.TufException;
import cn.ting.tuf.TufKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Metadata in the making: what is to be signed, and who has signed it so far. A change of what is signed takes the signatures away. */
final class Draft {

    static final List<String> ROLES = List.of("root", "targets", "snapshot", "timestamp");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ObjectNode tree;

    private Draft(ObjectNode tree) {
        this.tree = tree;
    }

    /** Begins metadata of a role. */
    static Draft begun(String role, long version, Instant expires) {
        ObjectNode tree = JSON.createObjectNode();
        tree.putObject("signed").put("_type", role).put("spec_version", "1.0.33").put("version", version).put("expires", text(expires));
        tree.putArray("signatures");
        return new Draft(tree);
    }

    static Draft read(byte[] bytes, String from) throws RefusedException {
        try {
            JsonNode tree = JSON.readTree(bytes);
            if (tree.path("signed").isObject() && tree.path("signatures").isArray() && ROLES.contains(tree.path("signed").path("_type").asText())) {
                Draft draft = new Draft((ObjectNode) tree);
                draft.expires();
                return draft;
            }
        } catch (IOException | DateTimeException malformed) {
            throw new RefusedException(from + " is no metadata", malformed);
        }
        throw new RefusedException(from + " is no metadata");
    }

    /** The next version of the same role, with the same content, for nobody to have signed. */
    Draft next(Instant expires) {
        Draft next = new Draft(tree.deepCopy());
        next.signed().put("version", version() + 1).put("expires", text(expires));
        next.tree.putArray("signatures");
        return next;
    }

    static String text(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    ObjectNode signed() {
        return (ObjectNode) tree.get("signed");
    }

    String role() {
        return signed().get("_type").asText();
    }

    long version() {
        return signed().path("version").asLong();
    }

    Instant expires() {
        return Instant.parse(signed().path("expires").asText());
    }

    /** The bytes that signatures are over. */
    byte[] payload() throws RefusedException {
        try {
            return CanonicalJson.of(signed());
        } catch (TufException unsignable) {
            throw new RefusedException(unsignable.getMessage(), unsignable);
        }
    }

    /** Takes a signature, in the place of what that key had signed before; one that is not that key's over these bytes is refused. */
    void attach(Holder holder, byte[] signature) throws RefusedException {
        String hex = HexFormat.of().formatHex(signature);
        try {
            if (!TufKey.of(holder.key()).verifies(payload(), hex)) {
                throw new RefusedException("that is not the signature of key " + holder.id() + " over " + role() + " " + version());
            }
        } catch (TufException never) {
            throw new IllegalStateException(never);
        }
        ArrayNode kept = JSON.createArrayNode();
        for (JsonNode other : tree.get("signatures")) {
            if (!other.path("keyid").asText().equals(holder.id())) {
                kept.add(other);
            }
        }
        kept.addObject().put("keyid", holder.id()).put("sig", hex);
        tree.set("signatures", kept);
    }

    /** The ids of the keys that have signed. */
    Set<String> signers() {
        Set<String> signers = new LinkedHashSet<>();
        tree.get("signatures").forEach(signature -> signers.add(signature.path("keyid").asText()));
        return signers;
    }

    /** Of a root: the ids of the keys of a role. */
    Set<String> keysOf(String role) {
        Set<String> keys = new LinkedHashSet<>();
        signed().path("roles").path(role).path("keyids").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    /** Of a root: whether as many of a role's keys have signed its draft as it takes. Whether they have rightly is the verifier's to say. */
    boolean isEnough(Draft other) {
        Set<String> agreed = keysOf(other.role());
        agreed.retainAll(other.signers());
        return agreed.size() >= threshold(other.role());
    }

    /** Of a root: how many of a role's keys it takes. */
    int threshold(String role) {
        return signed().path("roles").path(role).path("threshold").asInt(1);
    }

    /** Of a root: how many of a role's keys have signed its draft as it stands. */
    int agreedTo(Draft other) throws RefusedException {
        byte[] payload = other.payload();
        Set<String> keys = keysOf(other.role());
        Set<String> agreed = new LinkedHashSet<>();
        for (JsonNode signature : other.tree.get("signatures")) {
            String id = signature.path("keyid").asText();
            try {
                if (keys.contains(id) && TufKey.of(signed().path("keys").path(id)).verifies(payload, signature.path("sig").asText())) {
                    agreed.add(id);
                }
            } catch (TufException noKey) {
                // It counts for nothing.
            }
        }
        return agreed.size();
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }
}
