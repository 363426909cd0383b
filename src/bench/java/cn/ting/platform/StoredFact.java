package cn.ting.platform;

import cn.ting.vault.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A fact as the platform stored it.
 *
 * @param place in the order in which facts came to this platform, from 1 on; 0 for one that is not stored yet
 * @param arrived how often it came; more than once is harmless
 * @param event the whole CloudEvent
 * @param person whom it is about, as far as the platform could read that just now; stored nowhere
 */
public record StoredFact(long place, String kiosk, String epoch, long number, String type, int arrived, JsonNode event,
        Optional<Person> person) {

    /** The same fact, with whom it is about. */
    StoredFact of(Optional<Person> whom) {
        return new StoredFact(place, kiosk, epoch, number, type, arrived, event, whom);
    }

    /** {@code {kiosk}/{epoch}/{number}}. */
    public String id() {
        return kiosk + "/" + epoch + "/" + number;
    }

    public JsonNode data() {
        return event.path("data");
    }
}
