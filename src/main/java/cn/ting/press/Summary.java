package cn.ting.press;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Metadata in words, for those who are to sign it or want to know how it stands. */
final class Summary {

    private static final int SHORT_ID = 8;

    private Summary() {}

    /** All that is signed and all that whoever signs answers for. */
    static String of(Draft draft) {
        StringBuilder text = new StringBuilder(draft.role() + " " + draft.version() + ", until " + draft.expires() + "\n");
        switch (draft.role()) {
            case "root" -> Draft.ROLES.forEach(role -> text.append("  ").append(role).append(": ")
                    .append(draft.signed().path("roles").path(role).path("threshold").asInt()).append(" of ").append(brief(draft.keysOf(role))).append('\n'));
            case "targets" -> describeTargets(draft.signed().path("targets"), text);
            default -> {
                text.append(draft.signed().has("made") ? "  made " + draft.signed().path("made").asText() + "\n" : "");
                draft.signed().path("meta").fields().forEachRemaining(
                        file -> text.append("  ").append(file.getKey()).append(' ').append(file.getValue().path("version").asLong()).append('\n'));
            }
        }
        return text + "  signed by " + (draft.signers().isEmpty() ? "nobody yet" : brief(draft.signers())) + "\n";
    }

    /**
     * Of a draft also how many signatures are there and how many are missing.
     *
     * @param home where it lies; empty when it was carried elsewhere
     */
    static String of(Draft draft, Optional<RepositoryFolder> home) throws RefusedException, IOException {
        return of(draft) + Assent.of(draft, home).lines();
    }

    private static void describeTargets(JsonNode targets, StringBuilder text) {
        for (Iterator<Map.Entry<String, JsonNode>> target = targets.fields(); target.hasNext(); ) {
            Map.Entry<String, JsonNode> one = target.next();
            JsonNode custom = one.getValue().path("custom");
            if (one.getKey().endsWith("/PATCHES")) {
                text.append("  ").append(one.getKey()).append(' ').append(one.getValue().path("hashes").path("sha256").asText()).append('\n');
            }
            if (!custom.isMissingNode()) {
                text.append("  ").append(one.getKey()).append(": counter ").append(custom.path("counter").asLong()).append(", from ")
                        .append(custom.path("from").asLong()).append(", for ").append(String.join(",", words(custom.path("models"))))
                        .append(custom.has("stickUntil") ? ", on sticks until " + custom.path("stickUntil").asText() : ", never on sticks")
                        .append(", manifest ").append(one.getValue().path("hashes").path("sha256").asText()).append('\n');
            }
        }
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    static String brief(Set<String> ids) {
        return String.join(", ", ids.stream().map(id -> id.substring(0, Math.min(SHORT_ID, id.length()))).toList());
    }

    /** What is public of each role, and what is drafted. */
    static String of(RepositoryFolder folder) throws RefusedException, IOException {
        StringBuilder text = new StringBuilder();
        for (String role : Draft.ROLES) {
            Optional<Draft> published = folder.published(role);
            text.append(published.isPresent() ? of(published.get()) : role + ": nothing is public\n");
            Optional<Draft> draft = folder.draft(role);
            if (draft.isPresent()) {
                text.append("draft of ").append(of(draft.get(), Optional.of(folder)));
            }
        }
        return text.toString();
    }
}
