package cn.ting.device.ups;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks NUT's {@code upsd} in lines of text (NUT developer guide, "Network protocol information"; RFC 9271). Used by one thread. After
 * anything but an answer or an error that it names the line is of no use any more: what is late would be taken for the next answer.
 */
final class NutDialogue {

    /** Longer than any line that upsd sends: names and values are at most 512 bytes there. */
    static final int LONGEST_LINE = 2_048;

    /** The most variables of a UPS that are listened to; large ones have some hundred. */
    static final int MOST_VARIABLES = 512;

    /** What came of a question. */
    sealed interface Reply permits Variables, Refusal, Nothing {}

    /** All variables of the UPS, by name. */
    record Variables(Map<String, String> values) implements Reply {}

    /**
     * The service says no.
     *
     * @param error its word for why, such as {@code DATA-STALE}
     */
    record Refusal(String error) implements Reply {}

    /** No answer in time, or none that can be understood. */
    record Nothing(String why) implements Reply {}

    private final Line line;
    private final KioskClock clock;
    private final byte[] chunk = new byte[4_096];
    private final byte[] held = new byte[LONGEST_LINE];
    private int chunkAt;
    private int chunkEnd;

    NutDialogue(Line line, KioskClock clock) {
        this.line = line;
        this.clock = clock;
    }

    /** Asks for all variables of a UPS. */
    Reply variables(String ups, Duration patience) throws IOException {
        Duration deadline = clock.uptime().plus(patience);
        String all = "LIST VAR " + ups;
        line.write((all + "\n").getBytes(StandardCharsets.US_ASCII));
        Optional<String> first = next(deadline);
        if (first.isEmpty()) {
            return new Nothing("no answer to " + all);
        }
        List<String> words = NutWords.of(first.get()).orElse(List.of());
        if (words.size() >= 2 && words.get(0).equals("ERR")) {
            return new Refusal(words.get(1));
        }
        return first.get().equals("BEGIN " + all) ? list(ups, "END " + all, deadline) : new Nothing("another answer than to " + all);
    }

    private Reply list(String ups, String end, Duration deadline) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i <= MOST_VARIABLES; i++) {
            Optional<String> next = next(deadline);
            if (next.isEmpty()) {
                return new Nothing("the answer was not ended");
            }
            if (next.get().equals(end)) {
                return new Variables(values);
            }
            List<String> words = NutWords.of(next.get()).orElse(List.of());
            if (words.size() != 4 || !words.get(0).equals("VAR") || !words.get(1).equals(ups)) {
                return new Nothing("a line of the answer is none");
            }
            values.put(words.get(2), words.get(3));
        }
        return new Nothing("the answer has no end");
    }

    /** Says good-bye; whoever does not hear it any more need not. */
    void leave() {
        try {
            line.write("LOGOUT\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // It closes by itself when the line does.
        }
    }

    /** The next whole line without its end; empty when it does not come in time or is too long. */
    private Optional<String> next(Duration deadline) throws IOException {
        int count = 0;
        while (true) {
            if (chunkAt == chunkEnd) {
                Duration left = deadline.minus(clock.uptime());
                if (left.isNegative() || left.isZero()) {
                    return Optional.empty();
                }
                chunkAt = 0;
                chunkEnd = line.read(chunk, left);
                continue;
            }
            byte one = chunk[chunkAt++];
            if (one == '\n') {
                return Optional.of(new String(held, 0, count, StandardCharsets.UTF_8));
            }
            if (count == held.length) {
                return Optional.empty();
            }
            if (one != '\r') {
                held[count++] = one;
            }
        }
    }
}
