package cn.ting.device.idcard;

import static cn.ting.device.idcard.KnownBytes.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.wire.Meaning.Message;
import cn.ting.wire.Traffic.Direction;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the bench says of a reader's bytes, by frames from the vendors' tables. */
class SamVMeaningTest {

    private final SamVMeaning meaning = new SamVMeaning();

    @Test
    void everyRequestHasItsMeaning() {
        assertEquals("resets the module", request("AA AA AA 96 69 00 03 10 FF EC"));
        assertEquals("asks how the module is", request("AA AA AA 96 69 00 03 11 FF ED"));
        assertEquals("asks for the module's number", request("AA AA AA 96 69 00 03 12 FF EE"));
        assertEquals("looks for a card", request("AA AA AA 96 69 00 03 20 01 22"));
        assertEquals("selects the card", request("AA AA AA 96 69 00 03 20 02 21"));
        assertEquals("reads text and photo", request("AA AA AA 96 69 00 03 30 01 32"));
        assertEquals("asks for a later address on the card", request("AA AA AA 96 69 00 03 30 03 30"));
        assertEquals("sets 115200 baud", request("AA AA AA 96 69 00 03 60 00 63"));
        assertEquals("limits the bytes on the air", request("AA AA AA 96 69 00 04 61 FF 50 CA"));
        assertEquals("an unknown command", request("AA AA AA 96 69 00 03 77 00 74"));
        assertEquals("a frame with a wrong checksum", request("AA AA AA 96 69 00 03 20 01 23"));
    }

    @Test
    void anAnswerIsToldByItsLastStatusByteAndByWhatWasAsked() {
        request("AA AA AA 96 69 00 03 20 01 22");
        assertEquals("found a card", answer("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"));
        assertEquals("no card, or one that was read and not lifted", answer("AA AA AA 96 69 00 04 00 00 80 84"));
        request("AA AA AA 96 69 00 03 20 02 21");
        assertEquals("selected the card", answer("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C"));
        assertEquals("the card could not be selected", answer("AA AA AA 96 69 00 04 00 00 81 85"));
        assertEquals("reading the card failed", answer("AA AA AA 96 69 00 04 00 00 41 45"));
        assertEquals("the self-test failed, the module accepts nothing", answer("AA AA AA 96 69 00 04 00 00 60 64"));
        assertEquals("status 77", answer("AA AA AA 96 69 00 04 00 00 77 73"));
        request("AA AA AA 96 69 00 03 12 FF EE");
        assertEquals("number 05.01-20180101-000001234-123456789",
                answer("AA AA AA 96 69 00 14 00 00 90 05 00 01 00 85 EC 33 01 D2 04 00 00 15 CD 5B 07 89"));
    }

    @Test
    void aCardIsToldByNameNumberAndItsLastDay() {
        request("AA AA AA 96 69 00 03 30 01 32");
        Card known = ((IdCardReader.CardRead) TextBlock.read(KnownBytes.data("resident-long-term"), false, Card.Fields.NONE)).card();
        assertEquals("resident's card: " + known.name() + ", " + known.number() + ", until 长期",
                only(meaning.of(Direction.FROM_DEVICE, KnownBytes.frame("resident-long-term"))).says());
        Card permit = ((IdCardReader.CardRead) TextBlock.read(KnownBytes.data("hmt-resident"), false, Card.Fields.NONE)).card();
        assertEquals("permit: " + permit.name() + ", " + permit.number() + ", until 20270101",
                only(meaning.of(Direction.FROM_DEVICE, KnownBytes.frame("hmt-resident"))).says());
    }

    @Test
    void aTornFrameIsToldWhenTheOtherSideSpeaks() {
        byte[] frame = KnownBytes.frame("resident");
        assertEquals(List.of(), meaning.of(Direction.FROM_DEVICE, Arrays.copyOf(frame, 647)));
        List<Message> then = meaning.of(Direction.TO_DEVICE, hex("AA AA AA 96 69 00 03 20 01 22"));
        assertEquals(List.of("broken off after 647 bytes", "looks for a card"), then.stream().map(Message::says).toList());
    }

    @Test
    void aSearchThatFindsNothingIsAPollingAndACardIsNone() {
        assertEquals("2001", only(meaning.of(Direction.TO_DEVICE, hex("AA AA AA 96 69 00 03 20 01 22"))).poll());
        assertEquals("2001", only(meaning.of(Direction.FROM_DEVICE, hex("AA AA AA 96 69 00 04 00 00 80 84"))).poll());
        assertEquals("", only(meaning.of(Direction.FROM_DEVICE, hex("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"))).poll());
    }

    /** Seed 1: frames among noise, cut anywhere; nothing is lost and nothing fails. */
    @Test
    void noByteIsLostHoweverTheyCome() {
        Random random = new Random(1);
        byte[] all = new byte[20_000];
        for (int at = 0; at < all.length; ) {
            byte[] piece = random.nextBoolean() ? KnownBytes.frame("resident") : new byte[random.nextInt(40)];
            if (piece.length < 40) {
                random.nextBytes(piece);
            }
            int count = Math.min(piece.length, all.length - at);
            System.arraycopy(piece, 0, all, at, count);
            at += count;
        }
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        for (int from = 0; from < all.length; ) {
            int to = Math.min(all.length, from + 1 + random.nextInt(700));
            meaning.of(Direction.FROM_DEVICE, Arrays.copyOfRange(all, from, to)).forEach(message -> told.writeBytes(message.bytes()));
            from = to;
        }
        new ArrayList<>(meaning.of(Direction.TO_DEVICE, new byte[0])).forEach(message -> told.writeBytes(message.bytes()));
        assertArrayEquals(all, told.toByteArray());
    }

    private String request(String bytes) {
        return only(meaning.of(Direction.TO_DEVICE, hex(bytes))).says();
    }

    private String answer(String bytes) {
        return only(meaning.of(Direction.FROM_DEVICE, hex(bytes))).says();
    }

    private static Message only(List<Message> messages) {
        assertEquals(1, messages.size(), messages.toString());
        return messages.get(0);
    }
}
