package cn.ting.conformance;

import cn.ting.conformance.PlayedKiosk.Fact;
import cn.ting.conformance.Verdicts.Unmet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Appointments: an asking is decided once and takes one of what is left of its time, however often it comes. */
final class AppointmentRules {

    /** Of a region that was never given, so that nobody has it. */
    private static final String NUMBER = "999901195001010019";
    private static final String NAME = "试";
    private static final int SEALED_BLOCK = 128;
    private static final int PSEUDONYM_BYTES = 16;

    /**
     * A time of a service.
     *
     * @param left how many may still have it
     */
    private record Slot(String hall, String service, String date, String from, int left) {}

    private final Check check;
    private final PlayedKiosk kiosk;

    AppointmentRules(Check check) {
        this.check = check;
        this.kiosk = check.kiosk();
    }

    /** Takes a few facts; where a hall was named for it, one of its times for a moment. */
    void run() {
        if (check.verdicts().rule(Rule.DECIDED_ONCE, this::decidedOnce) && check.plan().hall().isPresent()) {
            check.verdicts().rule(Rule.ONE_EFFECT, this::takenOnce);
        }
    }

    /** For a hall that gives none, so that nobody loses a time by it; then under the same id for the hall that may. */
    private void decidedOnce() throws Unmet {
        String appointment = kiosk.token();
        String today = check.today().toString();
        kiosk.settle(asking(appointment, new Slot("check-nowhere", "check", today, "09:00", 0)));
        JsonNode first = decided(appointment);
        kiosk.settle(asking(appointment, new Slot(check.plan().hall().orElse("check-elsewhere"), "check", today, "09:00", 0)));
        JsonNode again = decided(appointment);
        Unmet.unless(first.path("state").asText().equals("refused"), "it gives times in a hall that nobody has: " + first);
        Unmet.unless(first.equals(again), "it was decided as " + first + ", and then as " + again);
    }

    /** What is left of a time tells how often it was taken: by an asking that comes twice once, and a withdrawal that comes twice gives back one. */
    private void takenOnce() throws Unmet {
        Slot slot = slot();
        String appointment = kiosk.token();
        Fact asked = asking(appointment, slot);
        ObjectNode person = person(asked);
        ((ObjectNode) asked.event().path("data")).set("person", person);
        ObjectNode withdrawal = JsonNodeFactory.instance.objectNode().put("visit", asked.key()).put("appointment", appointment);
        withdrawal.putObject("person").set("pseudonym", person.path("pseudonym"));
        Fact withdrawn = kiosk.fact("appointment.withdrawn", asked.key(), check.today(), withdrawal);
        kiosk.settle(asked);
        try {
            JsonNode decided = decided(appointment);
            tells(decided.path("state").asText().equals("booked"), "a time that is left was not booked: " + decided);
            tells(left(slot) == slot.left - 1, "what is left of a time does not tell how often it was taken");
            kiosk.settle(asked);
            Unmet.unless(left(slot) >= slot.left - 1, "an asking that came twice took two of what was left of its time");
        } catch (Unmet unmet) {
            kiosk.send(withdrawn);
            throw unmet;
        }
        kiosk.settle(withdrawn);
        tells(left(slot) == slot.left, "what is left of a time does not tell that one was given back");
        kiosk.settle(withdrawn);
        Unmet.unless(left(slot) <= slot.left, "a withdrawal that came twice gave back two of its time");
    }

    private static void tells(boolean it, String why) throws Unmet {
        if (!it) {
            throw Unmet.untried(why);
        }
    }

    private Fact asking(String appointment, Slot slot) {
        String visit = kiosk.token();
        return kiosk.fact("appointment.asked", visit, check.today(), JsonNodeFactory.instance.objectNode().put("visit", visit)
                .put("appointment", appointment).put("hall", slot.hall).put("service", slot.service).put("date", slot.date).put("from", slot.from));
    }

    private JsonNode decided(String appointment) throws Unmet {
        JsonNode answer = told("appointment.outcome", JsonNodeFactory.instance.objectNode().put("appointment", appointment)).path("data");
        tells(answer.isObject(), "this platform gives no appointments");
        return answer;
    }

    /** Whether questions are answered is another rule's. */
    private JsonNode told(String type, ObjectNode data) throws Unmet {
        try {
            return kiosk.ask(type, data);
        } catch (Unmet unanswered) {
            throw Unmet.untried(unanswered.getMessage());
        }
    }

    /** A time of another day that two may still have, so that a second taking would be seen. */
    private Slot slot() throws Unmet {
        String hall = check.plan().hall().orElseThrow();
        String topic = check.plan().below("hall/" + hall + "/board");
        byte[] board = check.journal().await(0, heard -> heard.topic().equals(topic))
                .orElseThrow(() -> Unmet.untried("hall " + hall + " has no board"))
                .payload();
        String service = Check.tree(board).path("services").path(0).path("service").asText();
        for (JsonNode day : days(hall, service)) {
            for (JsonNode slot : day.path("slots")) {
                if (!day.path("date").asText().equals(check.today().toString()) && slot.path("left").asInt() > 1) {
                    return new Slot(hall, service, day.path("date").asText(), slot.path("from").asText(), slot.path("left").asInt());
                }
            }
        }
        throw Unmet.untried("hall " + hall + " has no time for " + service + " that two may have");
    }

    private int left(Slot slot) throws Unmet {
        for (JsonNode day : days(slot.hall, slot.service)) {
            for (JsonNode other : day.path("slots")) {
                if (day.path("date").asText().equals(slot.date) && other.path("from").asText().equals(slot.from)) {
                    return other.path("left").asInt();
                }
            }
        }
        return 0;
    }

    private JsonNode days(String hall, String service) throws Unmet {
        return told("appointment.slots", JsonNodeFactory.instance.objectNode().put("hall", hall).put("service", service)).path("data").path("days");
    }

    /** Who asks, as the document of naming of this session says it. */
    private ObjectNode person(Fact asked) throws Unmet {
        byte[] envelope = kiosk.heard(kiosk.bornAt(), "down/naming", any -> true)
                .orElseThrow(() -> Unmet.untried("no document of naming came"))
                .payload();
        JsonNode naming = Check.tree(Base64.getDecoder().decode(Check.tree(envelope).path("payload").asText()));
        ObjectNode person = JsonNodeFactory.instance.objectNode();
        LocalDate today = check.today();
        for (JsonNode day : naming.path("days")) {
            if (day.path("day").asText().equals(today.toString())) {
                person.put("pseudonym", pseudonym(kiosk.keys().unseal(day.path("key"), check.plan().area() + " " + today)));
            }
        }
        for (JsonNode key : naming.path("sealing")) {
            if (key.path("alg").asText().equals(Keys.ALG) && !person.has("sealed")) {
                String text = JsonNodeFactory.instance.objectNode().put("name", NAME).put("number", NUMBER).toString();
                int spaces = SEALED_BLOCK - text.getBytes(StandardCharsets.UTF_8).length % SEALED_BLOCK;
                String boundTo = asked.event().path("id").asText() + " " + asked.event().path("type").asText();
                person.set("sealed", kiosk.keys().seal(key, boundTo, text + " ".repeat(spaces)));
            }
        }
        tells(person.has("pseudonym") && person.has("sealed"), "naming is not as it must be");
        return person;
    }

    private static String pseudonym(byte[] dayKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(dayKey, "HmacSHA256"));
            byte[] hash = mac.doFinal(("ting/1 person " + NUMBER).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, PSEUDONYM_BYTES));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java platform has HmacSHA256", never);
        }
    }
}
