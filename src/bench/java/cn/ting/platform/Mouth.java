package cn.ting.platform;

import java.util.List;
import java.util.Optional;

/** What a platform's words pass on their way out, and kiosks' on their way in: tests put there what a platform does that breaks a rule. */
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

    /** The will that it leaves with the broker in place of what it should, or none. */
    default Optional<Word> leaves(Word will) {
        return Optional.of(will);
    }

    /** Takes in place of what a kiosk said what else it likes, or nothing; on the library's thread, so that it may not wait. */
    default Optional<byte[]> hears(String topic, byte[] payload) {
        return Optional.of(payload);
    }
}
