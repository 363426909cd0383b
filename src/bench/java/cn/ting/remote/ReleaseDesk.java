package cn.ting.remote;

import cn.ting.platform.Platform;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Instructions to install releases, each under a higher version than the one before. Safe for use by any thread. */
public final class ReleaseDesk {

    private final Platform platform;
    private final String area;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    private long last;

    public ReleaseDesk(Platform platform, String area, KioskClock clock) {
        this.platform = platform;
        this.area = area;
        this.clock = clock;
    }

    /**
     * Has a kiosk install a release.
     *
     * @param base of the repository
     * @param target among its targets
     * @return the instruction's version
     */
    public synchronized long instruct(String kiosk, String base, String target) {
        last = Math.max(last + 1, clock.instant().toEpochMilli());
        ObjectNode instruction = json.createObjectNode()
                .put("version", last).put("area", area).put("kiosk", kiosk).put("base", base).put("target", target);
        try {
            byte[] signed = platform.sign("application/vnd.ting.release+json", json.writeValueAsBytes(instruction));
            platform.publishRetained("kiosk/" + kiosk + "/down/release", signed);
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
        return last;
    }
}
