package cn.ting.device.idcard;

import static cn.ting.device.idcard.KnownBytes.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamVDialogueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final byte[] FOUND = hex("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97");
    private static final byte[] NONE = hex("AA AA AA 96 69 00 04 00 00 80 84");
    private static final byte[] SELECTED = hex("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C");

    private final SteppedClock clock = new SteppedClock();
    private final ScriptedLine line = new ScriptedLine(clock);
    private final SamVDialogue dialogue = new SamVDialogue(line, clock, Duration.ofMillis(300));

    @Test
    void aLateAnswerToAnotherCommandIsSkipped() throws Exception {
        line.answers(NONE, FOUND, SELECTED);
        SamVReply reply = dialogue.ask(SamVCommand.SELECT, PATIENCE).orElseThrow();
        assertEquals(SamVStatus.SUCCESS, reply.status());
    }

    @Test
    void theLateAnswerToAQuestionGivenUpIsDrainedBeforeTheNext() throws Exception {
        line.answers();
        assertEquals(Optional.empty(), dialogue.ask(SamVCommand.FIND, PATIENCE));
        line.arrives(NONE);
        line.answers(FOUND);
        assertEquals(SamVStatus.CARD_FOUND, dialogue.ask(SamVCommand.FIND, PATIENCE).orElseThrow().status());
    }

    @Test
    void aFreshLineIsDrainedOfWhatTheLastOneLeft() throws Exception {
        line.arrives(FOUND);
        line.answers(NONE);
        assertEquals(SamVStatus.FIND_FAILED, dialogue.ask(SamVCommand.FIND, PATIENCE).orElseThrow().status());
    }

    @Test
    void anAnswerInManyPiecesIsPutTogether() throws Exception {
        line.answers(Arrays.copyOf(FOUND, 3), Arrays.copyOfRange(FOUND, 3, 9), Arrays.copyOfRange(FOUND, 9, FOUND.length));
        assertTrue(dialogue.ask(SamVCommand.FIND, PATIENCE).isPresent());
    }

    @Test
    void aTornAnswerIsGivenUpBeforeThePatienceEnds() throws Exception {
        line.answers(Arrays.copyOf(KnownBytes.frame("resident"), 600));
        assertEquals(Optional.empty(), dialogue.ask(SamVCommand.READ, Duration.ofSeconds(3)));
        assertTrue(clock.uptime().toMillis() < 600, clock.uptime().toString());
    }

    @Test
    void aLineThatChattersForEverIsGivenUpWhenThePatienceEnds() throws Exception {
        line.chatters();
        assertEquals(Optional.empty(), dialogue.ask(SamVCommand.FIND, PATIENCE));
        assertEquals(PATIENCE.toSeconds(), clock.uptime().toSeconds());
    }

    @Test
    void nothingOfACardStaysInTheBuffers() throws Exception {
        line.answers(KnownBytes.frame("resident"));
        assertTrue(dialogue.ask(SamVCommand.READ, PATIENCE).isPresent());
        assertArrayEquals(new byte[line.lastBuffer().length], line.lastBuffer());
    }
}
