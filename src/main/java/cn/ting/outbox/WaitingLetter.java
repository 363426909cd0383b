package cn.ting.outbox;

/**
 * A letter as it waits.
 *
 * @param posted grows with every letter of this ledger, whatever its epoch and lane
 * @param epoch with the number and the kiosk's name it makes the letter's id
 * @param key of letters of one key one may be on its way at a time
 */
public record WaitingLetter(long posted, Lane lane, String epoch, long number, String key) {}
