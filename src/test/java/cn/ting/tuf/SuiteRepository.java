package cn.ting.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A repository that behaves as the one of the public conformance suite does (theupdateframework/tuf-conformance, {@code RepositorySimulator}):
 * each role is changed at will and published when told to, its n-th publication answers to {@code n.ROLE.json}, whatever version stands in it,
 * and all that is asked for is remembered. Its keys are ECDSA P-256 where nothing else is asked for, metadata names no hashes unless
 * told, and targets have their hash before their name.
 */
final class SuiteRepository {

    static final List<String> ROLES = List.of("targets", "snapshot", "timestamp", "root");

    final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    /** What stands in each role and is signed when it is published. */
    final Map<String, ObjectNode> signed = new HashMap<>();
    /** What was published, the first publication first; the last one only, where versions are no part of names. */
    final Map<String, List<byte[]>> published = new HashMap<>();
    /** Who signs each role, by key id. */
    final Map<String, Map<String, Pen>> pens = new HashMap<>();
    final Map<String, byte[]> artifacts = new HashMap<>();
    /** Metadata asked for, such as {@code "root 2"} and {@code "timestamp"}. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** Targets asked for, the hash before the path. */
    final List<String> fetched = Collections.synchronizedList(new ArrayList<>());
    boolean hashes;

    SuiteRepository(Instant now) {
        for (String role : ROLES) {
            signed.put(role, json.createObjectNode().put("_type", role).put("spec_version", "1.0.31").put("version", 1));
            expires(role, now.plus(30, ChronoUnit.DAYS));
            pens.put(role, new LinkedHashMap<>());
            published.put(role, new ArrayList<>());
        }
        signed.get("root").put("consistent_snapshot", true).putObject("keys");
        signed.get("root").putObject("roles");
        signed.get("targets").putObject("targets");
        signed.get("snapshot").putObject("meta");
        signed.get("timestamp").putObject("meta");
        for (String role : ROLES) {
            role(role).put("threshold", 1).putArray("keyids");
            addKey(role, Pen.ecdsa());
        }
        publish(ROLES.toArray(String[]::new));
    }

    /** What the root says of a role: {@code keyids} and {@code threshold}. */
    ObjectNode role(String role) {
        return ((ObjectNode) signed.get("root").get("roles")).withObject("/" + role);
    }

    /** What a role says of another's metadata. */
    ObjectNode meta(String role, String of) {
        ObjectNode meta = (ObjectNode) signed.get(role).get("meta");
        return meta.has(of + ".json") ? (ObjectNode) meta.get(of + ".json") : meta.putObject(of + ".json");
    }

    void expires(String role, Instant moment) {
        signed.get(role).put("expires", moment.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    void version(String role, long version) {
        signed.get(role).put("version", version);
    }

    /** From now on a role is also signed by this one, and the next root says so. */
    void addKey(String role, Pen pen) {
        listKey(role, pen);
        pens.get(role).put(pen.keyId(), pen);
    }

    /** Names a key for a role, whether it is named already or not; it signs nothing. */
    ObjectNode listKey(String role, Pen pen) {
        role(role).withArray("/keyids").add(pen.keyId());
        ObjectNode key = ((ObjectNode) signed.get("root").get("keys")).putObject(pen.keyId());
        pen.describe(key);
        return key;
    }

    /** Takes all keys of a role away. */
    void forgetKeys(String role) {
        role(role).putArray("keyids");
        pens.get(role).clear();
    }

    void rotateKeys(String role) {
        forgetKeys(role);
        addKey(role, Pen.ecdsa());
    }

    /** Publishes roles in that order, each one version higher unless it is its first time; what is above is told, and not published. */
    void publish(String... roles) {
        for (String role : roles) {
            ObjectNode now = signed.get(role);
            if (published.containsKey(role) && !published.get(role).isEmpty()) {
                now.put("version", now.get("version").asLong() + 1);
            }
            byte[] bytes = bytes(TufRepository.sealed(json, now, pens.get(role).values()));
            published.computeIfAbsent(role, first -> new ArrayList<>()).add(bytes);
            switch (role) {
                case "snapshot" -> tell("timestamp", role, bytes);
                case "timestamp", "root" -> { }
                default -> tell("snapshot", role, bytes);
            }
        }
    }

    private void tell(String above, String role, byte[] bytes) {
        ObjectNode entry = ((ObjectNode) signed.get(above).get("meta")).putObject(role + ".json").put("version", signed.get(role).get("version").asLong());
        if (hashes) {
            entry.put("length", bytes.length).putObject("hashes").put("sha256", TufRepository.hex(TufRepository.sha256(bytes)));
        }
    }

    /** Forgets what was published of a role: its next publication is its first. */
    void forget(String role) {
        published.get(role).clear();
    }

    /** Changes the last publication of a role after it was signed. */
    void tamper(String role, Consumer<ObjectNode> change) {
        try {
            JsonNode tree = json.readTree(last(role));
            change.accept((ObjectNode) tree);
            replaceLast(role, bytes(tree));
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    byte[] last(String role) {
        return published.get(role).get(published.get(role).size() - 1);
    }

    void replaceLast(String role, byte[] bytes) {
        published.get(role).set(published.get(role).size() - 1, bytes);
    }

    /** Adds a target, or another content for one, to what the next publication of targets signs. */
    void addArtifact(String path, String content, String... hashNames) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        ObjectNode target = ((ObjectNode) signed.get("targets").get("targets")).putObject(path).put("length", bytes.length);
        for (String name : hashNames.length == 0 ? new String[] {"sha256"} : hashNames) {
            target.withObject("/hashes").put(name, hash(name.equals("sha256") ? "SHA-256" : "SHA-512", bytes));
        }
        artifacts.put(path, bytes);
    }

    /** Adds a role to which targets below a path are delegated, with one target of its own and as long in force as said. */
    void delegate(String role, String paths, Instant until, String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Pen pen = Pen.ecdsa();
        ObjectNode delegations = signed.get("targets").withObject("/delegations");
        pen.describe(delegations.withObject("/keys").putObject(pen.keyId()));
        ObjectNode delegation = delegations.withArray("/roles").addObject().put("name", role).put("terminating", false).put("threshold", 1);
        delegation.putArray("keyids").add(pen.keyId());
        delegation.putArray("paths").add(paths);
        signed.put(role, json.createObjectNode().put("_type", "targets").put("spec_version", "1.0.31").put("version", 1));
        expires(role, until);
        signed.get(role).putObject("targets").putObject(path).put("length", bytes.length).putObject("hashes").put("sha256", hash("SHA-256", bytes));
        pens.put(role, new LinkedHashMap<>(Map.of(pen.keyId(), pen)));
        artifacts.put(path, bytes);
    }

    private static String hash(String name, byte[] bytes) {
        try {
            return TufRepository.hex(MessageDigest.getInstance(name).digest(bytes));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    /** What is served at a path below the repository's own. */
    Optional<byte[]> serve(String path) {
        boolean versioned = signed.get("root").path("consistent_snapshot").asBoolean();
        if (path.startsWith("metadata/") && path.endsWith(".json")) {
            String name = path.substring("metadata/".length(), path.length() - ".json".length());
            return metadata(name, name.endsWith(".root") || versioned && !name.equals("timestamp"));
        }
        int slash = path.lastIndexOf('/') + 1;
        String word = path.substring(slash);
        String hash = versioned && path.startsWith("targets/") ? word.substring(0, word.indexOf('.') + 1) : "";
        String target = URLDecoder.decode((path.substring(0, slash) + word.substring(hash.length())).replace("+", "%2B"), StandardCharsets.UTF_8)
                .replaceFirst("^targets/", "");
        fetched.add((hash.isEmpty() ? "" : hash.substring(0, hash.length() - 1) + " ") + target);
        return Optional.ofNullable(artifacts.get(target)).filter(bytes -> hash.isEmpty() || isNamed(target, hash.substring(0, hash.length() - 1)));
    }

    private Optional<byte[]> metadata(String name, boolean versioned) {
        if (!versioned) {
            asked.add(name);
            return published.getOrDefault(name, List.of()).isEmpty() ? Optional.empty() : Optional.of(last(name));
        }
        int version = Integer.parseInt(name.substring(0, name.indexOf('.')));
        String role = name.substring(name.indexOf('.') + 1);
        asked.add(role + " " + version);
        List<byte[]> all = published.getOrDefault(role, List.of());
        return version >= 1 && version <= all.size() ? Optional.of(all.get(version - 1)) : Optional.empty();
    }

    private boolean isNamed(String target, String hash) {
        for (ObjectNode role : signed.values()) {
            for (JsonNode named : role.path("targets").path(target).path("hashes")) {
                if (named.asText().equals(hash)) {
                    return true;
                }
            }
        }
        return false;
    }

    private byte[] bytes(Object tree) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }
}
