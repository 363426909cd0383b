package cn.ting.link;

/**
 * A document as it came down.
 *
 * @param topic the full topic
 * @param payload the bytes as published; empty when a retained document was cleared
 * @param correlation of an answer, what its question was sent with; else empty
 */
public record Document(String topic, byte[] payload, byte[] correlation) {

    private static final byte[] NONE = {};

    /** A document nobody asked for by name. */
    public Document(String topic, byte[] payload) {
        this(topic, payload, NONE);
    }
}
