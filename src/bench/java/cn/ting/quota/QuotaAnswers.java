package cn.ting.quota;

import cn.ting.answers.Answer;
import cn.ting.answers.AnswerDesk;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What kiosks ask of appointments, answered. */
public final class QuotaAnswers {

    /** The way to the appointments, which one thread alone may touch. */
    @FunctionalInterface
    public interface Access {
        <T> T appointments(Quotas.Work<T> work);
    }

    private final Access access;
    private final KioskClock clock;

    public QuotaAnswers(Access access, KioskClock clock) {
        this.access = access;
        this.clock = clock;
    }

    /** Answers from now on; an outcome is held until it is decided. */
    public void at(AnswerDesk desk) {
        desk.on("appointment.slots", data -> known(access.appointments(quotas ->
                quotas.days(data.path("hall").asText(), data.path("service").asText(), clock.local()))));
        desk.onceKnown("appointment.outcome", data -> access.<CompletableFuture<ObjectNode>>appointments(quotas ->
                quotas.outcome(data.path("appointment").asText())).thenApply(Answer.Json::new));
        desk.on("appointment.mine", data -> new Answer.Json(access.<ObjectNode>appointments(quotas ->
                quotas.of(data.path("pseudonym").asText(), today()))));
        desk.on("appointment.code", data ->
                known(access.<Optional<ObjectNode>>appointments(quotas -> quotas.withCode(data.path("code").asText(), today()))));
    }

    private static Answer known(Optional<ObjectNode> answer) {
        return answer.<Answer>map(Answer.Json::new).orElse(new Answer.None("unknown"));
    }

    private LocalDate today() {
        return clock.local().toLocalDate();
    }
}
