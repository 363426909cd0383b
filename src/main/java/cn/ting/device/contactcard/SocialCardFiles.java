package cn.ting.device.contactcard;

import cn.ting.device.contactcard.SocialSecurityCard.Holder;
import cn.ting.device.contactcard.SocialSecurityCard.Sex;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads the two files of a social-security card that need no key: EF05 (the card) and EF06 (whose it is), under the environment
 * "sx1.sh.社会保障" (LD/T 32-2015, LD/T 6001-2023). Some issuers want the holder's PIN before EF06: 6982, and no holder then. Some cards
 * want P1 = 0 where a file is selected, or name records by their items: both are tried when the usual way is strange to the card.
 */
final class SocialCardFiles {

    private static final String ENVIRONMENT = "7378312E73682EC9E7BBE1B1A3D5CF";
    private static final int CARD_FILE = 0x05;
    private static final int HOLDER_FILE = 0x06;
    private static final int BY_NUMBER = 0x04;
    private static final int BY_ITEM = 0x00;

    /** A record or file stays shut without the holder's PIN. */
    private static final class LockedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** How an item's value is understood. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(CardItem item) throws CharacterCodingException;
    }

    private final CardDialogue card;
    private int manner = BY_NUMBER;

    private SocialCardFiles(CardExchange card) {
        this.card = new CardDialogue(card);
    }

    /**
     * Reads a card that has just been switched on.
     *
     * @throws IOException see {@link CardExchange#send}
     */
    static ContactCard read(CardExchange card) throws IOException {
        return new SocialCardFiles(card).read();
    }

    private ContactCard read() throws IOException {
        CardAnswer environment = card.ask(HexFormat.of().parseHex("00A404000F" + ENVIRONMENT));
        if (!environment.ok()) {
            return new UnreadCard(environment.unknownHere() ? ContactCardFault.NOT_SOCIAL_SECURITY : ContactCardFault.UNREADABLE);
        }
        try {
            return card();
        } catch (DateTimeException | CharacterCodingException | LockedException wrong) {
            return new UnreadCard(ContactCardFault.UNREADABLE);
        }
    }

    private SocialSecurityCard card() throws IOException {
        select(CARD_FILE);
        String identification = item(1, 0x01, 16, item -> item.hex(16));
        CardItem.hold(identification.substring(0, 6).matches("[0-9]{6}"));
        String cardClass = item(2, 0x02, 1, item -> item.text("[0-9A-Z]"));
        String version = item(3, 0x03, 4, item -> item.text("[1-9]\\.[0-9]{1,2}"));
        String agency = item(4, 0x04, 12, item -> item.hex(12));
        LocalDate issued = item(5, 0x05, 4, item -> item.day());
        LocalDate validUntil = item(6, 0x06, 4, item -> item.day());
        CardItem.hold(!validUntil.isBefore(issued));
        String number = item(7, 0x07, 9, item -> item.text("[0-9A-Z]{1,9}"));
        return new SocialSecurityCard(identification, cardClass, version, agency, issued, validUntil, number, holder());
    }

    private Optional<Holder> holder() throws IOException {
        try {
            select(HOLDER_FILE);
            String number = item(1, 0x08, 18, item -> item.text("[0-9X]{18}"));
            String name = item(2, 0x09, 30, item -> item.text());
            Sex sex = item(3, 0x0A, 1, item -> sex(item.hex(1)));
            String ethnicGroup = item(4, 0x0B, 1, item -> item.digits(1));
            String birthplace = item(5, 0x0C, 3, item -> item.digits(3));
            LocalDate birth = item(6, 0x0D, 4, item -> item.day());
            CardItem.hold(CitizenNumber.isValid(number, birth));
            return Optional.of(new Holder(number, name, sex, ethnicGroup, birthplace, birth));
        } catch (LockedException pinNeeded) {
            return Optional.empty();
        }
    }

    /** Cards hold the digit of GB/T 2261.1 as a character or as BCD. */
    private static Sex sex(String written) {
        return switch (written) {
            case "30", "00" -> Sex.UNKNOWN;
            case "31", "01" -> Sex.MALE;
            case "32", "02" -> Sex.FEMALE;
            case "39", "09" -> Sex.NOT_STATED;
            default -> throw new DateTimeException("no sex of GB/T 2261.1");
        };
    }

    private void select(int file) throws IOException {
        CardAnswer answer = card.ask(new byte[] {0, (byte) 0xA4, 2, 0, 2, (byte) 0xEF, (byte) file});
        if (answer.unknownHere()) {
            answer = card.ask(new byte[] {0, (byte) 0xA4, 0, 0, 2, (byte) 0xEF, (byte) file});
        }
        expectOk(answer);
    }

    private <T> T item(int number, int id, int most, Reading<T> reading) throws IOException {
        CardAnswer answer = ask(number, id);
        if (answer.unknownHere() && manner == BY_NUMBER && number == 1) {
            manner = BY_ITEM;
            answer = ask(number, id);
        }
        try {
            expectOk(answer);
            return reading.of(CardItem.of(answer.data(), id, most));
        } finally {
            answer.wipe();
        }
    }

    /** READ RECORD (ISO 7816-4, 7.3.3): P2 = 04 takes P1 for the record's number, 00 for the item's id. */
    private CardAnswer ask(int number, int id) throws IOException {
        return card.ask(new byte[] {0, (byte) 0xB2, (byte) (manner == BY_NUMBER ? number : id), (byte) manner, 0});
    }

    private static void expectOk(CardAnswer answer) throws LockedException {
        if (answer.status() == CardAnswer.LOCKED) {
            throw new LockedException();
        }
        CardItem.hold(answer.ok());
    }
}
