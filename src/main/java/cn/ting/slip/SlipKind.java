package cn.ting.slip;

import cn.ting.roll.Slip;
import cn.ting.visit.Fact;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a service's slips have of their own.
 *
 * @param act what the act of printing one is called in the ledger; of one kind only, and the same in every release
 * @param subject the id of what a slip is for, with which its act and its fact name it
 * @param drawn the slip, in the language of the moment; what it throws is told as a slip that is not printed
 * @param fact what concludes the act
 * @param atOnce true where a subject comes to be in one commit with the intent of its slip, so that a slip of which nothing is known yet is on its
 *     way; false where subjects are met that have none
 * @param holds whether what a slip is for is good still, as far as is known; asked once its visit is over, and may wait for the ledger
 */
public record SlipKind<T>(String act, Function<T, String> subject, Function<T, Slip> drawn, Concluding fact, boolean atOnce,
        Predicate<T> holds) {

    /** Makes the fact that concludes an act. */
    @FunctionalInterface
    public interface Concluding {

        /**
         * The fact.
         *
         * @param outcome {@code printed}, {@code notprinted} or {@code printunknown}
         * @param why the fault's code; empty when printed
         */
        Fact fact(String subject, String outcome, String why);
    }
}
