package cn.ting.press;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A release as targets name it.
 *
 * @param target of its manifest, {@code ting/VERSION/ARCH/MANIFEST}
 * @param until when a stick may bring it; empty for never
 */
record NamedRelease(String target, String version, String arch, List<String> models, long counter, long from, Optional<Instant> until) {

    /** All that targets name. */
    static List<NamedRelease> in(JsonNode targets) {
        List<NamedRelease> all = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> target = targets.fields(); target.hasNext(); ) {
            Map.Entry<String, JsonNode> one = target.next();
            String[] path = one.getKey().split("/");
            JsonNode custom = one.getValue().path("custom");
            if (path.length == 4 && path[3].equals("MANIFEST") && custom.has("counter")) {
                List<String> models = new ArrayList<>();
                custom.path("models").forEach(model -> models.add(model.asText()));
                all.add(new NamedRelease(one.getKey(), path[1], path[2], models, custom.path("counter").asLong(), custom.path("from").asLong(),
                        custom.has("stickUntil") ? Optional.of(Instant.parse(custom.get("stickUntil").asText())) : Optional.empty()));
            }
        }
        return all;
    }

    /** True where some cabinet has nothing newer to choose. */
    boolean isNewest(List<NamedRelease> all) {
        return models.stream().anyMatch(model -> all.stream().filter(other -> other.isFor(model, arch)).allMatch(other -> other.counter <= counter));
    }

    boolean isFor(String model, String machine) {
        return arch.equals(machine) && (models.contains(model) || models.contains("*"));
    }
}
