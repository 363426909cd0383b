package cn.ting.device.contactcard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Asks a card and goes on asking until its answer is whole, as a card that speaks T=0 wants it (ISO 7816-4, 5.3.4 and 7816-3, 12.2): after
 * 61xx by GET RESPONSE, after 6Cxx with the length that it named. No more than eight rounds, whatever the card says.
 */
final class CardDialogue {

    /** The most commands for one answer. */
    static final int ROUNDS = 8;

    /** The most data of one answer. Records are a tenth of it. */
    static final int MOST_BYTES = 1_024;

    private static final int MORE = 0x61;
    private static final int WRONG_LENGTH = 0x6C;

    private final CardExchange card;

    CardDialogue(CardExchange card) {
        this.card = card;
    }

    /**
     * @param command short form; its last byte is Le, except for a command that brings data, which has none
     * @throws IOException see {@link CardExchange#send}
     */
    CardAnswer ask(byte[] command) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] next = command;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] reply = card.send(next.clone());
            if (reply.length < 2 || reply.length - 2 + data.size() > MOST_BYTES) {
                return new CardAnswer(new byte[0], 0);
            }
            data.write(reply, 0, reply.length - 2);
            int first = reply[reply.length - 2] & 0xFF;
            int second = reply[reply.length - 1] & 0xFF;
            Arrays.fill(reply, (byte) 0);
            if (first == MORE) {
                next = new byte[] {command[0], (byte) 0xC0, 0, 0, (byte) second};
            } else if (first == WRONG_LENGTH && next.length == 5) {
                next = next.clone();
                next[4] = (byte) second;
            } else {
                return new CardAnswer(data.toByteArray(), first << 8 | second);
            }
        }
        return new CardAnswer(new byte[0], 0);
    }
}
