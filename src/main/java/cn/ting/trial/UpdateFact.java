package cn.ting.trial;

import cn.ting.visit.Fact;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/**
 * A step of an update. Its components are part of the contract.
 *
 * @param update the update's id; of what the launcher did by itself {@code -}
 * @param version of the release; empty while it is not known
 * @param counter of the release; 0 while it is not known
 * @param way it came: {@code stick}, {@code platform}, {@code hawkbit}, {@link #HAND}, or empty
 * @param cause a stable code; empty where there is nothing to say
 * @param detail one line for staff
 */
record UpdateFact(@JsonIgnore Step step, String update, String version, long counter, String way, String cause, String detail) implements Fact {

    /** A technician installed it, with the kiosk stopped. */
    static final String HAND = "hand";

    enum Step {
        OFFERED, FETCHED, ARMED, COMMITTED, REVERTED, REFUSED, FALLBACK
    }

    @Override
    @JsonIgnore
    public String type() {
        return "ota." + step.name().toLowerCase(Locale.ROOT);
    }
}
