package cn.ting.device.idcard;

import cn.ting.device.idcard.Card.Addressed;
import cn.ting.device.idcard.Card.Fields;
import cn.ting.device.idcard.Card.Foreigner2017;
import cn.ting.device.idcard.Card.Foreigner2023;
import cn.ting.device.idcard.Card.HmtResident;
import cn.ting.device.idcard.Card.Resident;
import cn.ting.device.idcard.Card.Sex;
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
 * The 256 bytes of text on a card: UTF-16LE in fields of fixed length, padded with spaces. The mark at byte 248 says which of
 * four layouts. A card whose fields are malformed or contradict one another is nobody's.
 */
final class TextBlock {

    private static final int TEXT_BYTES = 0x0100;
    private static final int MOST_PHOTO_BYTES = 0x0400;
    private static final int MOST_FINGER_BYTES = 0x0400;
    private static final String LONG_TERM = "长期";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private final ByteBuffer text;
    private final Fields fields;

    private TextBlock(ByteBuffer text, Fields fields) {
        this.text = text;
        this.fields = fields;
    }

    /**
     * True when this is the data of an answer to 30 01 (lengths of text and photo, text, photo) or, with {@code fingers}, to
     * 30 10 (lengths of text, photo and fingers, text, photo, fingers).
     */
    static boolean isIn(byte[] data, boolean fingers) {
        int textAt = textAt(fingers);
        if (data.length < textAt + TEXT_BYTES) {
            return false;
        }
        ByteBuffer lengths = ByteBuffer.wrap(data);
        int textBytes = lengths.getShort();
        int photoBytes = lengths.getShort();
        int fingerBytes = fingers ? lengths.getShort() : 0;
        return textBytes == TEXT_BYTES
                && photoBytes >= 0
                && photoBytes <= MOST_PHOTO_BYTES
                && fingerBytes >= 0
                && fingerBytes <= MOST_FINGER_BYTES
                && data.length == textAt + textBytes + photoBytes + fingerBytes;
    }

    /**
     * Understands data that {@link #isIn} has found right; photo and fingers are passed over, and what is not among the fields. Keeps nothing of the
     * array.
     */
    static Event read(byte[] data, boolean fingers, Fields fields) {
        return new TextBlock(ByteBuffer.wrap(data, textAt(fingers), TEXT_BYTES).slice(), fields).read();
    }

    /**
     * Puts the address that was written on the card later, the data of an answer to 30 03, in place of the one of its text, unless it is blank. Keeps
     * nothing of the array.
     */
    static Event addLater(Addressed card, byte[] data) {
        try {
            Optional<String> later = new TextBlock(ByteBuffer.wrap(data), Fields.NONE).written(0, data.length);
            return new CardRead(later.isEmpty() ? card : card.livingAt(later));
        } catch (CharacterCodingException | DateTimeException wrong) {
            return new CardUnreadable(IdCardFault.CONTENT_WRONG);
        }
    }

    private static int textAt(boolean fingers) {
        return fingers ? 6 : 4;
    }

    private Event read() {
        char mark = (char) (text.get(248) & 0xff | text.get(249) << 8);
        try {
            return switch (mark) {
                case 'J' -> new CardRead(hmtResident());
                case 'I' -> new CardRead(foreigner2017());
                case 'Y' -> new CardRead(foreigner2023());
                // Another letter is a layout of its own, of a later day than this release. Residents' cards have a space.
                default -> mark >= 'A' && mark <= 'Z'
                        ? new CardUnreadable(IdCardFault.LAYOUT_UNKNOWN)
                        : new CardRead(resident());
            };
        } catch (CharacterCodingException | DateTimeException wrong) {
            return new CardUnreadable(IdCardFault.CONTENT_WRONG);
        }
    }

    private Card resident() throws CharacterCodingException {
        LocalDate birth = day(field(36, 16));
        return new Resident(
                name(), number(".*", birth), birth, sex(30), validUntil(birth), validFrom(),
                asked(fields.ethnicGroup(), 32, 4), asked(fields.address(), 52, 70), asked(fields.issuer(), 158, 30));
    }

    private Card hmtResident() throws CharacterCodingException {
        LocalDate birth = day(field(36, 16));
        return new HmtResident(
                name(), number("8[123]0000.*", birth), birth, sex(30), validUntil(birth), validFrom(),
                asked(fields.address(), 52, 70), asked(fields.issuer(), 158, 30),
                asked(fields.travelPermit(), 220, 18), asked(fields.issue(), 238, 4));
    }

    private Card foreigner2017() throws CharacterCodingException {
        LocalDate birth = day(field(220, 16));
        String number = field(122, 30);
        hold(number.matches("[A-Z]{3}[0-9]{12}"));
        return new Foreigner2017(
                english(field(0, 120), 152), written(158, 30), number, birth, sex(120), validUntil(birth), validFrom(),
                asked(fields.nationality(), 152, 6), asked(fields.issue(), 236, 4), asked(fields.issue(), 240, 8));
    }

    /** The English name goes on in a second field, at any letter or space. */
    private Card foreigner2023() throws CharacterCodingException {
        LocalDate birth = day(field(36, 16));
        String english = english(trimmed(raw(52, 70) + raw(220, 22)), 242);
        return new Foreigner2023(
                english, written(0, 30), number("9.*", birth), birth, sex(30), validUntil(birth), validFrom(),
                asked(fields.nationality(), 242, 6), asked(fields.issue(), 32, 4), asked(fields.issue(), 250, 6));
    }

    /** @param nationAt where the card has the three letters of a nation (GB/T 2659), which a card of another layout has not */
    private String english(String name, int nationAt) throws CharacterCodingException {
        hold(field(nationAt, 6).matches("[A-Z]{3}") && name.codePoints().noneMatch(Character::isIdeographic));
        return written(name).orElseThrow(TextBlock::contradiction);
    }

    private String number(String shape, LocalDate birth) throws CharacterCodingException {
        String number = field(122, 36);
        hold(number.matches(shape) && CitizenNumber.isValid(number, birth));
        return number;
    }

    private Sex sex(int from) throws CharacterCodingException {
        return switch (field(from, 2)) {
            case "", "0" -> Sex.UNKNOWN;
            case "1" -> Sex.MALE;
            case "2" -> Sex.FEMALE;
            case "9" -> Sex.NOT_STATED;
            default -> throw contradiction();
        };
    }

    /** All layouts have both days at the same place. */
    private Optional<LocalDate> validUntil(LocalDate birth) throws CharacterCodingException {
        LocalDate from = firstDay();
        String until = field(204, 16);
        Optional<LocalDate> last = until.equals(LONG_TERM) ? Optional.empty() : Optional.of(day(until));
        hold(!from.isBefore(birth) && last.filter(day -> day.isBefore(from)).isEmpty());
        return last;
    }

    private Optional<LocalDate> validFrom() throws CharacterCodingException {
        return fields.validFrom() ? Optional.of(firstDay()) : Optional.empty();
    }

    private LocalDate firstDay() throws CharacterCodingException {
        return day(field(188, 16));
    }

    private static LocalDate day(String written) {
        return LocalDate.parse(written, DAY);
    }

    /** The name of a card that has one in Chinese. */
    private String name() throws CharacterCodingException {
        return written(0, 30).orElseThrow(TextBlock::contradiction);
    }

    private Optional<String> asked(boolean asked, int from, int bytes) throws CharacterCodingException {
        return asked ? written(from, bytes) : Optional.empty();
    }

    private Optional<String> written(int from, int bytes) throws CharacterCodingException {
        return written(field(from, bytes));
    }

    private static Optional<String> written(String field) {
        hold(field.chars().noneMatch(Character::isISOControl));
        return Optional.of(field).filter(some -> !some.isBlank());
    }

    private String field(int from, int bytes) throws CharacterCodingException {
        return trimmed(raw(from, bytes));
    }

    private String raw(int from, int bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_16LE.newDecoder().decode(text.slice(from, bytes)).toString();
    }

    private static String trimmed(String padded) {
        int end = padded.length();
        while (end > 0 && (padded.charAt(end - 1) == ' ' || padded.charAt(end - 1) == 0)) {
            end--;
        }
        return padded.substring(0, end);
    }

    private static void hold(boolean rule) {
        if (!rule) {
            throw contradiction();
        }
    }

    private static DateTimeException contradiction() {
        return new DateTimeException("the fields of this card contradict one another");
    }
}
