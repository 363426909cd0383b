package cn.ting.link;

/**
 * A document as it came down.
 *
 * @param topic the full topic
 * @param payload the bytes as published; empty when a retained document was cleared
 */
public record Document(String topic, byte[] payload) {}
