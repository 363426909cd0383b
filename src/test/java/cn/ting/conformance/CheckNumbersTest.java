package cn.ting.conformance;

import static cn.ting.conformance.Twisted.changed;
import static cn.ting.conformance.Twisted.hearing;
import static cn.ting.conformance.Twisted.said;
import static cn.ting.conformance.Twisted.signed;
import static cn.ting.conformance.Twisted.tree;

import cn.ting.platform.Mouth.Word;
import cn.ting.platform.Mouth;
import cn.ting.time.SystemClock;
import cn.ting.vault.Vault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A platform whose leases, naming or queues are not as they must be is found by the rule that it breaks and by no other. */
class CheckNumbersTest {

    @RegisterExtension
    static final TrialGround ground = new TrialGround();

    @Test
    @Breaks(Rule.LEASES)
    void leases_that_another_has_signed(@TempDir Path directory) {
        ground.fails(directory, "unsigned", said("/down/lease", envelope -> ((ObjectNode) envelope.path("signatures").get(0)).put("sig", "AAAA")));
    }

    @Test
    @Breaks(Rule.LEASED_ONCE)
    void numbers_that_another_kiosk_has(@TempDir Path directory) {
        ground.fails(directory, "generous", signed("/check-2/down/lease", document ->
                document.path("leases").forEach(lease -> ((ObjectNode) lease).put("from", 1).put("to", 10))));
    }

    @Test
    @Breaks(Rule.NEXT_BLOCK)
    void one_block_a_day(@TempDir Path directory) {
        ground.fails(directory, "stingy", signed("/down/lease", document -> {
            ArrayNode first = JsonNodeFactory.instance.arrayNode();
            Set<String> given = new HashSet<>();
            document.path("leases").forEach(lease -> {
                if (given.add(lease.path("hall").asText() + lease.path("service").asText() + lease.path("businessDate").asText())) {
                    first.add(lease);
                }
            });
            document.set("leases", first);
        }));
    }

    @Test
    @Breaks(Rule.NAMING)
    void a_day_without_a_key(@TempDir Path directory) {
        ground.fails(directory, "shortsighted", signed("/down/naming", document -> ((ArrayNode) document.path("days")).remove(1)));
    }

    @Test
    @Breaks(Rule.ONE_DAY_KEY)
    void a_key_a_kiosk(@TempDir Path directory) throws SQLException {
        AtomicReference<JsonNode> deviceKey = new AtomicReference<>();
        try (Connection file = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            file.setAutoCommit(false);
            Vault other = new Vault(file, "separate");
            ground.fails(directory, "separate", hearing((topic, document) -> {
                if (topic.endsWith("/check-2/up/birth")) {
                    deviceKey.set(document.path("deviceKey"));
                }
                return document;
            }, signed("/check-2/down/naming", document -> document.set("days", days(other, deviceKey.get())))));
        }
    }

    private static JsonNode days(Vault vault, JsonNode deviceKey) {
        try {
            return tree(new Word("", vault.naming("check-2", 1, deviceKey, new SystemClock().local().toLocalDate()), true)).path("days");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    @Breaks(Rule.ON_BOARD)
    void a_board_on_which_nobody_waits(@TempDir Path directory) {
        ground.fails(directory, "empty", said("/board", board ->
                board.path("services").forEach(service -> ((ObjectNode) service).put("waiting", 0))));
    }

    @Test
    @Breaks(Rule.ON_BOARD)
    void a_number_that_is_called_next_twice(@TempDir Path directory) {
        ground.fails(directory, "stammering", said("/board", board -> board.path("services").forEach(service -> {
            ArrayNode next = (ArrayNode) service.path("next");
            if (next.size() == 1) {
                next.add(next.get(0));
            }
        })));
    }

    @Test
    @Breaks(Rule.IN_ORDER)
    void a_number_is_cancelled_before_it_is_taken(@TempDir Path directory) {
        ground.fails(directory, "crossed", said("/board", board -> {
            if (!board.path("ended").isEmpty()) {
                oneMore(board);
            }
        }));
    }

    @Test
    @Breaks(value = Rule.ONE_EFFECT, with = Rule.ON_BOARD)
    void a_number_whose_fact_comes_again_waits_twice(@TempDir Path directory) {
        failsAsItDoubles(directory, "doubly", false);
    }

    @Test
    @Breaks(Rule.FORMER_ID)
    void a_number_that_is_known_by_no_id_but_its_first_which_another_has_waits_twice(@TempDir Path directory) {
        failsAsItDoubles(directory, "firstly", true);
    }

    @Test
    @Breaks(Rule.ONE_EFFECT)
    void a_cancelling_that_comes_again_takes_the_next_with_it(@TempDir Path directory) {
        cancelsAgain(directory, "sweeping", board -> {
            ObjectNode service = (ObjectNode) board.path("services").get(0);
            service.put("waiting", service.path("waiting").asInt() - 1);
        });
    }

    @Test
    @Breaks(Rule.ONE_EFFECT)
    void a_cancelling_that_comes_again_stands_on_the_board_again(@TempDir Path directory) {
        cancelsAgain(directory, "insistent", board -> ((ArrayNode) board.path("ended")).add(board.path("ended").get(0)));
    }

    private static void cancelsAgain(Path directory, String area, Consumer<ObjectNode> onBoard) {
        AtomicBoolean again = new AtomicBoolean();
        AtomicReference<Word> board = new AtomicReference<>();
        ground.fails(directory, area, comesAgain("queue.ticket-cancelled", () -> again.set(true), word -> {
            if (word.topic().endsWith("/board")) {
                board.set(word);
            }
            return word.topic().endsWith("/down/receipt") && again.getAndSet(false)
                    ? List.of(word, changed(board.get(), other -> onBoard.accept(other.put("version", other.path("version").asLong() + 1))))
                    : List.of(word);
        }));
    }

    @Test
    @Breaks(Rule.ONE_EFFECT)
    void an_asking_that_comes_again_takes_another_of_its_time(@TempDir Path directory) {
        miscounts(directory, "greedy", "appointment.asked", -1);
    }

    @Test
    @Breaks(Rule.ONE_EFFECT)
    void a_withdrawal_that_comes_again_gives_back_another_of_its_time(@TempDir Path directory) {
        miscounts(directory, "lavish", "appointment.withdrawn", 1);
    }

    /** What comes again takes or gives one time more. */
    private static void miscounts(Path directory, String name, String type, int by) {
        AtomicInteger more = new AtomicInteger();
        try (PlatformOnTrial trial = ground.trial(name, directory, comesAgain(type, () -> more.addAndGet(by), List::of))) {
            trial.miscounts(more::get);
            ground.judge(trial.tried(deed -> Optional.of("no hand")));
        }
    }

    /** Ears that do something when a fact of a type comes that came before. */
    private static Mouth comesAgain(String type, Runnable then, Mouth mouth) {
        Set<String> came = ConcurrentHashMap.newKeySet();
        return hearing((topic, fact) -> {
            if (fact.path("type").asText().equals("cn.ting." + type) && !came.add(fact.path("id").asText())) {
                then.run();
            }
            return fact;
        }, mouth);
    }

    /** @param next what doubles is not the fact that comes again while five wait, but the one that comes next, under an id of its own */
    private static void failsAsItDoubles(Path directory, String area, boolean next) {
        Set<String> came = new HashSet<>();
        AtomicReference<Word> board = new AtomicReference<>();
        AtomicBoolean known = new AtomicBoolean();
        AtomicBoolean twice = new AtomicBoolean();
        Mouth mouth = word -> {
            if (word.topic().endsWith("/board")) {
                board.set(word);
                return List.of(twice.get() ? withOneMore(word) : word);
            }
            boolean again = false;
            boolean another = false;
            for (JsonNode number : word.topic().endsWith("/check-1/down/receipt") ? tree(word).path("came") : JsonNodeFactory.instance.arrayNode()) {
                boolean first = came.add(tree(word).path("epoch").asText() + number);
                again |= !first;
                another |= first;
            }
            boolean fiveWait = board.get() != null && tree(board.get()).path("services").path(0).path("waiting").asInt() == 5;
            boolean doubles = fiveWait && (next ? known.get() && another : again);
            known.compareAndSet(false, fiveWait && again);
            return doubles && !twice.getAndSet(true) ? List.of(word, withOneMore(board.get())) : List.of(word);
        };
        try (PlatformOnTrial trial = ground.trial(area, directory, mouth)) {
            ground.judge(trial.tried(deed -> Optional.of("no hand")));
        }
    }

    private static Word withOneMore(Word word) {
        return changed(word, board -> oneMore(board.put("version", board.path("version").asLong() + 1)));
    }

    private static void oneMore(ObjectNode board) {
        ObjectNode service = (ObjectNode) board.path("services").get(0);
        service.put("waiting", service.path("waiting").asInt() + 1);
    }
}
