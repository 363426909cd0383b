package cn.ting.appointment;

import cn.ting.link.Link;
import cn.ting.link.Requests;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Asks the platform about appointments. Answers come on the link's worker or the clock's thread, so that what follows may only enqueue; they never
 * fail. Without a link there is none, at once.
 */
@Singleton
public final class Questions {

    private static final Logger LOG = Logger.getLogger(Questions.class);

    /** Somebody stands there and looks on. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

    /** The platform holds the answer until the fact has come and is decided; see the contract. */
    static final Duration OUTCOME_WITHIN = Duration.ofSeconds(30);

    /** How a question reaches the platform, see {@link Requests#ask}. */
    @FunctionalInterface
    interface Asker {
        CompletableFuture<Requests.Reply> ask(String type, byte[] data, Duration deadline);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(JsonNode answer);
    }

    private final Asker asking;
    private final BooleanSupplier linked;
    private final ObjectMapper json = new ObjectMapper();

    @Inject
    public Questions(Link link) {
        this((type, data, deadline) -> link.requests().ask(type, data, deadline), link::up);
    }

    Questions(Asker asking, BooleanSupplier linked) {
        this.asking = asking;
        this.linked = linked;
    }

    /** The next days of a hall's service with their times and what is left of each. */
    public CompletableFuture<Told<List<Day>>> days(String hall, String service) {
        return ask("appointment.slots", Map.of("hall", hall, "service", service), ANSWER_WITHIN, AppointmentReader::days);
    }

    /** What came of asking for an appointment, within half a minute. */
    public CompletableFuture<Told<Booking>> outcome(String appointment) {
        return ask("appointment.outcome", Map.of("appointment", appointment), OUTCOME_WITHIN, AppointmentReader::booking)
                .thenApply(told -> told instanceof Told.Known<Booking> known && !known.what().appointment().equals(appointment)
                        ? new Told.Silent<>() : told);
    }

    /**
     * A person's appointments from today on.
     *
     * @param pseudonym of today
     */
    public CompletableFuture<Told<List<Booking>>> of(String pseudonym) {
        return ask("appointment.mine", Map.of("pseudonym", pseudonym), ANSWER_WITHIN, AppointmentReader::bookings);
    }

    /**
     * The appointment with that code.
     *
     * @param code eight digits
     */
    public CompletableFuture<Told<Booking>> withCode(String code) {
        return ask("appointment.code", Map.of("code", code), ANSWER_WITHIN, AppointmentReader::booking)
                .thenApply(told -> told instanceof Told.Known<Booking> known && !known.what().code().equals(code) && !known.what().code().isEmpty()
                        ? new Told.Silent<>() : told);
    }

    private <T> CompletableFuture<Told<T>> ask(String type, Map<String, String> data, Duration deadline, Reading<T> reading) {
        if (!linked.getAsBoolean()) {
            return CompletableFuture.completedFuture(new Told.Silent<>());
        }
        byte[] question = json.valueToTree(data).toString().getBytes(StandardCharsets.UTF_8);
        return asking.ask(type, question, deadline).thenApply(reply -> told(type, reply, reading));
    }

    private <T> Told<T> told(String type, Requests.Reply reply, Reading<T> reading) {
        if (reply instanceof Requests.Reply.Refused refused) {
            return new Told.None<>(refused.code());
        }
        if (!(reply instanceof Requests.Reply.Answered answered)) {
            return new Told.Silent<>();
        }
        try {
            return new Told.Known<>(reading.of(json.readTree(answered.data())));
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            // Without its message, which may hold what the answer says.
            LOG.warnf("the platform's answer to %s cannot be read: %s", type, malformed.getClass().getSimpleName());
            return new Told.Silent<>();
        }
    }
}
