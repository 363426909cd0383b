package cn.ting.link;

import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What the platform says of itself on one connection, and whether it was itself heard there. A broker that has come back without it still
 * keeps what it said before, with its time of then: that counts for something only once a receipt, such as the one for the birth, shows that
 * the platform is there, which renews what is kept. For the link's worker only.
 */
final class PlatformWord {

    private static final Logger LOG = Logger.getLogger(PlatformWord.class);

    private final ObjectMapper json = new ObjectMapper();
    private final KioskClock clock;
    private Said said;
    private boolean heard;

    /** @param at when it was read, in uptime */
    private record Said(boolean storing, String life, Optional<Instant> time, Duration at) {}

    PlatformWord(KioskClock clock) {
        this.clock = clock;
    }

    /** The connection is gone. */
    void forget() {
        said = null;
        heard = false;
    }

    /**
     * Takes in a {@code platform/state}, and the time of one that counts.
     *
     * @param kept true when the broker had kept it
     * @return true when it is to be gone by; false when it cannot be read, or says that the platform stores while that was not itself heard
     */
    boolean takes(byte[] payload, boolean kept) {
        try {
            JsonNode state = json.readTree(payload);
            JsonNode time = state.path("time");
            said = new Said(state.path("storing").asBoolean(), state.path("boot").asText(),
                    time.isTextual() ? Optional.of(Instant.parse(time.textValue())) : Optional.empty(), clock.uptime());
        } catch (IOException | DateTimeException malformed) {
            LOG.warn("the platform's state cannot be read and is ignored");
            return false;
        }
        heard |= !kept;
        tellTime();
        return heard || away();
    }

    /** A receipt came. True when by it the platform is heard for the first time, and its state is to be gone by now. */
    boolean receipted() {
        if (heard) {
            return false;
        }
        heard = true;
        tellTime();
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

    private void tellTime() {
        if (heard && said != null) {
            said.time.ifPresent(time -> clock.told(time.plus(clock.uptime()).minus(said.at)));
        }
    }
}
