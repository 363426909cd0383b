package cn.ting.conformance;

import cn.ting.conformance.Journal.Born;
import cn.ting.conformance.Journal.Entry;
import cn.ting.conformance.Journal.Heard;
import cn.ting.conformance.Journal.Mark;
import cn.ting.conformance.Journal.Sent;
import cn.ting.conformance.Verdicts.Unmet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The rules of receipts that hold for every one of them: read at the end, from all that was sent and heard, in its order. */
final class JournalRules {

    /** The newest refusals, and no more, have to be repeated. */
    private static final int MOST_REPEATED = 64;

    private final Check check;

    JournalRules(Check check) {
        this.check = check;
    }

    void run() {
        check.verdicts().rule(Rule.CONTIGUOUS, this::contiguous);
        check.verdicts().rule(Rule.BIRTH_ANSWERED, this::birthsFirst);
        check.verdicts().rule(Rule.RECEIPTED, this::named);
        check.verdicts().rule(Rule.CAME, this::came);
        check.verdicts().rule(Rule.NO_FACT, this::strangers);
        check.verdicts().rule(Rule.OWN_EPOCHS, this::ownEpochs);
        check.verdicts().rule(Rule.NEVER_BACK, () -> compared(JournalRules::takenBack));
        check.verdicts().rule(Rule.IN_ORDER, this::inOrder);
        check.verdicts().rule(Rule.REFUSALS_REPEATED, this::refusalsRepeated);
    }

    /** Someone who reads the journal. */
    private interface Reader {

        default void sent(Sent sent) {}

        default void born(Born born) {}

        default void mark() {}

        void receipt(String kiosk, Receipt receipt) throws Unmet;
    }

    private void read(Reader reader) throws Unmet {
        int receipts = 0;
        for (Entry entry : check.journal().all()) {
            if (entry instanceof Sent sent) {
                reader.sent(sent);
            } else if (entry instanceof Born born) {
                reader.born(born);
            } else if (entry instanceof Mark) {
                reader.mark();
            } else if (entry instanceof Heard heard && heard.topic().endsWith("/down/receipt")) {
                Optional<Receipt> receipt = Receipt.read(heard.payload());
                if (receipt.isPresent()) {
                    receipts++;
                    reader.receipt(heard.kiosk(), receipt.get());
                }
            }
        }
        if (receipts == 0) {
            throw Unmet.untried("no receipt came");
        }
    }

    private void contiguous() throws Unmet {
        Map<String, Set<Long>> sent = new HashMap<>();
        read(new Reader() {
            @Override
            public void born(Born one) {
                sent.computeIfAbsent(one.epoch(), first -> new HashSet<>());
            }

            @Override
            public void sent(Sent one) {
                sent.get(one.epoch()).add(one.number());
            }

            @Override
            public void receipt(String kiosk, Receipt receipt) throws Unmet {
                Set<Long> known = sent.get(receipt.epoch());
                if (known == null) {
                    return;
                }
                for (long number = 1; number <= receipt.through(); number++) {
                    Unmet.unless(known.contains(number), "through " + receipt.through() + " when " + number + " had not been sent yet");
                }
                for (Receipt.Range range : receipt.also()) {
                    Unmet.unless(known.contains(range.from()) && known.contains(range.to()), "also " + range.from() + " to " + range.to()
                            + " when that had not been sent yet");
                }
                for (long number : receipt.refused().keySet()) {
                    Unmet.unless(known.contains(number), "refused " + number + " when that had not been sent yet");
                }
            }
        });
    }

    /** Leases and tallies may still be on their way from the session before: it is only asked which receipt comes first. */
    private void birthsFirst() throws Unmet {
        Map<String, String> unanswered = new HashMap<>();
        read(new Reader() {
            @Override
            public void born(Born one) {
                unanswered.put(one.kiosk(), one.epoch());
            }

            @Override
            public void receipt(String kiosk, Receipt receipt) throws Unmet {
                String epoch = unanswered.remove(kiosk);
                Unmet.unless(epoch == null || receipt.epoch().equals(epoch) && receipt.came().orElse(List.of()).isEmpty(),
                        "the first receipt after a birth of epoch " + epoch + " is of " + receipt.epoch() + " and answers " + receipt.came());
            }
        });
    }

    private void came() throws Unmet {
        Map<String, Set<Long>> sent = new HashMap<>();
        Unanswered unanswered = new Unanswered();
        read(new Reader() {
            @Override
            public void sent(Sent one) {
                sent.computeIfAbsent(one.epoch(), first -> new HashSet<>()).add(one.number());
                unanswered.sent(one);
            }

            @Override
            public void mark() {
                unanswered.mark();
            }

            @Override
            public void receipt(String kiosk, Receipt receipt) throws Unmet {
                Unmet.unless(receipt.came().isPresent(), "a receipt does not say which facts it answers");
                if (receipt.epoch().equals(check.strangersEpoch())) {
                    return;
                }
                unanswered.receipt(kiosk, receipt);
                for (Receipt.Range range : receipt.came().get()) {
                    for (long number = range.from(); number <= range.to(); number++) {
                        Unmet.unless(sent.getOrDefault(receipt.epoch(), Set.of()).contains(number), number + " came before it was sent");
                        Unmet.unless(receipt.names(number), number + " came, and the receipt does not say what became of it");
                    }
                }
            }
        });
        for (Sent fact : unanswered.facts) {
            Unmet.unless(!unanswered.named.contains(fact), fact.number() + " of epoch " + fact.epoch() + " is named, and came in no receipt");
        }
    }

    private void named() throws Unmet {
        Unanswered unanswered = new Unanswered();
        read(unanswered);
        for (Sent fact : unanswered.facts) {
            Unmet.unless(unanswered.named.contains(fact), "no receipt named " + fact.number() + " of epoch " + fact.epoch() + " after it was sent");
        }
    }

    /** Those facts that no receipt has answered since they were sent last, and those among them that one named. */
    private static final class Unanswered implements Reader {
        private final Set<Sent> facts = new LinkedHashSet<>();
        private final Set<Sent> named = new HashSet<>();

        @Override
        public void sent(Sent one) {
            facts.add(one);
            named.remove(one);
        }

        @Override
        public void mark() {
            facts.clear();
        }

        @Override
        public void receipt(String kiosk, Receipt receipt) {
            facts.stream().filter(fact -> fact.epoch().equals(receipt.epoch()) && receipt.names(fact.number())).forEach(named::add);
            facts.removeIf(fact -> fact.epoch().equals(receipt.epoch()) && receipt.answers(fact.number()));
        }
    }

    private void strangers() throws Unmet {
        read((kiosk, receipt) ->
                Unmet.unless(!receipt.epoch().equals(check.strangersEpoch()), "a fact under another kiosk's name was receipted"));
    }

    private void ownEpochs() throws Unmet {
        Map<String, Set<String>> born = new HashMap<>();
        read(new Reader() {
            @Override
            public void born(Born one) {
                born.computeIfAbsent(one.kiosk(), first -> new HashSet<>()).add(one.epoch());
            }

            @Override
            public void receipt(String kiosk, Receipt receipt) throws Unmet {
                boolean own = born.getOrDefault(kiosk, Set.of()).contains(receipt.epoch());
                Unmet.unless(own || receipt.epoch().equals(check.strangersEpoch()), "a receipt of epoch " + receipt.epoch() + ", which " + kiosk + " never had");
            }
        });
    }

    /** What is wrong between a receipt and the next of its epoch. */
    private interface Comparison {
        Optional<String> wrong(Receipt before, Receipt now);
    }

    private void compared(Comparison comparison) throws Unmet {
        Map<String, Receipt> last = new HashMap<>();
        Set<String> own = new HashSet<>();
        read(new Reader() {
            @Override
            public void born(Born born) {
                own.add(born.epoch());
            }

            @Override
            public void mark() {
                last.clear();
            }

            @Override
            public void receipt(String kiosk, Receipt receipt) throws Unmet {
                if (!own.contains(receipt.epoch())) {
                    return;
                }
                Receipt before = last.put(receipt.epoch(), receipt);
                Optional<String> wrong = before == null || !before.storeId().equals(receipt.storeId())
                        ? Optional.empty()
                        : comparison.wrong(before, receipt);
                if (wrong.isPresent()) {
                    throw Unmet.broken(wrong.get());
                }
            }
        });
    }

    private static Optional<String> takenBack(Receipt before, Receipt now) {
        if (now.through() < before.through()) {
            return Optional.of("through " + now.through() + " after " + before.through() + ", by the same store");
        }
        return before.also().stream()
                .filter(range -> !now.settles(range.from()))
                .findFirst()
                .map(range -> range.from() + " was named and is not any more, by the same store");
    }

    private void refusalsRepeated() throws Unmet {
        List<String> seen = new ArrayList<>();
        compared((before, now) -> {
            Predicate<Long> forGood = number -> before.refused().get(number).forGood();
            before.refused().keySet().stream().filter(forGood).forEach(number -> seen.add(before.epoch() + number));
            return before.refused().keySet().stream()
                    .filter(forGood)
                    .filter(number -> !now.refused().containsKey(number) && !now.answers(number))
                    .filter(number -> now.refused().keySet().stream().filter(other -> other > number).count() < MOST_REPEATED)
                    .findFirst()
                    .map(number -> number + " was refused for good, and the next receipt does not say so");
        });
        if (seen.isEmpty()) {
            throw Unmet.untried("nothing was refused for good");
        }
    }

    /** Of facts that are one behind the other in a key, the later is never named before the earlier. */
    private void inOrder() throws Unmet {
        Map<String, List<Sent>> byKey = new HashMap<>();
        read(new Reader() {
            @Override
            public void sent(Sent one) {
                List<Sent> sent = byKey.computeIfAbsent(one.epoch() + " " + one.key(), first -> new ArrayList<>());
                if (sent.stream().noneMatch(before -> before.number() == one.number())) {
                    sent.add(one);
                }
            }

            @Override
            public void mark() {
                byKey.clear();
            }

            @Override
            public void receipt(String kiosk, Receipt receipt) throws Unmet {
                for (List<Sent> sent : byKey.values()) {
                    for (int i = 1; i < sent.size(); i++) {
                        Unmet.unless(!sent.get(i).epoch().equals(receipt.epoch()) || !receipt.names(sent.get(i).number())
                                        || receipt.names(sent.get(i - 1).number()),
                                sent.get(i).number() + " was receipted before " + sent.get(i - 1).number() + ", which came before it");
                    }
                }
            }
        });
    }
}
