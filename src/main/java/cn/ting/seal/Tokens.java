package cn.ting.seal;

import java.security.SecureRandom;
import java.util.Base64;

/** Names nobody can guess. */
public final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** 128 random bits as 22 characters of base64url. */
    public static String fresh() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
