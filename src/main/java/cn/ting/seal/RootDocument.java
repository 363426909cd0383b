package cn.ting.seal;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which keys may sign what.
 *
 * @param version 1 for the first that was signed; 0 for the key of the settings, which may sign everything
 * @param issued when it was signed
 * @param expires after this moment nothing new is believed by it
 * @param roles by payload type; empty in version 0
 */
record RootDocument(long version, String area, Instant issued, Instant expires, Map<String, Role> roles, Optional<Role> everything) {

    static final String PAYLOAD_TYPE = "application/vnd.ting.root+json";

    private static final int MOST_KEYS = 16;
    private static final long MOST_VERSIONS = 10_000;

    /** The payload type a role's keys sign, by the role's name. */
    private static final Map<String, String> TYPES = Map.of(
            "root", PAYLOAD_TYPE,
            "catalogue", "application/vnd.ting.catalogue-head+json",
            "lease", "application/vnd.ting.leases+json",
            "naming", "application/vnd.ting.naming+json",
            "commands", "application/vnd.ting.commands+json",
            "setup", "application/vnd.ting.setup+json",
            "release", "application/vnd.ting.release+json");

    /** A public key that signs documents; two of the same bytes are one key, whatever they are called. */
    static final class Ed25519Key {

        /** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410, 4). */
        private static final byte[] BEFORE_KEY = HexFormat.of().parseHex("302a300506032b6570032100");
        private static final int KEY_BYTES = 32;

        private final byte[] encoded;

        /**
         * @param base64 X.509 SubjectPublicKeyInfo (44 bytes)
         * @throws IllegalArgumentException when it is not such a key
         */
        Ed25519Key(String base64) {
            try {
                encoded = Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException("not an Ed25519 public key in base64", refused);
            }
            int headBytes = BEFORE_KEY.length;
            if (encoded.length != headBytes + KEY_BYTES
                    || !Arrays.equals(encoded, 0, headBytes, BEFORE_KEY, 0, headBytes)) {
                throw new IllegalArgumentException("not an Ed25519 public key in base64");
            }
        }

        boolean verifies(byte[] signed, byte[] signature) {
            try {
                PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                verifier.update(signed);
                return verifier.verify(signature);
            } catch (GeneralSecurityException malformed) {
                return false;
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ed25519Key key && Arrays.equals(encoded, key.encoded);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(encoded);
        }
    }

    /**
     * Who signs for a role.
     *
     * @param threshold how many different keys of these have to sign
     */
    record Role(Set<Ed25519Key> keys, int threshold) {
        Role {
            keys = Set.copyOf(keys);
            if (threshold < 1 || threshold > keys.size() || keys.size() > MOST_KEYS) {
                throw new IllegalArgumentException("a threshold of " + threshold + " of " + keys.size() + " keys");
            }
        }
    }

    RootDocument {
        roles = Map.copyOf(roles);
    }

    /** The root before the first one: one key for everything, until a root takes over. */
    static RootDocument of(Ed25519Key key) {
        return new RootDocument(0, "", Instant.EPOCH, Instant.MAX, Map.of(), Optional.of(new Role(Set.of(key), 1)));
    }

    /** Who signs documents of a type; empty when nobody may. */
    Optional<Role> role(String payloadType) {
        return everything.or(() -> Optional.ofNullable(roles.get(payloadType)));
    }

    /**
     * Reads a payload. Roles that are not known here are passed over; one that is left out may not be signed for.
     *
     * @throws java.time.DateTimeException when a time is none
     * @throws IllegalArgumentException when it is malformed, or names no keys for the next root
     */
    static RootDocument read(JsonNode document) {
        long version = document.path("version").asLong();
        if (version < 1 || version > MOST_VERSIONS || document.path("keys").size() > MOST_KEYS) {
            throw new IllegalArgumentException("a version and at most " + MOST_KEYS + " keys were expected");
        }
        Map<String, Ed25519Key> keys = new HashMap<>();
        document.path("keys").fields().forEachRemaining(key -> keys.put(key.getKey(), new Ed25519Key(key.getValue().asText())));
        Map<String, Role> roles = new HashMap<>();
        TYPES.forEach((name, type) -> {
            JsonNode role = document.path("roles").path(name);
            if (role.isObject()) {
                roles.put(type, role(role, keys));
            }
        });
        if (!roles.containsKey(PAYLOAD_TYPE)) {
            throw new IllegalArgumentException("a root that nobody could follow");
        }
        return new RootDocument(version, document.path("area").asText(), Instant.parse(document.path("issued").asText()),
                Instant.parse(document.path("expires").asText()), roles, Optional.empty());
    }

    private static Role role(JsonNode role, Map<String, Ed25519Key> keys) {
        Set<Ed25519Key> mine = new HashSet<>();
        for (JsonNode id : role.path("keyids")) {
            mine.add(Optional.ofNullable(keys.get(id.asText()))
                    .orElseThrow(() -> new IllegalArgumentException("a key that is not there")));
        }
        return new Role(mine, role.path("threshold").asInt());
    }
}
