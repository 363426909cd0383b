package cn.ting.device.receipt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The numbers of queued questions, of models that give them back with the answer: {@code GS ( H}, function 48 ("specify the process ID
 * response"; Epson, ESC/POS command reference). Used by the device's thread only.
 */
final class ProcessIds {

    private static final int MOST_NUMBERS = 1 << 16;

    private final Set<String> open = new LinkedHashSet<>();
    private int next;

    /** @param first any, of which the lowest 16 bits count; not the same for two lives, or one would take what was owed to the other */
    ProcessIds(long first) {
        this.next = (int) (first & MOST_NUMBERS - 1);
    }

    /** A question under the next number, which is open from now on. */
    byte[] question() {
        StringBuilder number = new StringBuilder();
        for (int shift = 12; shift >= 0; shift -= 4) {
            number.append(AnswerSorter.LETTERS.charAt(next >> shift & 15));
        }
        next = (next + 1) % MOST_NUMBERS;
        open.add(number.toString());
        ByteArrayOutputStream question = new ByteArrayOutputStream();
        question.writeBytes(new byte[] {0x1D, '(', 'H', 6, 0, '0', '0'});
        question.writeBytes(number.toString().getBytes(StandardCharsets.US_ASCII));
        return question.toByteArray();
    }

    /** An answer came under this number; true when it was open, which it is no longer. */
    boolean answered(String number) {
        return open.remove(number);
    }

    /** None is open any more. */
    void forget() {
        open.clear();
    }
}
