package cn.ting.remote;

import cn.ting.platform.Dsse;
import cn.ting.platform.Platform;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Publishes root documents in which the bench key keeps every role: enough to see kiosks take them over one by one. Counts from 1 with each
 * bench; a kiosk that has followed another bench's roots goes on with its own. Safe for use by any thread.
 */
public final class RootDesk {

    private static final Duration VALID = Duration.ofDays(365);
    private static final List<String> ROLES = List.of("root", "catalogue", "lease", "naming", "commands", "setup", "release");

    private final Platform platform;
    private final String area;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    private long last;

    public RootDesk(Platform platform, String area, KioskClock clock) {
        this.platform = platform;
        this.area = area;
        this.clock = clock;
    }

    /** Publishes the next root; returns its version. */
    public synchronized long publish() {
        last++;
        ObjectNode root = json.createObjectNode()
                .put("version", last)
                .put("area", area)
                .put("issued", clock.instant().toString())
                .put("expires", clock.instant().plus(VALID).toString());
        root.putObject("keys").put("bench", Dsse.PUBLIC);
        ObjectNode roles = root.putObject("roles");
        for (String role : ROLES) {
            ObjectNode one = roles.putObject(role).put("threshold", 1);
            one.putArray("keyids").add("bench");
        }
        try {
            platform.publishRetained("catalogue/root/" + last, platform.sign("application/vnd.ting.root+json", json.writeValueAsBytes(root)));
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
        return last;
    }
}
