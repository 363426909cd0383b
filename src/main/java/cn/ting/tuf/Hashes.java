package cn.ting.tuf;

import cn.ting.tuf.TufException.Why;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** The hashes of a file while it passes by. Names nobody knows are left aside, but one known there must be. */
final class Hashes {

    private static final Map<String, String> KNOWN = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    private final Map<String, MessageDigest> digests = new HashMap<>();

    Hashes(Set<String> names) throws TufException {
        for (String name : names) {
            if (KNOWN.containsKey(name)) {
                digests.put(name, digest(KNOWN.get(name)));
            }
        }
        if (digests.isEmpty()) {
            throw new TufException(Why.MALFORMED, "no hash among " + names + " that can be reckoned");
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java platform has " + name, never);
        }
    }

    void update(byte[] bytes, int length) {
        digests.values().forEach(digest -> digest.update(bytes, 0, length));
    }

    /** Ends the reckoning. */
    void mustBe(Map<String, String> named) throws TufException {
        for (Map.Entry<String, MessageDigest> digest : digests.entrySet()) {
            if (!HexFormat.of().formatHex(digest.getValue().digest()).equals(named.get(digest.getKey()))) {
                throw new TufException(Why.MISMATCH, "another " + digest.getKey() + " than was named");
            }
        }
    }
}
