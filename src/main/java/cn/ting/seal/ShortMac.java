package cn.ting.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A short message authentication code for printed codes: HMAC-SHA-256 (RFC 2104) cut to 72 bits. */
public final class ShortMac {

    private static final int BYTES = 9;

    private ShortMac() {}

    /**
     * @param key at least 16 bytes
     * @return 12 characters of base64url
     */
    public static String of(byte[] key, String text) {
        if (key.length < 16) {
            throw new IllegalArgumentException("a key has at least 16 bytes");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] full = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, BYTES));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java platform has HmacSHA256", never);
        }
    }
}
