package cn.ting.platform;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A fact as the platform stored it.
 *
 * @param place in the order in which facts came to this platform, from 1 on; 0 for one that is not stored yet
 * @param arrived how often it came; more than once is harmless
 * @param event the whole CloudEvent
 */
public record StoredFact(long place, String kiosk, String epoch, long number, String type, int arrived, JsonNode event) {

    /** {@code {kiosk}/{epoch}/{number}}. */
    public String id() {
        return kiosk + "/" + epoch + "/" + number;
    }

    public JsonNode data() {
        return event.path("data");
    }
}
