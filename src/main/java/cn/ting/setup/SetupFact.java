package cn.ting.setup;

import cn.ting.visit.Fact;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/**
 * What became of a wish. Its components are part of the contract.
 *
 * @param version the wish's
 * @param trial which trial of it, from 1 on; 0 before the first
 * @param cause why, for staff; empty where there is nothing to say
 */
record SetupFact(@JsonIgnore Step step, long version, int trial, String cause) implements Fact {

    enum Step {
        TRIED, KEPT, REVERTED, REFUSED
    }

    @Override
    @JsonIgnore
    public String type() {
        return "setup." + step.name().toLowerCase(Locale.ROOT);
    }
}
