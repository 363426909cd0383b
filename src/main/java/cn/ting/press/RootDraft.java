package cn.ting.press;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The next root: who may sign what from then on. The first one is trusted because it is brought to kiosks; each further one must be signed by
 * enough keys of the one before and by enough of its own.
 */
final class RootDraft {

    /** The fewest digits by which a key is named. */
    private static final int LEAST_ID = 8;

    private final Draft draft;

    private RootDraft(Draft draft) {
        this.draft = draft;
    }

    /**
     * Begins with what the public root says; where there is none, with no keys, two of which the root will take and one each other role. A draft
     * that was signed is replaced when it is over, for no kiosk would take it.
     *
     * @param anew whether one that is not over is, too
     */
    static RootDraft of(RepositoryFolder folder, Instant now, Instant expires, boolean anew) throws RefusedException, IOException {
        Optional<Draft> pending = anew ? Optional.empty() : folder.draft("root");
        if (pending.isPresent() && !pending.get().signers().isEmpty() && pending.get().expires().isAfter(now)) {
            throw new RefusedException("somebody has signed " + folder.draftFile("root") + " already: publish it, or give --anew to draft another in its place");
        }
        Optional<Draft> before = folder.published("root");
        if (before.isPresent()) {
            return new RootDraft(before.get().next(expires));
        }
        Draft first = Draft.begun("root", 1, expires);
        first.signed().put("consistent_snapshot", true).putObject("keys");
        ObjectNode roles = first.signed().putObject("roles");
        for (String role : Draft.ROLES) {
            // One key that is lost, or in the wrong hands, must not decide over every kiosk.
            roles.putObject(role).put("threshold", role.equals("root") ? 2 : 1).putArray("keyids");
        }
        return new RootDraft(first);
    }

    /** Names a key for a role: {@code ROLE=PUBLIC-KEY-FILE}. */
    void add(String change) throws RefusedException, IOException {
        String[] parts = parts(change);
        Holder holder = Holder.read(Path.of(parts[1]));
        if (draft.keysOf(parts[0]).contains(holder.id())) {
            throw new RefusedException(parts[1] + " is a key of " + parts[0] + " already");
        }
        ((ObjectNode) draft.signed().get("keys")).set(holder.id(), holder.key());
        ((ArrayNode) role(parts[0]).get("keyids")).add(holder.id());
    }

    /** Takes a key from a role: {@code ROLE=ID}, of which the first eight digits are enough. */
    void drop(String change) throws RefusedException {
        String[] parts = parts(change);
        Set<String> keys = draft.keysOf(parts[0]);
        List<String> meant = keys.stream().filter(id -> parts[1].length() >= LEAST_ID && id.startsWith(parts[1])).toList();
        if (meant.size() != 1) {
            throw new RefusedException("'" + parts[1] + "' names no key of " + parts[0] + "; it has " + String.join(", ", keys));
        }
        ArrayNode kept = role(parts[0]).putArray("keyids");
        keys.stream().filter(id -> !id.equals(meant.get(0))).forEach(kept::add);
    }

    /** Sets how many keys of a role it takes: {@code ROLE=NUMBER}. */
    void threshold(String change) throws RefusedException {
        String[] parts = parts(change);
        if (!parts[1].matches("[1-9][0-9]?")) {
            throw new RefusedException("'" + parts[1] + "' is no number of keys");
        }
        role(parts[0]).put("threshold", Integer.parseInt(parts[1]));
    }

    /** The draft, once every role has the keys it takes; keys that no role names are left out. */
    Draft whole() throws RefusedException {
        Set<String> named = new LinkedHashSet<>();
        for (String role : Draft.ROLES) {
            Set<String> keys = draft.keysOf(role);
            named.addAll(keys);
            int threshold = role(role).path("threshold").asInt();
            if (keys.size() < threshold) {
                throw new RefusedException(role + " takes " + threshold + " keys and has " + keys.size() + ": name more with --key " + role
                        + "=FILE, or take fewer with --threshold " + role + "=N");
            }
        }
        ((ObjectNode) draft.signed().get("keys")).retain(named);
        return draft;
    }

    private static String[] parts(String change) throws RefusedException {
        String[] parts = change.split("=", 2);
        if (parts.length != 2 || !Draft.ROLES.contains(parts[0]) || parts[1].isEmpty()) {
            throw new RefusedException("'" + change + "' is not ROLE=..., of " + String.join(", ", Draft.ROLES));
        }
        return parts;
    }

    private ObjectNode role(String role) {
        return (ObjectNode) draft.signed().get("roles").get(role);
    }
}
