package cn.ting.device.receipt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A slip in its printer's own language, for no paper.
 *
 * @param bytes all that goes down the line, but for the questions how the printer is
 * @param cut what cuts it off, or feeds it as far as a hand can tear it where the model has no knife
 */
public record Draft(byte[] bytes, byte[] cut) {

    /** Where these letters and digits stand, in one piece; -1 where they do not. */
    private int at(byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** True when these letters and digits are printed in one piece and there is a cut after them. */
    public boolean says(String ascii) {
        int said = at(ascii.getBytes(StandardCharsets.US_ASCII));
        return said >= 0 && cut.length > 0 && at(cut) > said;
    }

    @Override
    public String toString() {
        return "a slip of " + bytes.length + " bytes";
    }
}
