package cn.ting.remote;

import cn.ting.platform.KioskView;
import cn.ting.platform.Platform;
import cn.ting.platform.StoredFact;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives commands, and takes them off their list once their end is stored, at the next one given or when asked for. Lives as long as the
 * bench; versions grow all the same, being milliseconds. Safe for use by any thread.
 */
public final class CommandDesk {

    private static final Duration OPEN_FOR = Duration.ofMinutes(10);
    private static final int MOST = 64;

    private final Platform platform;
    private final String area;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    /** By kiosk, by id, in the order in which they were given. */
    private final Map<String, Map<String, ObjectNode>> open = new LinkedHashMap<>();
    private long last;

    public CommandDesk(Platform platform, String area, KioskClock clock) {
        this.platform = platform;
        this.area = area;
        this.clock = clock;
    }

    /**
     * Gives a kiosk a command, open for ten minutes.
     *
     * @param device the device of a self-test; empty for none
     * @return the command's id
     * @throws IllegalArgumentException when the kiosk was not heard of yet, or has too many open
     */
    public synchronized String order(String kiosk, String kind, String device) {
        KioskView seen = platform.kiosks().stream()
                .filter(known -> known.kiosk().equals(kiosk) && !known.birth().isNull())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the platform has not heard of " + kiosk));
        Map<String, ObjectNode> mine = open.computeIfAbsent(kiosk, first -> new LinkedHashMap<>());
        strike(kiosk, mine);
        if (mine.size() == MOST) {
            throw new IllegalArgumentException(kiosk + " has " + MOST + " open commands");
        }
        String id = "c-" + next();
        ObjectNode command = json.createObjectNode()
                .put("id", id)
                .put("kind", kind)
                .put("epoch", seen.birth().path("session").path("epoch").asText())
                .put("notAfter", clock.instant().plus(OPEN_FOR).toString());
        if (!device.isEmpty()) {
            command.put("device", device);
        }
        mine.put(id, command);
        publish(kiosk, mine);
        return id;
    }

    /** The ids of a kiosk's open commands; its list is published anew when some have ended. */
    public synchronized List<String> open(String kiosk) {
        Map<String, ObjectNode> mine = open.getOrDefault(kiosk, new LinkedHashMap<>());
        if (strike(kiosk, mine)) {
            publish(kiosk, mine);
        }
        return List.copyOf(mine.keySet());
    }

    private boolean strike(String kiosk, Map<String, ObjectNode> mine) {
        Set<String> ended = platform.facts().stream()
                .filter(fact -> fact.kiosk().equals(kiosk) && fact.type().equals("command.ended"))
                .map(StoredFact::data)
                .map(fact -> fact.path("command").asText())
                .collect(Collectors.toSet());
        return mine.keySet().removeAll(ended);
    }

    private void publish(String kiosk, Map<String, ObjectNode> commands) {
        ObjectNode list = json.createObjectNode().put("version", next()).put("area", area).put("kiosk", kiosk);
        ArrayNode rows = list.putArray("commands");
        commands.values().forEach(rows::add);
        try {
            byte[] signed = platform.sign("application/vnd.ting.commands+json", json.writeValueAsBytes(list));
            platform.publishRetained("kiosk/" + kiosk + "/down/commands", signed);
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }

    private long next() {
        last = Math.max(last + 1, clock.instant().toEpochMilli());
        return last;
    }
}
