package cn.ting.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.store.LedgerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform knows an epoch otherwise: what waits of it gets other ids, some at a time. */
class GivenUpEpochTest extends OutboxCases {

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 1000})
    void a_process_that_dies_while_letters_get_other_ids_leaves_none_to_be_sent_under_the_old(int renamed) throws IOException {
        String epoch = outbox.epoch();
        ledger.write(tx -> {
            for (int i = 0; i < 1_100; i++) {
                outbox.post(tx, letter());
            }
            return null;
        });
        ledger.write(tx -> tx.prepare("CREATE TRIGGER dies BEFORE UPDATE OF epoch ON outbox WHEN NEW.posted > " + renamed
                + " BEGIN SELECT RAISE(ABORT, 'a full disk'); END").execute());
        assertThrows(LedgerException.class, () -> outbox.rewind(epoch, 57));
        ledger.write(tx -> tx.prepare("DROP TRIGGER dies").execute());

        outbox = new Outbox(ledger, clock, PLACE);
        assertNotEquals(epoch, outbox.epoch());
        assertEquals(renamed, outbox.after(Lane.PROMISES, 0, 2_000).size());
        outbox.finishRewinding();

        List<WaitingLetter> letters = outbox.after(Lane.PROMISES, 0, 2_000);
        assertEquals(LongStream.rangeClosed(1, 1_100).boxed().toList(), letters.stream().map(WaitingLetter::number).toList());
        assertTrue(letters.stream().allMatch(letter -> letter.epoch().equals(outbox.epoch())));
        JsonNode last = new ObjectMapper().readTree(outbox.envelopeOf(1_100).orElseThrow());
        assertEquals("kiosk-1/" + epoch + "/1100", last.path("formerid").asText());
    }

    @Test
    void a_letter_that_the_disk_has_spoilt_is_parked_and_holds_nobody_up() {
        for (int i = 0; i < 3; i++) {
            ledger.write(tx -> outbox.post(tx, letter()));
        }
        ledger.write(tx -> tx.prepare("UPDATE outbox SET envelope = X'7B5A' WHERE posted = 2").executeUpdate());

        outbox.rewind(outbox.epoch(), 9);

        assertEquals(List.of(1L, 2L), outbox.after(Lane.PROMISES, 0, 10).stream().map(WaitingLetter::number).toList());
        assertEquals(List.of("damaged"), outbox.parked().stream().map(ParkedLetter::why).toList());
        assertEquals(3L, (long) ledger.write(tx -> outbox.post(tx, letter())), "no number is left out");
    }

    @Test
    void what_the_platform_loses_of_an_epoch_that_was_given_up_is_sent_under_its_own_id() {
        ledger.write(tx -> outbox.post(tx, letter()));
        outbox.settle(outbox.after(Lane.PROMISES, 0, 1), Map.of());
        String epoch = outbox.epoch();
        outbox.rewind(epoch, 9);

        assertEquals(1, outbox.revive(epoch, 0, number -> false));

        assertEquals(List.of(epoch), outbox.after(Lane.PROMISES, 0, 10).stream().map(WaitingLetter::epoch).toList());
    }

    private static Letter letter() {
        return new Letter("visit.began", "v1", "{}".getBytes(StandardCharsets.UTF_8));
    }
}
