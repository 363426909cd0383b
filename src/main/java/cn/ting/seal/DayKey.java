package cn.ting.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one area and one day, under which a person has a name that says nothing: the same all day at every kiosk of the area,
 * another the next day. Numbers of persons are few enough to be tried one by one, so that whoever has the key can undo the names of
 * its day; without it they tell nothing.
 */
public final class DayKey {

    static final int BYTES = 32;

    private static final int NAME_BYTES = 16;

    private final byte[] key;

    /** @throws IllegalArgumentException when it has not 32 bytes */
    public DayKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a day's key has 32 bytes, not " + key.length);
        }
        this.key = key.clone();
    }

    /**
     * The person's name for this day: HMAC-SHA-256 (RFC 2104) of the number, cut to 128 bits.
     *
     * @param number as on the card; space around it and small letters make no difference
     * @return 22 characters of base64url
     */
    public String pseudonym(String number) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] full = mac.doFinal(("ting/1 person " + number.strip().toUpperCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8));
            return Octets.written(Arrays.copyOf(full, NAME_BYTES));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java platform has HmacSHA256", never);
        }
    }

    @Override
    public String toString() {
        return "DayKey";
    }
}
