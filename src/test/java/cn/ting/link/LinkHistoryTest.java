package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.outbox.ParkedLetter;
import cn.ting.platform.StoredFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kiosk and platform remember different histories: one of them was put back to an older copy, or does not hear the other. */
class LinkHistoryTest {

    @TempDir
    Path directory;

    private LinkRig rig;

    @BeforeEach
    void start() {
        rig = new LinkRig(directory);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void a_ledger_put_back_to_an_older_copy_begins_a_new_epoch_and_loses_nothing_that_was_written_in_it() throws IOException {
        rig.linked();
        post(1, 3);
        rig.await("three are receipted", rig::drained);
        rig.link.stop();
        rig.ledger.close();
        copy("ledger.db", "older.db");
        rig.restartKiosk();
        post(4, 6);
        rig.await("six are receipted", rig::drained);
        String epoch = rig.outbox.epoch();
        rig.link.stop();
        rig.ledger.close();
        copy("older.db", "ledger.db");
        rig.broker.cut();

        rig.restartKiosk();
        assertEquals(epoch, rig.outbox.epoch(), "nobody has told it yet");
        // Under ids that the platform has with another content.
        post(7, 8);
        rig.broker.restore();

        rig.await("all are receipted", () -> rig.drained() && stored().equals(range(1, 8)));
        assertTrue(rig.conditions.has(LinkFault.REWOUND), "all of it is with the platform, and staff have still to find out who did that");
        assertNotEquals(epoch, rig.outbox.epoch());
        assertEquals(epoch, rig.seen().birth().path("previousEpoch").asText());
        assertTrue(rig.outbox.parked().isEmpty());
    }

    @Test
    void a_ledger_put_back_that_has_given_more_numbers_since_than_the_platform_has_loses_none_of_what_they_name() throws IOException {
        rig.linked();
        post(1, 2);
        rig.await("two are receipted", rig::drained);
        rig.platform.receipts(false);
        post(3, 3);
        rig.await("the third is stored", () -> stored().equals(range(1, 3)));
        rig.link.stop();
        rig.ledger.close();
        copy("ledger.db", "older.db");
        rig.platform.receipts(true);
        rig.restartKiosk();
        post(4, 9);
        rig.await("nine are receipted", rig::drained);
        String epoch = rig.outbox.epoch();
        rig.link.stop();
        rig.ledger.close();
        copy("older.db", "ledger.db");
        rig.broker.cut();

        rig.restartKiosk();
        // Numbers 4 to 23: the birth says 24, and nothing is odd about that.
        post(10, 29);
        rig.broker.restore();

        rig.await("all are stored", () -> rig.drained() && stored().equals(range(1, 29)));
        assertNotEquals(epoch, rig.outbox.epoch());
        assertTrue(rig.outbox.parked().isEmpty());
    }

    @Test
    void a_platform_that_begins_anew_under_a_kiosk_takes_it_for_no_older_copy() {
        rig.linked();
        post(1, 3);
        rig.await("three are receipted", rig::drained);
        String epoch = rig.outbox.epoch();

        rig.platform.close();
        rig.startPlatform();
        rig.await("it has heard the birth again", () -> rig.seen().present());
        post(4, 4);
        rig.await("four are stored", () -> rig.drained() && stored().equals(range(1, 4)));

        assertEquals(epoch, rig.outbox.epoch());
        assertFalse(rig.conditions.has(LinkFault.REWOUND));
    }

    @Test
    void what_was_refused_for_now_is_sent_again_when_the_platform_lives_another_life() {
        rig.linked().platform.refuse("visit.began", "busy", "later");
        post(1, 1);
        rig.post("visit.ended", "another", 2);
        rig.await("the other is receipted", () -> rig.outbox.waiting() == 1);
        rig.platform.refuse("visit.began", "", "");

        String state = "{\"storing\":true,\"storeId\":\"s\",\"boot\":\"another\",\"time\":\"" + rig.clock.instant() + "\"}";
        rig.platform.publishRetained("platform/state", state.getBytes(StandardCharsets.UTF_8));

        rig.await("it is receipted", rig::drained);
        assertTrue(rig.outbox.parked().isEmpty());
    }

    @Test
    void what_a_restored_platform_has_lost_is_sent_again() throws IOException, SQLException {
        rig.linked();
        post(1, 3);
        rig.await("three are receipted", rig::drained);
        rig.platform.close();
        copy("platform.db", "backup.db");
        rig.startPlatform();
        post(4, 6);
        rig.await("six are receipted", rig::drained);
        rig.platform.close();
        copy("backup.db", "platform.db");
        newStore();

        rig.startPlatform();
        post(7, 7);

        rig.await("all are stored again", () -> rig.drained() && stored().equals(range(1, 7)));
    }

    @Test
    void a_restored_platform_gets_what_it_lost_from_a_kiosk_that_was_away() throws IOException, SQLException {
        rig.linked();
        rig.platform.close();
        copy("platform.db", "backup.db");
        rig.startPlatform();
        post(1, 3);
        rig.await("three are receipted", rig::drained);
        rig.link.stop();
        rig.platform.close();
        copy("backup.db", "platform.db");
        newStore();
        rig.startPlatform();

        rig.restartKiosk();

        rig.await("all are stored again", () -> stored().equals(range(1, 3)));
    }

    @Test
    void a_letter_that_stays_unanswered_while_later_ones_are_receipted_waits_for_a_person() {
        rig.linked().platform.refuse("visit.odd", "", "silent");
        rig.post("visit.odd", "v-odd", 1);
        int[] n = {2};
        rig.await("it is parked", () -> {
            if (rig.outbox.waiting() <= 1) {
                post(n[0], n[0]);
                n[0]++;
            }
            return !rig.outbox.parked().isEmpty();
        });
        rig.await("a person is told", () -> rig.conditions.has(LinkFault.PARKED));
        ParkedLetter parked = rig.outbox.parked().get(0);
        assertEquals("unanswered", parked.why());
        assertEquals(1, parked.number());

        rig.platform.refuse("visit.odd", "", "");
        assertEquals(1, rig.outbox.requeue());

        rig.await("it is stored", () -> rig.drained() && stored().contains(1));
        rig.await("nobody is waited for", () -> !rig.conditions.has(LinkFault.PARKED));
    }

    @Test
    void silence_alone_parks_nothing() throws InterruptedException {
        rig.linked().platform.receipts(false);
        rig.post("v1", 1);
        long before = rig.platform.ledger().duplicates();
        rig.await("it came often", () -> rig.platform.ledger().duplicates() > before + 15);
        assertTrue(rig.outbox.parked().isEmpty());
        rig.platform.receipts(true);
        rig.await("it is receipted", rig::drained);
    }

    @Test
    void a_letter_refused_for_good_is_taken_at_a_persons_word_once_the_reason_is_gone() {
        rig.linked().platform.refuse("visit.odd", "schema", "never");
        rig.post("visit.odd", "v1", 1);
        rig.await("it is parked", () -> rig.outbox.parked().size() == 1);
        assertEquals(1, rig.outbox.requeue());
        rig.await("it is refused again", () -> rig.outbox.parked().size() == 1);

        rig.platform.refuse("visit.odd", "", "");
        rig.outbox.requeue();
        rig.await("it is stored", () -> rig.drained() && rig.outbox.parked().isEmpty() && rig.platform.facts().size() == 1);

        rig.await("nobody is waited for", () -> !rig.conditions.has(LinkFault.PARKED));
        assertEquals(0, rig.platform.ledger().receipts().get(0).refused());
    }

    private void post(int from, int to) {
        for (int n = from; n <= to; n++) {
            rig.post("v" + n, n);
        }
    }

    private List<Integer> stored() {
        return rig.platform.facts().stream().map(StoredFact::data).map(data -> data.path("n").asInt()).sorted().toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private void copy(String from, String to) throws IOException {
        for (String part : List.of("", "-wal")) {
            Path source = directory.resolve(from + part);
            if (Files.exists(source)) {
                Files.copy(source, directory.resolve(to + part), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(directory.resolve(to + part));
            }
        }
        Files.deleteIfExists(directory.resolve(to + "-shm"));
    }

    /** A restored platform names another store. */
    private void newStore() throws SQLException {
        try (Connection platform = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("platform.db"))) {
            platform.createStatement().executeUpdate("DELETE FROM meta WHERE name = 'storeId'");
        }
    }
}
