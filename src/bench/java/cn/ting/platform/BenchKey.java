package cn.ting.platform;

/**
 * The key the simulated platform signs with. Worthless: it is printed here for everyone to read, and no kiosk outside a
 * bench may trust it.
 */
public final class BenchKey {

    /** Ed25519, PKCS #8 in base64. Bench key, worthless. */
    static final String PRIVATE = "MC4CAQAwBQYDK2VwBCIEIE9eLnKeYAtOTeUqYhVu2UcOYdPVVH8i02VBvic613Xq";

    /** Its public half, SubjectPublicKeyInfo in base64: what {@code device-config/bench.yaml} names as trust anchor. */
    public static final String PUBLIC = "MCowBQYDK2VwAyEAprRErvJ55Jmi/POJe7fFFcpeIJUr5zQRfVoGiAm4Wv4=";

    private BenchKey() {}
}
