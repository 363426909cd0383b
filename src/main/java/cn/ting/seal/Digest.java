package cn.ting.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), the one digest of this house. */
public final class Digest {

    private Digest() {}

    /** The 32 bytes of the digest over all parts, one after the other. */
    public static byte[] sha256(byte[]... parts) {
        return repeated().sha256(parts);
    }

    /**
     * A digest for whoever needs one again and again: to look one up among the providers takes as long as to digest some hundred bytes. For
     * one thread at a time.
     */
    public static final class Repeated {

        private final MessageDigest digest = fresh();

        private Repeated() {}

        /** The 32 bytes of the digest over all parts, one after the other. */
        public byte[] sha256(byte[]... parts) {
            // One before may have come to no end.
            digest.reset();
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        }
    }

    public static Repeated repeated() {
        return new Repeated();
    }

    /** A digest over bytes that come one block after the other. For one thread. */
    public static final class Running {

        private final MessageDigest digest = fresh();

        private Running() {}

        /** Takes the first {@code length} bytes of a block. */
        public void take(byte[] block, int length) {
            digest.update(block, 0, length);
        }

        /** Ends the reckoning: 64 lower-case hexadecimal digits of all that was taken. */
        public String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /** Begins a digest over what is too long to be held at once. */
    public static Running running() {
        return new Running();
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java platform has SHA-256", never);
        }
    }

    /** The digest as 64 lower-case hexadecimal digits. */
    public static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }
}
