package cn.ting.remote;

import cn.ting.platform.Platform;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Wishes for configurations, each under a higher version than the one before. Safe for use by any thread. */
public final class SetupDesk {

    private final Platform platform;
    private final String area;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    private long last;

    public SetupDesk(Platform platform, String area, KioskClock clock) {
        this.platform = platform;
        this.area = area;
        this.clock = clock;
    }

    /**
     * Wishes for a configuration.
     *
     * @param config the text of a {@code device-config} file
     * @return its version
     */
    public synchronized long wish(String kiosk, String config) {
        last = Math.max(last + 1, clock.instant().toEpochMilli());
        ObjectNode wish = json.createObjectNode().put("version", last).put("area", area).put("kiosk", kiosk).put("config", config);
        try {
            byte[] signed = platform.sign("application/vnd.ting.setup+json", json.writeValueAsBytes(wish));
            platform.publishRetained("kiosk/" + kiosk + "/down/setup", signed);
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
        return last;
    }
}
