package cn.ting.wire;

import java.util.List;

/**
 * Understands the bytes of one device, written from its protocol and not from its driver. Told everything that passes in the
 * order in which it passes, by one thread at a time; remembers what it needs to tell an answer from another.
 */
@FunctionalInterface
public interface Meaning {

    /**
     * One message on a line.
     *
     * @param bytes as they passed
     * @param says what they mean, in English, a short phrase
     * @param poll names the question when this belongs to an exchange that repeats by itself many times a minute; else empty
     */
    record Message(byte[] bytes, String says, String poll) {

        /** A message that is no part of a polling. */
        public Message(byte[] bytes, String says) {
            this(bytes, says, "");
        }
    }

    /** Cuts what passed into messages; what is not a whole one yet is kept for the next time. */
    List<Message> of(Traffic.Direction direction, byte[] bytes);
}
