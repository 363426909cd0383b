package cn.ting.link;

import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * What the platform says of itself on one connection, and whether it was itself heard there. A broker that has come back without it still
 * keeps what it said before: that counts for something only once a receipt, such as the one for the birth, shows that the platform is there,
 * and its time never does, for nobody knows when that was. For the link's worker only.
 */
final class PlatformWord {

    private static final Logger LOG = Logger.getLogger(PlatformWord.class);

    private final ObjectMapper json = new ObjectMapper();
    private final KioskClock clock;
    private Said said;
    private boolean heard;

    private record Said(boolean storing, String life) {}

    PlatformWord(KioskClock clock) {
        this.clock = clock;
    }

    /** The connection is gone. */
    void forget() {
        said = null;
        heard = false;
    }

    /**
     * Takes in a {@code platform/state}, and the time of one that comes as it is said.
     *
     * @param kept true when the broker had kept it
     * @return true when it is to be gone by; false when it cannot be read, or says that the platform stores while that was not itself heard
     */
    boolean takes(byte[] payload, boolean kept) {
        try {
            JsonNode state = json.readTree(payload);
            JsonNode time = state.path("time");
            if (time.isTextual() && !kept) {
                clock.told(Instant.parse(time.textValue()));
            }
            said = new Said(state.path("storing").asBoolean(), state.path("boot").asText());
        } catch (IOException | DateTimeException malformed) {
            LOG.warn("the platform's state cannot be read and is ignored");
            return false;
        }
        heard |= !kept;
        return heard || away();
    }

    /** A receipt came. True when by it the platform is heard for the first time, and its state is to be gone by now. */
    boolean receipted() {
        if (heard) {
            return false;
        }
        heard = true;
        return said != null;
    }

    boolean heard() {
        return heard;
    }

    /** True when it says that it stores, and is there. */
    boolean storing() {
        return said.storing && heard;
    }

    /** True when it, or its will, says that it does not store. */
    boolean away() {
        return !said.storing;
    }

    /** Which life of the platform this is. */
    String life() {
        return said.life;
    }
}
