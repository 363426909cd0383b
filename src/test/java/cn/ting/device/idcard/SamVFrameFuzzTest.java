package cn.ting.device.idcard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.Card.Fields;
import cn.ting.device.idcard.IdCardReader.CardRead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SamVFrameFuzzTest {

    private static final byte[] FRAME = KnownBytes.frame("resident");
    private static final Card CARD = ((CardRead) TextBlock.read(KnownBytes.data("resident"), false, Fields.NONE)).card();

    @Property(tries = 2_000)
    void noBytesMakeTheDecoderFailAndNoAnswerIsLongerThanTheLongest(@ForAll("noise") byte[] bytes) {
        SamVFrameDecoder decoder = new SamVFrameDecoder();
        for (byte next : bytes) {
            decoder.take(next).ifPresent(reply -> assertTrue(reply.data().length <= 0x090A - 4));
        }
    }

    @Property(tries = 500)
    void aFrameIsFoundBehindAnyNoiseWithoutAPreamble(@ForAll @Size(max = 64) byte[] noise) {
        for (int i = 0; i < noise.length; i++) {
            noise[i] = noise[i] == 0x69 ? 0x68 : noise[i];
        }
        byte[] both = Arrays.copyOf(noise, noise.length + FRAME.length);
        System.arraycopy(FRAME, 0, both, noise.length, FRAME.length);
        assertArrayEquals(KnownBytes.data("resident"), KnownBytes.decode(both).orElseThrow().data());
    }

    @Property(tries = 1_000)
    void aFlippedBitNeverMakesAnotherPerson(@ForAll @IntRange(max = 1_294) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] spoiled = FRAME.clone();
        spoiled[at] ^= (byte) (1 << bit);
        assertEquals(Optional.empty(), cardIn(spoiled));
    }

    @Property(tries = 1_000)
    void aTornFrameNeverMakesAPerson(@ForAll @IntRange(max = 1_294) int cut) {
        assertEquals(Optional.empty(), cardIn(Arrays.copyOf(FRAME, cut)));
    }

    @Property(tries = 1_000)
    void aDigitExchangedPastTheChecksumNeverMakesAnotherNumber(
            @ForAll @IntRange(max = 17) int at, @ForAll("digits") char digit) {
        String number = CARD.number();
        String other = number.substring(0, at) + digit + number.substring(at + 1);
        byte[] data = KnownBytes.dataWith("resident", 122, other);
        boolean read = TextBlock.read(data, false, Fields.NONE) instanceof CardRead;
        assertEquals(other.equals(number), read);
    }

    /** Two characters past the frame's checksum: the check character may let them pass, a shape it must still be. */
    @Property(tries = 3_000)
    void charactersExchangedPastTheChecksumLeaveAPersonOrNone(
            @ForAll("cards") String card, @ForAll @IntRange(max = 127) int at, @ForAll @IntRange(max = 127) int also,
            @ForAll("characters") char one, @ForAll("characters") char other) {
        byte[] data = KnownBytes.dataWith(card, 2 * at, Character.toString(one));
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putChar(4 + 2 * also, other);
        if (TextBlock.read(data, false, Fields.NONE) instanceof CardRead read) {
            Card found = read.card();
            assertTrue(found instanceof Card.Foreigner2017
                    ? found.number().matches("[A-Z]{3}[0-9]{12}") : CitizenNumber.isValid(found.number(), found.birth()));
            assertFalse(found.name().isBlank());
            assertTrue(found.validUntil().filter(last -> last.isBefore(found.birth())).isEmpty());
        }
    }

    /** One character alone never makes another number with a check character. */
    @Property(tries = 2_000)
    void oneCharacterExchangedNeverMakesAnotherNumber(
            @ForAll("cards") String card, @ForAll @IntRange(max = 127) int at, @ForAll("characters") char one) {
        String before = ((CardRead) TextBlock.read(KnownBytes.data(card), false, Fields.NONE)).card().number();
        if (TextBlock.read(KnownBytes.dataWith(card, 2 * at, Character.toString(one)), false, Fields.NONE) instanceof CardRead read
                && !(read.card() instanceof Card.Foreigner2017)) {
            assertEquals(before, read.card().number());
        }
    }

    @Property(tries = 1_000)
    void noLengthsMakeTheParserLookBehindTheEnd(@ForAll @Size(max = 2_400) byte[] data, @ForAll boolean fingers) {
        if (TextBlock.isIn(data, fingers)) {
            TextBlock.read(data, fingers, Fields.NONE);
        }
    }

    @Property(tries = 500)
    void aPreambleWithoutEndHoldsNothingUp(@ForAll @IntRange(min = 3, max = 5_000) int length) {
        byte[] preamble = new byte[length + FRAME.length];
        Arrays.fill(preamble, 0, length, (byte) 0xAA);
        System.arraycopy(FRAME, 0, preamble, length, FRAME.length);
        assertTrue(cardIn(preamble).isPresent());
    }

    @Property(tries = 2_000)
    void noTextMakesTheParserFail(@ForAll @Size(value = 256) byte[] text) {
        byte[] data = KnownBytes.data("resident");
        System.arraycopy(text, 0, data, 4, 256);
        assertTrue(TextBlock.read(data, false, Fields.NONE) instanceof IdCardReader.CardUnreadable);
    }

    @Provide
    Arbitrary<byte[]> noise() {
        byte[] preamble = {(byte) 0xAA, (byte) 0xAA, (byte) 0xAA, (byte) 0x96, 0x69};
        Arbitrary<byte[]> pieces = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(preamble)),
                Tuple.of(1, Arbitraries.just(new byte[] {0, 4, 0, 0, (byte) 0x80, (byte) 0x84})),
                Tuple.of(2, Arbitraries.bytes().array(byte[].class).ofMaxSize(12)));
        return pieces.list().ofMaxSize(40).map(SamVFrameFuzzTest::joined);
    }

    @Provide
    Arbitrary<String> cards() {
        return Arbitraries.of("resident", "resident-long-term", "hmt-resident", "foreigner-2017", "foreigner-2023");
    }

    /** What is dangerous more often than the rest. */
    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.oneOf(
                Arbitraries.of('0', '1', '9', 'X', 'A', 'I', 'J', 'Y', ' ', '\0', '\uD800', '\uDC00', '\uFFFE', '\n', '期'),
                Arbitraries.chars().all());
    }

    @Provide
    Arbitrary<Character> digits() {
        return Arbitraries.of('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X');
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static Optional<Card> cardIn(byte[] bytes) {
        return KnownBytes.decode(bytes)
                .filter(SamVCommand.READ::isAnsweredBy)
                .map(reply -> TextBlock.read(reply.data(), false, Fields.NONE))
                .flatMap(event -> event instanceof CardRead read ? Optional.of(read.card()) : Optional.empty());
    }
}
