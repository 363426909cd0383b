package cn.ting.seal;

import java.util.Base64;

/** Octet strings as the standards here write them. */
final class Octets {

    private Octets() {}

    static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** A number below 65,536 as two octets, I2OSP(n, 2) of RFC 8017. */
    static byte[] two(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }

    /** Base64url without padding (RFC 4648, 5). */
    static String written(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * What {@link #written} wrote, and nothing else: Java's own decoder takes padding and bits that mean nothing.
     *
     * @throws IllegalArgumentException when it is not so written
     */
    static byte[] read(String written) {
        byte[] bytes = Base64.getUrlDecoder().decode(written);
        if (!written(bytes).equals(written)) {
            throw new IllegalArgumentException("not base64url as it is written here");
        }
        return bytes;
    }
}
