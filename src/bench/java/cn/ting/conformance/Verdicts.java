package cn.ting.conformance;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was found of each rule. A rule that failed once stays failed; one that was never tried is skipped. */
final class Verdicts {

    /** How a rule came out. */
    enum Outcome {
        PASS,
        FAIL,
        SKIP
    }

    /** @param why empty for a pass */
    record Verdict(Rule rule, Outcome outcome, String why) {

        /** As it is printed. */
        String line() {
            String word = outcome.name().toLowerCase(Locale.ROOT);
            return word + " " + rule.label() + " " + rule.sentence() + (why.isEmpty() ? "" : ": " + why);
        }
    }

    /** A rule was not met, or could not be tried; the message says why. */
    static final class Unmet extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean untried;

        private Unmet(String why, boolean untried) {
            super(why);
            this.untried = untried;
        }

        /** The platform broke the rule. */
        static Unmet broken(String why) {
            return new Unmet(why, false);
        }

        /** Nothing was seen that the rule speaks of. */
        static Unmet untried(String why) {
            return new Unmet(why, true);
        }

        static void unless(boolean met, String why) throws Unmet {
            if (!met) {
                throw broken(why);
            }
        }
    }

    /** Something that tries a rule. */
    @FunctionalInterface
    interface Trial {
        void run() throws Unmet;
    }

    private final Map<Rule, Verdict> found = new EnumMap<>(Rule.class);
    private Optional<Rule> trying = Optional.empty();

    /** Tries a rule; returns true when it passed just now. */
    boolean rule(Rule rule, Trial trial) {
        Optional<Rule> outer = trying;
        trying = Optional.of(rule);
        try {
            trial.run();
            note(new Verdict(rule, Outcome.PASS, ""));
            return true;
        } catch (Unmet unmet) {
            note(new Verdict(rule, unmet.untried ? Outcome.SKIP : Outcome.FAIL, unmet.getMessage()));
            return false;
        } finally {
            trying = outer;
        }
    }

    /** The rule that is being tried, if any is. */
    Optional<Rule> trying() {
        return trying;
    }

    /** Says of rules why they were not tried. */
    void skip(String why, Rule... rules) {
        for (Rule rule : rules) {
            note(new Verdict(rule, Outcome.SKIP, why));
        }
    }

    private void note(Verdict verdict) {
        found.merge(verdict.rule, verdict, (before, now) ->
                before.outcome == Outcome.FAIL || before.outcome == Outcome.PASS && now.outcome == Outcome.SKIP ? before : now);
    }

    /** Every rule, by its number. */
    List<Verdict> all() {
        return Stream.of(Rule.values())
                .map(rule -> found.getOrDefault(rule, new Verdict(rule, Outcome.SKIP, "it was not come to")))
                .toList();
    }

    /** The rules that came out so, by their numbers. */
    List<Rule> with(Outcome outcome) {
        return all().stream().filter(verdict -> verdict.outcome == outcome).map(Verdict::rule).toList();
    }
}
