package cn.ting.platform;

import java.util.List;

/** What a platform's words pass on their way out: tests put there what a platform does that breaks a rule. */
@FunctionalInterface
public interface Mouth {

    /**
     * A message that is going out.
     *
     * @param topic in full
     */
    record Word(String topic, byte[] payload, boolean retained) {}

    /** Says in place of a message what else it likes; on the platform's own thread. */
    List<Word> says(Word word);
}
