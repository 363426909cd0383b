package cn.ting.device.contactcard;

import java.util.Arrays;

/**
 * What a card said at the end of a command.
 *
 * @param data what came before the status; may hold personal data
 * @param status the two bytes SW1 SW2 (ISO 7816-4, 5.6); 0 for an answer that has none
 */
record CardAnswer(byte[] data, int status) {

    static final int OK = 0x9000;
    /** Security status not satisfied: a PIN or a key is wanted first. */
    static final int LOCKED = 0x6982;

    boolean ok() {
        return status == OK;
    }

    /**
     * True when the card knows nothing of what was named: no such file, application or record, or the instruction or its parameters are
     * strange to it.
     */
    boolean unknownHere() {
        return switch (status) {
            case 0x6A80, 0x6A81, 0x6A82, 0x6A83, 0x6A86, 0x6A87, 0x6A88, 0x6B00, 0x6D00, 0x6E00, 0x6700 -> true;
            default -> false;
        };
    }

    void wipe() {
        Arrays.fill(data, (byte) 0);
    }

    @Override
    public String toString() {
        return "%04x, %d bytes".formatted(status, data.length);
    }
}
