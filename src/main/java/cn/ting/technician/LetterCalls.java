package cn.ting.technician;

import cn.ting.outbox.Outbox;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * What waits for the platform, and for a person:
 *
 * <pre>
 * curl http://127.0.0.1:8080/technician/letters
 * curl -X POST http://127.0.0.1:8080/technician/letters/requeue
 * curl -X POST http://127.0.0.1:8080/technician/letters/moved
 * </pre>
 */
@Path("/technician/letters")
@Produces(MediaType.APPLICATION_JSON)
public final class LetterCalls {

    private final Outbox outbox;
    private final ObjectMapper json = new ObjectMapper();

    LetterCalls(Outbox outbox) {
        this.outbox = outbox;
    }

    /** How many wait, and which are parked and why, a hundred at most; of none its content. */
    @GET
    public ObjectNode letters() {
        ObjectNode letters = json.createObjectNode().put("epoch", outbox.epoch()).put("waiting", outbox.waiting());
        ArrayNode parked = letters.putArray("parked");
        outbox.parked().forEach(letter -> parked.addObject()
                .put("epoch", letter.epoch())
                .put("number", letter.number())
                .put("type", letter.type())
                .put("why", letter.why()));
        return letters;
    }

    /** Sends what is parked again, once the reason is gone; answers how many there were. */
    @POST
    @Path("/requeue")
    public ObjectNode requeue() {
        return json.createObjectNode().put("requeued", outbox.requeue());
    }

    /** This disk was moved here from another machine by hand: what it wrote there is sent from here. Never to be said of a clone. */
    @POST
    @Path("/moved")
    public void moved() {
        outbox.moved();
    }
}
