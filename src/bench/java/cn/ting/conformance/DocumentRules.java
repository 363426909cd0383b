package cn.ting.conformance;

import cn.ting.conformance.Journal.Born;
import cn.ting.conformance.Journal.Entry;
import cn.ting.conformance.Journal.Heard;
import cn.ting.conformance.Journal.Mark;
import cn.ting.conformance.Verdicts.Unmet;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The documents for everyone: the platform's state, the boards; and what all messages have in common. */
final class DocumentRules {

    private static final int MOST_BYTES = 128 * 1024;
    private static final int MOST_BOARD_BYTES = 8 * 1024;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
    private static final Map<String, String> SCHEMAS = Map.of(
            "/down/receipt", "receipt", "/down/reply", "reply", "/down/tally", "tally", "/down/lease", "envelope", "/down/naming", "envelope",
            "/platform/state", "platform-state", "/board", "board", "/catalogue/head", "envelope");

    private final Check check;

    DocumentRules(Check check) {
        this.check = check;
    }

    private boolean isState(Heard heard) {
        return heard.topic().equals(check.plan().below("platform/state"));
    }

    void state() {
        check.verdicts().rule(Rule.STATE, () -> {
            Heard first = retainedState().orElseThrow(() -> Unmet.broken(check.journal().all().stream().anyMatch(entry -> entry instanceof Heard heard && isState(heard))
                            ? "it was not there when it was subscribed"
                            : "none came"));
            JsonNode state = Check.tree(first.payload());
            Unmet.unless(state.path("storing").asBoolean(), "it says " + state);
            for (String field : List.of("storeId", "boot", "time")) {
                Unmet.unless(!state.path(field).asText().isEmpty(), "it has no " + field);
            }
            try {
                Duration apart = Duration.between(Instant.parse(state.path("time").asText()), check.clock().instant()).abs();
                Unmet.unless(apart.compareTo(CLOCKS_DIFFER) <= 0, "its time and this machine's are " + apart.toSeconds() + " s apart");
            } catch (DateTimeParseException wrong) {
                throw Unmet.broken("its time is none: " + state.path("time"));
            }
        });
    }

    /**
     * A broker may hand over a state that is said just now before, or in place of, the one that was there: so it is subscribed once more. What was
     * never retained comes not even then.
     */
    private Optional<Heard> retainedState() {
        Optional<Heard> first = check.journal().await(0, heard -> isState(heard) && heard.retained());
        if (first.isPresent()) {
            return first;
        }
        int from = check.journal().now();
        check.kiosk().player().subscribe(List.of(check.plan().below("platform/state")));
        return check.journal().await(from, heard -> isState(heard) && heard.retained());
    }

    /**
     * A state in the seconds after a birth of ours may be an answer to that, be it put off for a second, and it may be the one in which another
     * was due: so one behind these is looked for, and another behind that, in time.
     */
    void renewed() {
        check.verdicts().rule(Rule.STATE_RENEWED, () -> {
            Duration born = check.journal().all().stream()
                    .filter(Born.class::isInstance)
                    .map(birth -> ((Born) birth).at())
                    .reduce(Duration.ZERO, (first, last) -> last);
            Duration quiet = born.plus(check.plan().glance().multipliedBy(2));
            Duration now = check.clock().uptime();
            Heard one = unasked(quiet, quiet.compareTo(now) > 0 ? quiet : now);
            Heard other = unasked(one.at(), one.at());
            Duration apart = other.at().minus(one.at());
            Unmet.unless(apart.compareTo(check.plan().pulse()) <= 0, "one came " + apart.toSeconds() + " s behind the one before");
            JsonNode earlier = Check.tree(one.payload());
            JsonNode later = Check.tree(other.payload());
            if (!earlier.path("boot").equals(later.path("boot"))) {
                throw Unmet.untried("it began anew meanwhile");
            }
            Unmet.unless(!earlier.path("time").equals(later.path("time")), "it says the time of the one before");
        });
    }

    /**
     * A state that came by itself.
     *
     * @param after later than that, by the journal's clock
     * @param since from then on it is waited for
     */
    private Heard unasked(Duration after, Duration since) throws Unmet {
        Duration left = since.plus(check.plan().pulse(check.verdicts().trying())).minus(check.clock().uptime());
        return check.journal()
                .await(0, left, heard -> isState(heard) && !heard.retained() && heard.kiosk().equals(check.kiosk().name())
                        && heard.at().compareTo(after) > 0 && Check.tree(heard.payload()).path("storing").asBoolean())
                .orElseThrow(() -> Unmet.broken("no other storing: true came by itself within " + check.plan().pulse().toSeconds() + " s"));
    }

    void boards() {
        check.verdicts().rule(Rule.BOARD, () -> {
            Map<String, Heard> last = new HashMap<>();
            boolean retained = false;
            for (Entry entry : check.journal().all()) {
                if (entry instanceof Mark) {
                    last.clear();
                } else if (entry instanceof Heard heard && heard.topic().endsWith("/board")) {
                    retained |= heard.retained();
                    Unmet.unless(heard.payload().length <= MOST_BOARD_BYTES, heard.topic() + " has " + heard.payload().length + " bytes");
                    grows(last.put(heard.kiosk() + heard.topic(), heard), heard);
                }
            }
            Unmet.unless(retained, "none was there when they were subscribed");
        });
        waitOnce();
    }

    /** That a number waits at all is seen by who takes one. */
    private void waitOnce() {
        for (Heard heard : heard()) {
            if (heard.topic().endsWith("/board")) {
                for (JsonNode service : Check.tree(heard.payload()).path("services")) {
                    List<String> next = new ArrayList<>();
                    service.path("next").forEach(number -> next.add(number.asText()));
                    Check.twice(next).ifPresent(number -> check.verdicts().rule(Rule.ON_BOARD, () -> {
                        throw Unmet.broken(heard.topic() + " has " + number + " twice among those called next");
                    }));
                }
            }
        }
    }

    private static void grows(Heard before, Heard now) throws Unmet {
        if (before == null) {
            return;
        }
        JsonNode older = Check.tree(before.payload());
        JsonNode newer = Check.tree(now.payload());
        boolean same = older.equals(newer) || !older.path("storeId").equals(newer.path("storeId"));
        Unmet.unless(same || newer.path("version").asLong() > older.path("version").asLong(),
                now.topic() + " had version " + older.path("version") + ", and then " + newer.path("version"));
    }

    /** Subscribes again, and sees what is there. */
    void retained() {
        PlayedKiosk kiosk = check.kiosk();
        check.verdicts().rule(Rule.RETAINED, () -> {
            List<String> topics = List.of(check.plan().below("platform/state"), kiosk.below("down/lease"), kiosk.below("down/naming"),
                    check.plan().below("catalogue/head"));
            for (String topic : topics) {
                // Once more, for what is said just now may come in place of what was there.
                Unmet.unless(isThere(topic) || isThere(topic), topic + " is not retained");
            }
        });
    }

    private boolean isThere(String topic) {
        int from = check.journal().now();
        check.kiosk().player().subscribe(List.of(topic));
        return check.journal().await(from, heard -> heard.topic().equals(topic) && heard.retained()).isPresent();
    }

    /** At the end, over everything that was heard. */
    void everyMessage() {
        check.verdicts().rule(Rule.RETAINED, () -> {
            for (Heard heard : heard()) {
                Unmet.unless(heard.qos() > 0, heard.topic() + " came with QoS 0");
                boolean passing = heard.topic().endsWith("/down/receipt") || heard.topic().endsWith("/down/tally");
                Unmet.unless(!passing || !heard.retained(), heard.topic() + " is retained");
            }
        });
        check.verdicts().rule(Rule.SCHEMAS, () -> {
            for (Heard heard : heard()) {
                Unmet.unless(heard.payload().length <= MOST_BYTES, heard.topic() + " has " + heard.payload().length + " bytes");
                Optional<String> schema = SCHEMAS.entrySet().stream()
                        .filter(topic -> heard.topic().endsWith(topic.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
                if (schema.isPresent() && heard.payload().length > 0) {
                    List<String> breaches = check.shapes().breaches(schema.get(), Check.tree(heard.payload()));
                    Unmet.unless(breaches.isEmpty(), heard.topic() + ": " + String.join("; ", breaches));
                }
            }
        });
    }

    private List<Heard> heard() {
        return check.journal().all().stream().filter(Heard.class::isInstance).map(Heard.class::cast).toList();
    }
}
