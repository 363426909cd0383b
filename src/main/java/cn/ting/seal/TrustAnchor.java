package cn.ting.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;

/**
 * Whom this kiosk believes, and with it the one verifier of signed documents: DSSE envelopes
 * (https://github.com/secure-systems-lab/dsse, protocol v1.0.2) with Ed25519 signatures (RFC 8032).
 *
 * <p>It begins with one public key, which may sign everything. The first root document takes that over: it names the keys of each role,
 * how many of them have to sign, and until when. A root document is adopted when it is the next version and signed by enough keys of the
 * root before and of its own, as The Update Framework has it (https://theupdateframework.github.io/specification/latest/, 5.3). Safe for use
 * by any thread.
 */
public final class TrustAnchor {

    private static final int MAX_ENVELOPE_BYTES = 128 * 1024;
    private static final int MOST_SIGNATURES = 16;

    /** How many roots ago a document may have been signed that was believed then and is kept. */
    private static final int MOST_ROOTS = 8;

    private final InstantSource clock;
    private final Deque<RootDocument> roots = new ArrayDeque<>();
    private Instant newestSigned = Instant.EPOCH;

    /** An anchor for who has no clock: expiry is judged by the times that root documents were signed at. */
    public TrustAnchor(String base64) {
        this(base64, () -> Instant.EPOCH);
    }

    /**
     * @param base64 an Ed25519 public key as X.509 SubjectPublicKeyInfo (44 bytes) in base64
     * @param clock may be wrong: it is never believed to be earlier than what was signed
     * @throws IllegalArgumentException when it is not such a key
     */
    public TrustAnchor(String base64, InstantSource clock) {
        this.clock = clock;
        roots.addLast(RootDocument.of(new RootDocument.Ed25519Key(base64)));
    }

    /** What takes long to make is made by whoever opens the first envelope, and does not hold back a start. */
    private static final class Tools {
        static final ObjectMapper JSON = new ObjectMapper();
    }

    /**
     * Says whether bytes that no envelope is around were signed by a key.
     *
     * @param base64 an Ed25519 public key as X.509 SubjectPublicKeyInfo (44 bytes) in base64
     * @param signature 64 bytes (RFC 8032)
     * @throws IllegalArgumentException when it is not such a key
     */
    public static boolean signs(String base64, byte[] bytes, byte[] signature) {
        return new RootDocument.Ed25519Key(base64).verifies(bytes, signature);
    }

    private record Envelope(byte[] payload, byte[] signed, List<byte[]> signatures) {

        boolean signedBy(RootDocument.Role role) {
            return role.keys().stream().filter(key -> signatures.stream().anyMatch(one -> key.verifies(signed, one))).count()
                    >= role.threshold();
        }
    }

    /**
     * Opens an envelope that has just come.
     *
     * @param envelope DSSE in JSON, at most 128 KiB
     * @param payloadType the type the caller expects, such as {@code application/vnd.ting.catalogue-head+json}
     * @return the payload's bytes as they were signed
     * @throws BadSealException when it is no envelope, of another type, not signed by enough keys of its role, or when the root that names
     *     them has expired
     */
    public synchronized byte[] open(byte[] envelope, String payloadType) throws BadSealException {
        Envelope read = read(envelope, payloadType);
        RootDocument root = roots.getLast();
        if (!root.expires().isAfter(now())) {
            throw new BadSealException("root " + root.version() + " expired " + root.expires());
        }
        if (!root.role(payloadType).filter(read::signedBy).isPresent()) {
            throw new BadSealException("no signature of the trust anchor");
        }
        return read.payload;
    }

    /**
     * Opens an envelope that was believed when it came and has been kept since: neither the expiry of a root nor a new one makes this kiosk
     * forget what it serves by.
     *
     * @throws BadSealException when it is not signed by enough keys of its role in any of the last roots
     */
    public synchronized byte[] openKept(byte[] envelope, String payloadType) throws BadSealException {
        Envelope read = read(envelope, payloadType);
        if (roots.stream().noneMatch(root -> root.role(payloadType).filter(read::signedBy).isPresent())) {
            throw new BadSealException("no signature of the trust anchor");
        }
        return read.payload;
    }

    /**
     * Adopts the next root document. An expired one is a link of the chain all the same; nothing is opened by it.
     *
     * @throws BadSealException when it is not the next one, for another area, or not signed by enough keys of the root before and of its own;
     *     the root before stays then
     */
    public synchronized void adopt(byte[] envelope, String area) throws BadSealException {
        RootDocument before = roots.getLast();
        Envelope read = read(envelope, RootDocument.PAYLOAD_TYPE);
        if (!before.role(RootDocument.PAYLOAD_TYPE).filter(read::signedBy).isPresent()) {
            throw new BadSealException("a root that root " + before.version() + " has not signed");
        }
        RootDocument next;
        try {
            next = RootDocument.read(Tools.JSON.readTree(read.payload));
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            throw new BadSealException("no root: " + malformed.getClass().getSimpleName());
        }
        if (next.version() != before.version() + 1 || !next.area().equals(area)) {
            throw new BadSealException("root " + next.version() + " of " + next.area() + " does not follow " + before.version());
        }
        if (!next.role(RootDocument.PAYLOAD_TYPE).filter(read::signedBy).isPresent()) {
            throw new BadSealException("root " + next.version() + " is not signed by its own keys");
        }
        roots.addLast(next);
        if (roots.size() > MOST_ROOTS) {
            roots.removeFirst();
        }
        newestSigned = next.issued().isAfter(newestSigned) ? next.issued() : newestSigned;
    }

    /** The version of the root in force; 0 while it is the key of the settings. */
    public synchronized long rootVersion() {
        return roots.getLast().version();
    }

    /** When the root in force expires. */
    public synchronized Instant rootExpires() {
        return roots.getLast().expires();
    }

    /** True when nothing new is believed until another root comes. */
    public synchronized boolean rootExpired() {
        return !roots.getLast().expires().isAfter(now());
    }

    /** What time it is at least: the clock's, or when the newest root was signed, for a clock may have lost the time. */
    public synchronized Instant now() {
        Instant told = clock.instant();
        return told.isBefore(newestSigned) ? newestSigned : told;
    }

    private static Envelope read(byte[] envelope, String payloadType) throws BadSealException {
        if (envelope.length > MAX_ENVELOPE_BYTES) {
            throw new BadSealException("envelope of " + envelope.length + " bytes is too large");
        }
        try {
            JsonNode node = Tools.JSON.readTree(envelope);
            String type = node.path("payloadType").asText();
            if (!type.equals(payloadType)) {
                throw new BadSealException("envelope holds " + type + ", expected " + payloadType);
            }
            byte[] payload = Base64.getDecoder().decode(node.path("payload").asText());
            List<byte[]> signatures = new ArrayList<>();
            for (JsonNode signature : node.path("signatures")) {
                if (signatures.size() == MOST_SIGNATURES) {
                    throw new BadSealException("more than " + MOST_SIGNATURES + " signatures");
                }
                signatures.add(Base64.getDecoder().decode(signature.path("sig").asText()));
            }
            return new Envelope(payload, preAuthenticationEncoding(type, payload), signatures);
        } catch (IOException | IllegalArgumentException malformed) {
            throw new BadSealException("not an envelope: " + malformed.getClass().getSimpleName());
        }
    }

    /** PAE of DSSE: {@code "DSSEv1" SP len(type) SP type SP len(payload) SP payload}. */
    private static byte[] preAuthenticationEncoding(String type, byte[] payload) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("DSSEv1 " + typeBytes.length + " " + type + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }
}
