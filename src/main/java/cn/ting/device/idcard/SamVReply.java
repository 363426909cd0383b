package cn.ting.device.idcard;

import java.util.Arrays;

/**
 * A whole answer of the module with a right checksum.
 *
 * @param status SW3; SW1 and SW2 repeat what the card's chip said and decide nothing
 * @param data what follows SW3, 0 to 2310 bytes; a card's text while it lives
 */
record SamVReply(SamVStatus status, byte[] data) {

    /** Zeroes the data; called as soon as it has been understood. */
    void wipe() {
        Arrays.fill(data, (byte) 0);
    }

    @Override
    public String toString() {
        return status + " with " + data.length + " bytes";
    }
}
