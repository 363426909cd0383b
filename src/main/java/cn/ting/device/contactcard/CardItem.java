package cn.ting.device.contactcard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HexFormat;

/**
 * One item of a card's file, as a record holds it: id (1 byte), length (1 byte), value. Values are ASCII, GBK or BCD (LD/T 32-2015). What
 * does not have the form it should have is refused, never guessed.
 */
final class CardItem {

    private static final Charset GBK = Charset.forName("GBK");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private final byte[] record;

    private CardItem(byte[] record) {
        this.record = record;
    }

    /**
     * Takes a record for the item it should be; keeps the array and nothing else.
     *
     * @param most the longest value it may have
     * @throws DateTimeException when it is another item, or its length is not that of its value
     */
    static CardItem of(byte[] record, int id, int most) {
        boolean whole = record.length > 2 && (record[0] & 0xFF) == id && (record[1] & 0xFF) == record.length - 2;
        hold(whole && record.length - 2 <= most);
        return new CardItem(record);
    }

    /** The value in hexadecimal digits; all of {@code bytes}. */
    String hex(int bytes) {
        hold(record.length - 2 == bytes);
        return HexFormat.of().withUpperCase().formatHex(record, 2, record.length);
    }

    /** The value in decimal digits, two a byte. */
    String digits(int bytes) {
        String digits = hex(bytes);
        hold(digits.chars().allMatch(one -> one >= '0' && one <= '9'));
        return digits;
    }

    LocalDate day() {
        return LocalDate.parse(digits(4), DAY);
    }

    /** The value as text without what it was filled up with: zeros, blanks or FF. */
    String text() throws CharacterCodingException {
        int end = record.length;
        while (end > 2 && isFiller(record[end - 1])) {
            end--;
        }
        // No GBK character of two bytes ends in one of these, so none is cut in half.
        String text = GBK.newDecoder().decode(ByteBuffer.wrap(record, 2, end - 2)).toString();
        hold(!text.isBlank() && text.chars().noneMatch(Character::isISOControl));
        return text;
    }

    /** The value as text of this shape. */
    String text(String shape) throws CharacterCodingException {
        String text = text();
        hold(text.matches(shape));
        return text;
    }

    private static boolean isFiller(byte last) {
        return last == 0 || last == ' ' || last == (byte) 0xFF;
    }

    /** Refuses what breaks a rule, in words that name nobody. */
    static void hold(boolean rule) {
        if (!rule) {
            throw new DateTimeException("an item of this card is not what it should be");
        }
    }
}
