package cn.ting.device.contactcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a card answers: it is told as something, after a bounded number of commands, and never as somebody it does not name. */
class SocialCardFuzzTest {

    /** Two selections of a file in two manners, and at most thirteen records in two manners, of eight rounds each. */
    private static final int MOST_COMMANDS = 40 * CardDialogue.ROUNDS;

    @Property(tries = 1_000)
    void noise(@ForAll @Size(max = 40) List<@Size(max = 300) byte[]> answers) throws IOException {
        int[] commands = {0};
        ContactCard told = SocialCardFiles.read(command -> answers.isEmpty()
                ? new byte[commands[0]++ % 3]
                : answers.get(commands[0]++ % answers.size()).clone());
        assertNotNull(told);
        assertTrue(commands[0] <= MOST_COMMANDS);
    }

    /** Noise that says it is well, so that what it brings is looked at. */
    @Property(tries = 1_000)
    void noiseThatIsWell(@ForAll @Size(min = 1, max = 40) List<@Size(max = 60) byte[]> answers) throws IOException {
        int[] commands = {0};
        ContactCard told = SocialCardFiles.read(command -> well(answers.get(commands[0]++ % answers.size())));
        assertEquals(new UnreadCard(ContactCardFault.UNREADABLE), told);
        assertTrue(commands[0] <= MOST_COMMANDS);
    }

    /** One byte of one answer of a good card is another: the card, refused, or one whose own rules hold. */
    @Property(tries = 2_000)
    void oneByteIsWrong(@ForAll @IntRange(max = 60) int which, @ForAll @IntRange(max = 40) int at, @ForAll byte wrong) throws IOException {
        SocialCardChip chip = new SocialCardChip(SocialCardContent.zhang(), false);
        int[] commands = {0};
        ContactCard told = SocialCardFiles.read(command -> {
            byte[] answer = chip.answer(command);
            if (commands[0]++ == which && at < answer.length) {
                answer[at] = wrong;
            }
            return answer;
        });
        if (told instanceof SocialSecurityCard card) {
            card.holder().ifPresent(holder -> assertTrue(CitizenNumber.isValid(holder.number(), holder.birth())));
            assertEquals("SocialSecurityCard", card.toString());
        }
        assertTrue(commands[0] <= MOST_COMMANDS);
    }

    private static byte[] well(byte[] noise) {
        byte[] answer = Arrays.copyOf(noise, noise.length + 2);
        answer[noise.length] = (byte) 0x90;
        answer[noise.length + 1] = 0;
        return answer;
    }
}
