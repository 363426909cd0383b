package cn.ting.device.idcard;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Questions and answers on one open line, one at a time. Whatever makes a look for a card be asked again, a module hears no two of them closer
 * than it wants.
 */
final class SamVDialogue {

    /** A module sends an answer in one go: after such a gap no more of it is coming. */
    private static final Duration GAP = Duration.ofMillis(500);
    /** For what has already arrived. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    /** A line that chatters without end is left to the decoder. */
    private static final int MOST_DRAINS = 16;

    private final Line line;
    private final KioskClock clock;
    private final Duration betweenLooks;
    private final SamVFrameDecoder decoder = new SamVFrameDecoder();
    private final byte[] chunk = new byte[2_048];
    /**
     * How long the line has to be quiet before the next question. After one that was given up its answer may still come;
     * a freshly opened line may hold the answer to a question of the last one.
     */
    private Duration quiet = AT_ONCE;
    private boolean heard;
    /** When the next look for a card may be written at the earliest. */
    private Duration nextLook = Duration.ZERO;

    /** @param betweenLooks least time from one look for a card to the next */
    SamVDialogue(Line line, KioskClock clock, Duration betweenLooks) {
        this.line = line;
        this.clock = clock;
        this.betweenLooks = betweenLooks;
    }

    /**
     * Asks and waits for the answer to this very question.
     *
     * @param patience longest wait for the whole answer
     * @return empty when none came whole in time
     */
    Optional<SamVReply> ask(SamVCommand command, Duration patience) throws IOException {
        if (!quiet.isZero()) {
            drain();
        }
        if (command == SamVCommand.FIND) {
            awaitTurn();
        }
        try {
            Optional<SamVReply> answer = await(command, patience);
            quiet = answer.isEmpty() ? GAP : Duration.ZERO;
            return answer;
        } finally {
            decoder.reset();
            Arrays.fill(chunk, (byte) 0);
        }
    }

    /** True when something came in answer to the last question, whole or not. */
    boolean heard() {
        return heard;
    }

    private Optional<SamVReply> await(SamVCommand command, Duration patience) throws IOException {
        Duration deadline = clock.uptime().plus(patience);
        heard = false;
        for (Duration left = patience; left.toMillis() > 0; left = deadline.minus(clock.uptime())) {
            int count = heard ? line.read(chunk, left.compareTo(GAP) > 0 ? GAP : left) : line.ask(command.frame(), chunk, left);
            if (count == 0) {
                return Optional.empty();
            }
            heard = true;
            for (int i = 0; i < count; i++) {
                Optional<SamVReply> reply = decoder.take(chunk[i]);
                if (reply.filter(command::isAnsweredBy).isPresent()) {
                    return reply;
                }
                reply.ifPresent(SamVReply::wipe);
            }
        }
        return Optional.empty();
    }

    /** Waits at the line itself, so that one that breaks meanwhile ends it. What still comes is thrown away. */
    private void awaitTurn() throws IOException {
        for (Duration left = nextLook.minus(clock.uptime()); left.toMillis() > 0; left = nextLook.minus(clock.uptime())) {
            line.read(chunk, left);
        }
        Arrays.fill(chunk, (byte) 0);
        nextLook = clock.uptime().plus(betweenLooks);
    }

    /** A late answer is thrown away before the next question is asked, or it would pass for the answer to that. */
    private void drain() throws IOException {
        for (int i = 0; i < MOST_DRAINS && line.read(chunk, quiet) > 0; i++) {
            Arrays.fill(chunk, (byte) 0);
        }
    }
}
