package cn.ting.conformance;

import cn.ting.conformance.PlayedKiosk.Fact;
import cn.ting.conformance.Verdicts.Unmet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of facts: receipted, again, refused, tallied. Everything here is sent in the kiosk's present epoch. */
final class FactRules {

    /** More than the newest refusals that are repeated. */
    private static final int MANY = 80;

    private final Check check;
    private final PlayedKiosk kiosk;

    FactRules(Check check) {
        this.check = check;
        this.kiosk = check.kiosk();
    }

    void run() {
        Verdicts verdicts = check.verdicts();
        verdicts.rule(Rule.RECEIPTED, this::withAGap);
        again();
        if (!verdicts.rule(Rule.CONFLICT, this::conflict)) {
            verdicts.skip("nothing was refused", Rule.REFUSALS_REPEATED, Rule.JUDGED_ANEW);
        }
        verdicts.rule(Rule.RECEIPTED, this::twoOfAKey);
        verdicts.rule(Rule.ADDITIVE, this::additive);
        verdicts.rule(Rule.NO_FACT, this::noFact);
        verdicts.rule(Rule.TALLY_BALANCED, this::balanced);
        verdicts.rule(Rule.TALLY_MISSING, this::missing);
        verdicts.rule(Rule.REFUSALS_REPEATED, this::manyRefused);
    }

    /** More are refused at once than a receipt repeats: to each that it passes over {@code through} would say that it is stored. */
    private void manyRefused() throws Unmet {
        List<Fact> facts = Stream.generate(() -> kiosk.visit(check.day(3))).limit(MANY).toList();
        int first = check.journal().now();
        kiosk.sendAll(facts);
        receipted(first, facts);
        int from = check.journal().now();
        kiosk.sendAll(facts.stream().map(FactRules::another).toList());
        receipted(from, facts);
        for (Fact fact : facts) {
            Receipt receipt = answer(from, fact);
            if (receipt.came().isEmpty()) {
                throw Unmet.untried("no receipt says which facts it answers");
            }
            Unmet.unless(receipt.refused().containsKey(fact.number()), fact.number() + " came with another content, and the receipt that answers it"
                    + " refuses " + receipt.refused().size() + " others");
        }
    }

    private void receipted(int from, List<Fact> facts) throws Unmet {
        for (Fact fact : facts) {
            answer(from, fact);
        }
    }

    private Receipt answer(int from, Fact fact) throws Unmet {
        return kiosk.receipt(from, fact.epoch(), receipt -> receipt.answers(fact.number()))
                .orElseThrow(() -> Unmet.untried("of many facts " + fact.number() + " was not receipted"));
    }

    /** Of the same id, and of another content. */
    static Fact another(Fact fact) {
        ObjectNode event = fact.event().deepCopy();
        event.put("uptime", fact.event().path("uptime").asLong() + 1);
        return new Fact(fact.epoch(), fact.number(), fact.key(), event);
    }

    /** What is not there yet when the next ones are: a receipt names them beside {@code through}. */
    private void withAGap() throws Unmet {
        Fact first = kiosk.visit(check.day(1));
        Fact second = kiosk.visit(check.day(1));
        Fact third = kiosk.visit(check.day(1));
        kiosk.settle(first);
        kiosk.settle(third);
        kiosk.settle(second);
    }

    private void again() {
        LocalDate day = check.day(2);
        Fact fact = kiosk.visit(day);
        check.verdicts().rule(Rule.AGAIN, () -> {
            kiosk.settle(fact);
            kiosk.settle(fact);
        });
        check.verdicts().rule(Rule.ONE_EFFECT, () -> {
            check.balances(day, List.of(fact));
            throw Unmet.untried("by its tally it has none; what it does beside counting is seen in a hall, on its board and by its times: name one with --hall");
        });
    }

    private void conflict() throws Unmet {
        Fact fact = kiosk.visit(check.day(3));
        kiosk.settle(fact);
        int from = check.journal().now();
        kiosk.send(another(fact));
        Optional<Receipt.Refusal> refusal = kiosk.receipt(from, fact.epoch(), receipt -> receipt.refused().containsKey(fact.number()))
                .map(receipt -> receipt.refused().get(fact.number()));
        Unmet.unless(refusal.isPresent(), "it was not refused");
        Unmet.unless(refusal.get().code().equals("conflict") && refusal.get().forGood(),
                "it was refused as " + refusal.get().code() + ", " + refusal.get().retry());
        kiosk.settle(kiosk.visit(check.day(3)));
        check.verdicts().rule(Rule.JUDGED_ANEW, () -> {
            Receipt receipt = kiosk.settle(fact);
            Unmet.unless(receipt.stored(fact.number()), "as it came first it was stored, and as that it is refused: " + receipt.refused().get(fact.number()));
        });
    }

    /** A kiosk sends one of a key at a time; what comes in one go must be taken in its order all the same. */
    private void twoOfAKey() throws Unmet {
        Fact began = kiosk.visit(check.day(3));
        Fact ended = kiosk.fact("visit.ended", began.key(), check.day(3),
                began.event().objectNode().put("visit", began.key()).put("reason", "button"));
        int from = check.journal().now();
        kiosk.sendAll(List.of(began, ended));
        Unmet.unless(kiosk.receipt(from, kiosk.epoch(), receipt -> receipt.names(began.number()) && receipt.names(ended.number())).isPresent(),
                "two facts of a key that came in one go were not both receipted");
    }

    private void additive() throws Unmet {
        Fact fact = kiosk.visit(check.day(3));
        fact.event().put("laterattribute", "of another version");
        ((ObjectNode) fact.event().path("data")).putObject("later").put("of", "another version");
        Receipt receipt = kiosk.settle(fact);
        Unmet.unless(receipt.stored(fact.number()), "it was refused: " + receipt.refused().get(fact.number()));
    }

    private void noFact() throws Unmet {
        kiosk.sendRaw("no JSON");
        kiosk.sendRaw("{}");
        kiosk.sendRaw("");
        Fact fact = kiosk.visit(check.day(3));
        kiosk.sendRaw(fact.event().deepCopy()
                .put("id", "someone-else/" + check.strangersEpoch() + "/1")
                .put("source", "/ting/1/" + check.plan().area() + "/kiosk/someone-else")
                .toString());
        kiosk.settle(fact);
    }

    private void balanced() throws Unmet {
        LocalDate day = check.day(4);
        Fact one = kiosk.visit(day);
        Fact two = kiosk.visit(day);
        kiosk.settle(one);
        kiosk.settle(two);
        JsonNode told = answered(() -> check.tally(day, List.of(one, two)));
        Unmet.unless(told.path("balanced").asBoolean(), "it says " + told);
    }

    private void missing() throws Unmet {
        LocalDate day = check.day(5);
        Fact late = kiosk.visit(day);
        Fact there = kiosk.visit(day);
        kiosk.settle(there);
        JsonNode told = answered(() -> check.tally(day, List.of(late, there)));
        int from = check.journal().now();
        kiosk.settle(late);
        boolean names = !told.path("balanced").asBoolean(true) && told.path("epoch").asText().equals(kiosk.epoch())
                && told.path("missing").toString().matches("\\[(%d|\\[%<d,%<d])]".formatted(late.number()));
        Unmet.unless(names, "while " + late.number() + " was missing it said " + told);
        answered(() -> check.tallied(from, day, later -> later.path("balanced").asBoolean()));
    }

    private interface Question {
        JsonNode ask() throws Unmet;
    }

    /** Of these two rules silence is a breach. */
    private static JsonNode answered(Question question) throws Unmet {
        try {
            return question.ask();
        } catch (Unmet unmet) {
            throw Unmet.broken(unmet.getMessage());
        }
    }
}
