package cn.ting.device.contactcard;

import java.io.IOException;

/** One command to a card, and its answer: through the smart-card service, or to whatever a test puts in a card's place. */
@FunctionalInterface
interface CardExchange {

    /**
     * @param command a command APDU, short form
     * @return data and two bytes of status; anything at all when the card is strange
     * @throws IOException when the card was taken out, or the service is gone
     */
    byte[] send(byte[] command) throws IOException;
}
