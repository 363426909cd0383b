package cn.ting.platform;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A kiosk as the platform sees it: its retained documents, each missing (JSON null) until it was heard.
 *
 * @param present by the rule of the contract: the epochs of birth and gone differ, or birth has the higher session number
 */
public record KioskView(String kiosk, boolean present, JsonNode birth, JsonNode gone, JsonNode health) {

    static KioskView of(String kiosk, JsonNode birth, JsonNode gone, JsonNode health) {
        JsonNode born = birth.path("session");
        JsonNode left = gone.path("session");
        boolean otherEpoch = !born.path("epoch").asText().equals(left.path("epoch").asText());
        boolean present = !birth.isNull() && (otherEpoch || born.path("n").asLong() > left.path("n").asLong());
        return new KioskView(kiosk, present, birth, gone, health);
    }
}
