package cn.ting.device.inventory;

import cn.ting.condition.Fault;
import java.util.Objects;
import java.util.Optional;

/**
 * What a device's test came to.
 *
 * @param passed true when it did what it is for
 * @param fault what is wrong, where a code names it; staff are told what to do by its sentence
 * @param seen what was measured or tried, one line in English for staff, without any personal datum
 */
public record Verdict(boolean passed, Optional<Fault> fault, String seen) {

    public Verdict {
        Objects.requireNonNull(fault);
        Objects.requireNonNull(seen);
        if (passed && fault.isPresent()) {
            throw new IllegalArgumentException("a test that was passed names no fault");
        }
    }

    /** It did what it is for. */
    public static Verdict passed(String seen) {
        return new Verdict(true, Optional.empty(), seen);
    }

    /** It did not, and a code says why. */
    public static Verdict failed(Fault fault, String seen) {
        return new Verdict(false, Optional.of(fault), seen);
    }

    /** It did not. */
    public static Verdict failed(String seen) {
        return new Verdict(false, Optional.empty(), seen);
    }
}
