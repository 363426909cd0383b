package cn.ting.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A kiosk as the platform sees it: its retained documents and its latest telemetry, each missing (JSON null) until it was heard.
 *
 * @param lastHeard when the kiosk itself last sent anything; empty until it has. Its will comes from the broker and is none of it
 * @param present by the rule of the contract: the epochs of birth and gone differ, or birth has the higher session number
 */
public record KioskView(String kiosk, Optional<Instant> lastHeard, boolean present, JsonNode birth, JsonNode gone, JsonNode health, JsonNode telemetry) {

    static KioskView of(
            String kiosk, Optional<Instant> lastHeard, JsonNode birth, JsonNode gone, JsonNode health, JsonNode telemetry) {
        JsonNode born = birth.path("session");
        JsonNode left = gone.path("session");
        boolean otherEpoch = !born.path("epoch").asText().equals(left.path("epoch").asText());
        boolean present = !birth.isNull() && (otherEpoch || born.path("n").asLong() > left.path("n").asLong());
        return new KioskView(kiosk, lastHeard, present, birth, gone, health, telemetry);
    }
}
