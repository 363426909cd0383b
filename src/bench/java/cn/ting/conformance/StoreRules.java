package cn.ting.conformance;

import cn.ting.conformance.Hands.Deed;
import cn.ting.conformance.Journal.Mark;
import cn.ting.conformance.PlayedKiosk.Fact;
import cn.ting.conformance.Verdicts.Unmet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What the platform's store is worth: it is killed, and restored from a backup, by whoever has a hand on it. */
final class StoreRules {

    private static final int BURST = 30;

    private final Check check;
    private final PlayedKiosk kiosk;

    StoreRules(Check check) {
        this.check = check;
        this.kiosk = check.kiosk();
    }

    /** Kills it as soon as it has receipted anything of many facts, and looks for all that it had receipted. */
    void death() {
        LocalDate day = check.day(6);
        List<Fact> facts = IntStream.range(0, BURST).mapToObj(n -> kiosk.visit(day)).toList();
        int from = check.journal().now();
        kiosk.sendAll(facts);
        kiosk.receipt(from, kiosk.epoch(), receipt -> receipt.names(facts.get(0).number()));
        Optional<String> refused = check.hands().does(Deed.KILL);
        int dead = check.journal().now();
        if (refused.isPresent()) {
            check.verdicts().skip(refused.get(), Rule.WILL, Rule.BOOT, Rule.STORED_FIRST);
            return;
        }
        check.verdicts().rule(Rule.WILL, () -> Unmet.unless(
                state(from, told -> told.has("storing") && !told.path("storing").asBoolean()).isPresent(), "no storing: false was heard"));
        List<Fact> receipted = facts.stream().filter(fact -> wasReceipted(from, dead, fact)).toList();
        String boot = lastBoot(from);
        check.journal().add(new Mark());
        int restarted = check.journal().now();
        refused = check.hands().does(Deed.START);
        if (refused.isPresent()) {
            check.verdicts().skip(refused.get(), Rule.BOOT, Rule.STORED_FIRST);
            return;
        }
        check.verdicts().rule(Rule.BOOT, () -> {
            JsonNode state = state(restarted, told -> told.path("storing").asBoolean())
                    .orElseThrow(() -> Unmet.broken("no storing: true was heard after its start"));
            Unmet.unless(!state.path("boot").asText().isEmpty() && !state.path("boot").asText().equals(boot), "its boot is " + state.path("boot") + " as before");
        });
        check.verdicts().rule(Rule.REWOUND, () -> heardAgain(restarted));
        check.verdicts().rule(Rule.STORED_FIRST, () -> survived(day, facts, receipted));
    }

    /** The broker hands over the birth again that this session began with, and the session has sent facts since. */
    private void heardAgain(int restarted) throws Unmet {
        Receipt answer = kiosk.receipt(restarted, kiosk.epoch(), Receipt::ofBirth)
                .orElseThrow(() -> Unmet.untried("the birth that the broker had kept was not answered"));
        Unmet.unless(!answer.rewound(), "begun anew it holds against a birth what came after it, and says rewound");
    }

    private void survived(LocalDate day, List<Fact> facts, List<Fact> receipted) throws Unmet {
        kiosk.connect("reconnect");
        Receipt answer = answer();
        for (Fact fact : receipted) {
            Unmet.unless(answer.names(fact.number()), fact.number() + " was receipted, and is not named any more");
        }
        if (receipted.isEmpty()) {
            throw Unmet.untried("nothing was receipted before it died");
        }
        List<Long> missing = missing(day, receipted);
        Unmet.unless(missing.isEmpty(), "it names what it does not have: " + missing);
        for (Fact fact : facts) {
            if (!answer.names(fact.number())) {
                kiosk.settle(fact);
            }
        }
    }

    private boolean wasReceipted(int from, int to, Fact fact) {
        return check.journal().all().subList(from, to).stream()
                .filter(Journal.Heard.class::isInstance)
                .map(Journal.Heard.class::cast)
                .filter(heard -> heard.topic().equals(kiosk.below("down/receipt")))
                .flatMap(heard -> Receipt.read(heard.payload()).stream())
                .anyMatch(receipt -> receipt.epoch().equals(fact.epoch()) && receipt.names(fact.number()));
    }

    /** Facts that came after the backup are lost, and it must say so to be sent them again. */
    void restore() {
        LocalDate day = check.day(7);
        Fact kept = kiosk.visit(day);
        List<Fact> lost = new ArrayList<>();
        boolean settled = check.verdicts().rule(Rule.RECEIPTED, () -> kiosk.settle(kept));
        Optional<String> refused = check.hands().does(Deed.BACKUP);
        if (settled && refused.isEmpty()) {
            lost.addAll(List.of(kiosk.visit(day), kiosk.visit(day)));
            settled = check.verdicts().rule(Rule.RECEIPTED, () -> {
                for (Fact fact : lost) {
                    kiosk.settle(fact);
                }
            });
            check.journal().add(new Mark());
            refused = check.hands().does(Deed.RESTORE);
        }
        if (!settled || refused.isPresent()) {
            check.verdicts().skip(refused.orElse("facts are not receipted"), Rule.RESTORED, Rule.TAKEN_AGAIN);
            return;
        }
        check.journal().add(new Mark());
        kiosk.connect("reconnect");
        boolean honest = check.verdicts().rule(Rule.RESTORED, () -> {
            Receipt answer = answer();
            List<Fact> named = lost.stream().filter(fact -> answer.names(fact.number())).toList();
            if (named.isEmpty()) {
                return;
            }
            List<Long> missing = missing(day, named);
            Unmet.unless(missing.isEmpty(), "it names what it lost: " + missing);
            throw Unmet.untried("nothing was lost by the restore");
        });
        if (!honest) {
            check.verdicts().skip("it asks for nothing that was lost by the restore", Rule.TAKEN_AGAIN);
            return;
        }
        check.verdicts().rule(Rule.TAKEN_AGAIN, () -> {
            Fact stripped = new Fact(lost.get(1).epoch(), lost.get(1).number(), lost.get(1).key(), strippedOf(lost.get(1)));
            Receipt receipt = kiosk.settle(lost.get(0));
            Unmet.unless(receipt.stored(lost.get(0).number()), "it was refused: " + receipt.refused());
            receipt = kiosk.settle(stripped);
            Unmet.unless(receipt.stored(stripped.number()), "stripped it was refused: " + receipt.refused());
            check.balances(day, List.of(kept, lost.get(0), lost.get(1)));
        });
    }

    private static ObjectNode strippedOf(Fact fact) {
        return fact.event().deepCopy().put("stripped", true);
    }

    /**
     * Which of these, that it names, it does not have. Sent with another content, one that it has is refused as a conflict, and one that it has not
     * is taken. Of a platform that does not refuse those the tally has to tell; where it says nothing of that either, nobody knows.
     */
    private List<Long> missing(LocalDate day, List<Fact> named) throws Unmet {
        List<Long> missing = new ArrayList<>();
        if (!check.verdicts().with(Verdicts.Outcome.PASS).contains(Rule.CONFLICT)) {
            check.tally(day, named).path("missing").forEach(range -> missing.add(range.isArray() ? range.path(0).asLong() : range.asLong()));
            return missing;
        }
        int from = check.journal().now();
        kiosk.sendAll(named.stream().map(FactRules::another).toList());
        for (Fact fact : named) {
            Receipt receipt = kiosk.receipt(from, fact.epoch(), told -> told.answers(fact.number()))
                    .orElseThrow(() -> Unmet.untried("what came under the number " + fact.number() + " again was not receipted"));
            if (receipt.stored(fact.number())) {
                missing.add(fact.number());
            }
        }
        return missing;
    }

    private Receipt answer() throws Unmet {
        return kiosk.receipt(kiosk.bornAt(), kiosk.epoch(), Receipt::ofBirth).orElseThrow(() -> Unmet.broken("the birth was not answered"));
    }

    private Optional<JsonNode> state(int from, Predicate<JsonNode> wanted) {
        return check.journal()
                .await(from, check.plan().pulse(check.verdicts().trying()), heard ->
                        heard.topic().equals(check.plan().below("platform/state")) && wanted.test(Check.tree(heard.payload())))
                .map(heard -> Check.tree(heard.payload()));
    }

    private String lastBoot(int before) {
        return check.journal().all().subList(0, before).stream()
                .filter(Journal.Heard.class::isInstance)
                .map(Journal.Heard.class::cast)
                .filter(heard -> heard.topic().equals(check.plan().below("platform/state")))
                .map(heard -> Check.tree(heard.payload()).path("boot").asText())
                .filter(boot -> !boot.isEmpty())
                .reduce("", (first, last) -> last);
    }
}
