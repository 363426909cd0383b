package cn.ting.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A repository of updates with a pen of its own, which writes what it is told, right or wrong. */
public final class TufRepository implements Source {

    static final List<String> ROLES = List.of("root", "timestamp", "snapshot", "targets");

    public final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    public final Map<String, byte[]> served = new LinkedHashMap<>();
    final List<String> asked = new ArrayList<>();
    public final Map<String, List<Pen>> pens = new HashMap<>();
    public final Map<String, Integer> thresholds = new HashMap<>();
    public final Map<String, Long> versions = new HashMap<>();
    public final Map<String, Instant> expires = new HashMap<>();
    public final Map<String, byte[]> artifacts = new TreeMap<>();
    /** The keys that speak for each role by the next root; those who sign are in {@link #pens}. */
    public final Map<String, List<Pen>> listed = new HashMap<>();

    /** What is signed of an artifact beside its length and hash. */
    public final Map<String, ObjectNode> customs = new HashMap<>();
    /** Of the targets, as Java calls it. */
    public String hash = "SHA-256";
    /** The moment a timestamp says it was made. */
    public Instant made;

    public TufRepository(Instant now) {
        made = now;
        for (String role : ROLES) {
            pens.put(role, new ArrayList<>(List.of(Pen.ed25519())));
            listed.put(role, new ArrayList<>(pens.get(role)));
            thresholds.put(role, 1);
            versions.put(role, 0L);
            expires.put(role, now.plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
        }
        publishRoot();
        publish();
    }

    @Override
    public Optional<InputStream> open(String path) {
        asked.add(path);
        return Optional.ofNullable(served.get(path.replace("%20", " "))).map(ByteArrayInputStream::new);
    }

    public byte[] firstRoot() {
        return served.get("1.root.json");
    }

    public void publishRoot() {
        ObjectNode root = signed("root");
        root.put("consistent_snapshot", true);
        ObjectNode keys = root.putObject("keys");
        ObjectNode roles = root.putObject("roles");
        for (String role : ROLES) {
            ObjectNode described = roles.putObject(role);
            described.put("threshold", thresholds.get(role));
            listed.get(role).forEach(pen -> {
                pen.describe(keys.putObject(pen.keyId()));
                described.withArray("keyids").add(pen.keyId());
            });
        }
        served.put(versions.get("root") + ".root.json", sealed("root", root));
    }

    /** Publishes targets, snapshot and timestamp anew. */
    public void publish() {
        publishTargets();
        publishSnapshot();
        publishTimestamp();
    }

    public void publishTargets() {
        ObjectNode signed = signed("targets");
        ObjectNode targets = signed.putObject("targets");
        artifacts.forEach((path, bytes) -> {
            ObjectNode target = targets.putObject(path).put("length", bytes.length);
            String sum = hex(hashed(bytes, hash));
            target.putObject("hashes").put(hash.toLowerCase(Locale.ROOT).replace("-", ""), sum);
            if (customs.containsKey(path)) {
                target.set("custom", customs.get(path));
            }
            int slash = path.lastIndexOf('/') + 1;
            served.put(path.substring(0, slash) + sum + "." + path.substring(slash), bytes);
        });
        served.put(versions.get("targets") + ".targets.json", sealed("targets", signed));
    }

    public void publishSnapshot() {
        ObjectNode signed = signed("snapshot");
        byte[] targets = served.get(versions.get("targets") + ".targets.json");
        ObjectNode entry = signed.putObject("meta").putObject("targets.json").put("version", versions.get("targets"));
        entry.put("length", targets.length).putObject("hashes").put("sha256", hex(sha256(targets)));
        served.put(versions.get("snapshot") + ".snapshot.json", sealed("snapshot", signed));
    }

    public void publishTimestamp() {
        ObjectNode signed = signed("timestamp");
        signed.put("made", made.toString());
        signed.putObject("meta").putObject("snapshot.json").put("version", versions.get("snapshot"));
        served.put("timestamp.json", sealed("timestamp", signed));
    }

    private ObjectNode signed(String role) {
        versions.merge(role, 1L, Long::sum);
        return json.createObjectNode()
                .put("_type", role)
                .put("spec_version", "1.0.31")
                .put("version", versions.get(role))
                .put("expires", expires.get(role).toString())
                .put("x-ting", "a field of ours, \"quoted\" and \\ 亭");
    }

    private byte[] sealed(String role, ObjectNode signed) {
        return bytes(sealed(json, signed, pens.get(role)));
    }

    /** What is signed, and under it the signatures of all pens. */
    static ObjectNode sealed(ObjectMapper json, ObjectNode signed, Iterable<Pen> pens) {
        // Canonical JSON escapes no line ends, and else is what Jackson writes of what stands here.
        String sorted = json.convertValue(json.convertValue(signed, TreeMap.class), JsonNode.class).toString();
        byte[] canonical = sorted.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        ObjectNode all = json.createObjectNode();
        all.set("signed", signed);
        all.putArray("signatures");
        pens.forEach(pen -> all.withArray("signatures").addObject().put("keyid", pen.keyId()).put("sig", pen.sign(canonical)));
        return all;
    }

    /** Changes what is signed after it was. */
    public void forge(String name, Consumer<ObjectNode> change) {
        try {
            JsonNode tree = json.readTree(served.get(name));
            change.accept((ObjectNode) tree.get("signed"));
            served.put(name, bytes(tree));
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private byte[] bytes(Object tree) {
        try {
            return json.writeValueAsBytes(tree);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    public static byte[] sha256(byte[] bytes) {
        return hashed(bytes, "SHA-256");
    }

    private static byte[] hashed(byte[] bytes, String by) {
        try {
            return MessageDigest.getInstance(by).digest(bytes);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
