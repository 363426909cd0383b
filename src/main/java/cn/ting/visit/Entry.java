package cn.ting.visit;

import cn.ting.seal.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One entry of the visit book.
 *
 * @param number counts from 1 without a gap
 * @param payload the fact in JSON; null once erased
 * @param payloadHash SHA-256 of the payload as it was written
 * @param hash SHA-256 over the hash before, the payload's hash and the entry's other columns
 */
record Entry(long number, String visit, String type, String at, byte[] payload, byte[] payloadHash, byte[] hash) {

    /** What the first entry follows. */
    static final Entry BEFORE_FIRST = new Entry(0, "", "", "", null, new byte[32], new byte[32]);

    /** The entry that follows this one. */
    Entry next(Digest.Repeated digest, String visit, String type, String at, byte[] payload) {
        byte[] payloadHash = digest.sha256(payload);
        return new Entry(number + 1, visit, type, at, payload, payloadHash,
                chain(digest, hash, number + 1, visit, type, at, payloadHash));
    }

    /** True when this entry follows the given one and, where its payload was not erased, holds what was written. */
    boolean follows(Digest.Repeated digest, Entry before) {
        return number == before.number + 1
                && Arrays.equals(hash, chain(digest, before.hash, number, visit, type, at, payloadHash))
                && (payload == null || Arrays.equals(payloadHash, digest.sha256(payload)));
    }

    private static byte[] chain(
            Digest.Repeated digest, byte[] before, long number, String visit, String type, String at, byte[] payloadHash) {
        String columns = number + "\n" + visit + "\n" + type + "\n" + at;
        return digest.sha256(before, payloadHash, columns.getBytes(StandardCharsets.UTF_8));
    }
}
