package cn.ting.platform;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A fact as the platform stored it.
 *
 * @param arrived how often it came; more than once is harmless
 * @param event the whole CloudEvent
 */
public record StoredFact(String kiosk, String epoch, long number, String type, int arrived, JsonNode event) {

    /** {@code {kiosk}/{epoch}/{number}}. */
    public String id() {
        return kiosk + "/" + epoch + "/" + number;
    }

    public JsonNode data() {
        return event.path("data");
    }
}
