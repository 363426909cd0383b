package cn.ting.device.idcard;

import cn.ting.device.idcard.Card.Layout;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import cn.ting.device.idcard.IdCardReader.Event;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/**
 * The 256 bytes of text on a card: UTF-16LE in fields of fixed length, padded with spaces. The mark at byte 248 says which
 * layout; residents' cards and {@code J} permits agree in every field read here.
 */
final class TextBlock {

    private static final int TEXT_BYTES = 0x0100;
    private static final int MOST_PHOTO_BYTES = 0x0400;
    private static final int TEXT_AT = 4;
    private static final String LONG_TERM = "长期";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private final ByteBuffer text;

    private TextBlock(ByteBuffer text) {
        this.text = text;
    }

    /** True when this is the data of an answer to 30 01: text length, photo length, text, photo. */
    static boolean isIn(byte[] data) {
        if (data.length < TEXT_AT + TEXT_BYTES) {
            return false;
        }
        ByteBuffer lengths = ByteBuffer.wrap(data);
        int textBytes = lengths.getShort();
        int photoBytes = lengths.getShort();
        return textBytes == TEXT_BYTES
                && photoBytes >= 0
                && photoBytes <= MOST_PHOTO_BYTES
                && data.length == TEXT_AT + textBytes + photoBytes;
    }

    /** Understands the data of an answer to 30 01; the photo is passed over. Keeps nothing of the array. */
    static Event read(byte[] data) {
        return new TextBlock(ByteBuffer.wrap(data, TEXT_AT, TEXT_BYTES).slice()).read();
    }

    private Event read() {
        char mark = (char) (text.get(248) & 0xff | text.get(249) << 8);
        // Letters other than J are layouts of their own: I and Y are permits of foreigners. Residents' cards have a space.
        if (mark != 'J' && mark >= 'A' && mark <= 'Z') {
            return new CardUnreadable(IdCardFault.LAYOUT_UNKNOWN);
        }
        try {
            return new CardRead(card(mark == 'J' ? Layout.HMT_RESIDENT : Layout.RESIDENT));
        } catch (CharacterCodingException | DateTimeException wrong) {
            return new CardUnreadable(IdCardFault.CONTENT_WRONG);
        }
    }

    private Card card(Layout layout) throws CharacterCodingException {
        String name = field(0, 30);
        LocalDate birth = day(field(36, 16));
        String number = field(122, 36);
        LocalDate validFrom = day(field(188, 16));
        String until = field(204, 16);
        Optional<LocalDate> validUntil = until.equals(LONG_TERM) ? Optional.empty() : Optional.of(day(until));
        boolean regionFits = layout == Layout.RESIDENT || number.matches("8[123]0000.*");
        if (name.isEmpty()
                || name.chars().anyMatch(Character::isISOControl)
                || !regionFits
                || !CitizenNumber.isValid(number, birth)
                || validFrom.isBefore(birth)
                || validUntil.filter(last -> last.isBefore(validFrom)).isPresent()) {
            throw new DateTimeException("the fields of this card contradict one another");
        }
        return new Card(layout, name, number, birth, validUntil);
    }

    private static LocalDate day(String written) {
        return LocalDate.parse(written, DAY);
    }

    private String field(int from, int bytes) throws CharacterCodingException {
        String padded = StandardCharsets.UTF_16LE.newDecoder().decode(text.slice(from, bytes)).toString();
        int end = padded.length();
        while (end > 0 && (padded.charAt(end - 1) == ' ' || padded.charAt(end - 1) == 0)) {
            end--;
        }
        return padded.substring(0, end);
    }
}
