package cn.ting.device.idcard;

import cn.ting.device.idcard.SamVStatus.Then;
import cn.ting.device.inventory.Device.GoneException;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.wire.Line;
import java.io.IOException;
import java.util.Optional;

/**
 * What is asked of one module on one open line, asked again where the line hurt it, and counted: what has to be asked again more and
 * more is the first that is seen of a reader's end. Used by the device's thread.
 */
final class SamVQuestions {

    /** Three tries get through a line that tears every third answer, nearly always. */
    private static final int TRIES = 3;

    /** Half a minute of silence: longer than a module needs to start, and a line opened anew may help. */
    private static final int MOST_UNANSWERED = 20;

    private final DevicePlace place;
    private final SamVSettings settings;
    private final SamVTally tally;
    private final SamVDialogue dialogue;
    private int unanswered;

    SamVQuestions(Line line, DevicePlace place, SamVSettings settings, SamVTally tally) {
        this.place = place;
        this.settings = settings;
        this.tally = tally;
        this.dialogue = new SamVDialogue(line, place.clock(), settings.poll());
    }

    /**
     * Asks. What the module did not understand did nothing and is asked again; so is what was answered, but not whole, where the
     * question may be asked twice. A look for a card waits for its turn then.
     *
     * @return empty when none came whole; whoever asked for what is on a card wipes it
     * @throws GoneException when the module has not answered for long
     */
    Optional<SamVReply> ask(SamVCommand command) throws IOException {
        Optional<SamVReply> answer = Optional.empty();
        boolean again = true;
        int tries = 0;
        while (again && tries < TRIES) {
            answer = dialogue.ask(command, settings.patienceFor(command));
            boolean hurt = answer.filter(reply -> reply.status().then() == Then.ASK_AGAIN).isPresent();
            boolean torn = answer.isEmpty() && dialogue.heard() && command.mayBeRepeated();
            again = hurt || torn;
            tries++;
            // From the second silence on it is a module that does not answer, and no answer that was lost.
            if (unanswered < SamVReader.STRIKES) {
                tally.question(answer.isPresent() && !hurt);
            }
        }
        boolean came = answer.isPresent() && !again;
        if (came || unanswered < SamVReader.STRIKES) {
            place.status().exchanged(tries > 1 || !came);
        }
        unanswered = came ? 0 : unanswered + 1;
        if (unanswered >= MOST_UNANSWERED) {
            throw new GoneException(IdCardFault.SILENT, "no answer to the last " + MOST_UNANSWERED + " questions");
        }
        return answer;
    }
}
