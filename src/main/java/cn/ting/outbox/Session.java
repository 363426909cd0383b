package cn.ting.outbox;

/**
 * What a connection says of itself at birth: the number counts within the epoch and grows with every connection.
 *
 * @param previousEpoch null in the first life of a ledger
 */
public record Session(String epoch, String previousEpoch, long number) {}
