package cn.ting.device.idcard;

import static cn.ting.device.idcard.KnownBytes.decode;
import static cn.ting.device.idcard.KnownBytes.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.SamVStatus.Then;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamVFramesTest {

    @ParameterizedTest
    @CsvSource({
        "FIND, AA AA AA 96 69 00 03 20 01 22",
        "SELECT, AA AA AA 96 69 00 03 20 02 21",
        "READ, AA AA AA 96 69 00 03 30 01 32",
        "STATUS, AA AA AA 96 69 00 03 11 FF ED",
        "MODULE_NUMBER, AA AA AA 96 69 00 03 12 FF EE",
        "READ_WITH_FINGERS, AA AA AA 96 69 00 03 30 10 23",
        "LATER_ADDRESS, AA AA AA 96 69 00 03 30 03 30",
        "MANAGEMENT_NUMBER, AA AA AA 96 69 00 03 30 05 36"
    })
    void aCommandIsFramedAsTheTablesSay(SamVCommand command, String frame) {
        assertArrayEquals(hex(frame), command.frame());
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, 0, AA AA AA 96 69 00 04 00 00 90 94",
        "CARD_FOUND, 4, AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97",
        "FIND_FAILED, 0, AA AA AA 96 69 00 04 00 00 80 84",
        "SUCCESS, 8, AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C",
        "SELECT_FAILED, 0, AA AA AA 96 69 00 04 00 00 81 85",
        "READ_FAILED, 0, AA AA AA 96 69 00 04 00 00 41 45",
        "NOT_ON_THE_CARD, 0, AA AA AA 96 69 00 04 00 00 91 95",
        "CHECKSUM_WRONG, 0, AA AA AA 96 69 00 04 00 00 10 14",
        "LENGTH_WRONG, 0, AA AA AA 96 69 00 04 00 00 11 15",
        "COMMAND_WRONG, 0, AA AA AA 96 69 00 04 00 00 21 25",
        "NOT_PERMITTED_NOW, 0, AA AA AA 96 69 00 04 00 00 23 27",
        "UNRECOGNISED_ERROR, 0, AA AA AA 96 69 00 04 00 00 24 20",
        "SELF_TEST_FAILED, 0, AA AA AA 96 69 00 04 00 00 60 64",
        "NOT_AUTHORISED, 0, AA AA AA 96 69 00 04 00 00 66 62",
        "UNLISTED, 0, AA AA AA 96 69 00 04 00 00 77 73",
        "SUCCESS, 16, AA AA AA 96 69 00 14 00 00 90 05 00 01 00 85 EC 33 01 D2 04 00 00 15 CD 5B 07 89"
    })
    void anAnswerIsUnderstoodByItsThirdStatusByte(SamVStatus status, int dataBytes, String frame) {
        SamVReply reply = decode(hex(frame)).orElseThrow();
        assertEquals(status, reply.status());
        assertEquals(dataBytes, reply.data().length);
    }

    @Test
    void statusBytesOneAndTwoDecideNothing() {
        assertEquals(SamVStatus.READ_FAILED, decode(hex("AA AA AA 96 69 00 04 6A 82 41 AD")).orElseThrow().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resident", "resident-long-term", "hmt-resident", "foreigner-2017", "foreigner-2023"})
    void theTextOfEveryKnownCardArrivesWhole(String card) {
        SamVReply reply = decode(KnownBytes.frame(card)).orElseThrow();
        assertEquals(SamVStatus.SUCCESS, reply.status());
        assertTrue(SamVCommand.READ.isAnsweredBy(reply));
        assertArrayEquals(KnownBytes.data(card), reply.data());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "AA", "AA AA AA AA", "AA AA AA 96 AA", "96 69 00 04", "AA AA AA 96 69 FF FF", "AA AA AA 96 69 00 03"
    })
    void whatStandsBeforeAFrameIsDiscarded(String before) {
        assertEquals(SamVStatus.FIND_FAILED,
                decode(hex(before + "AA AA AA 96 69 00 04 00 00 80 84")).orElseThrow().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "AA AA AA 96 69 00 04 00 00 80 85", "AA AA 96 69 00 04 00 00 80 84", "AA AA AA 96 69 00 04 00 00 80",
        "AA AA AA 96 69 09 0B 00 00 90", "AA AA AA 96 69 00 00 00"
    })
    void whatIsNoFrameIsNoAnswer(String bytes) {
        assertEquals(Optional.empty(), decode(hex(bytes)));
    }

    @ParameterizedTest
    @CsvSource({
        "AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97, FIND",
        "AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C, SELECT",
        "AA AA AA 96 69 00 04 00 00 90 94, STATUS",
        "AA AA AA 96 69 00 14 00 00 90 05 00 01 00 85 EC 33 01 D2 04 00 00 15 CD 5B 07 89, MODULE_NUMBER"
    })
    void anAnswerBelongsToOneCommandOnly(String frame, SamVCommand asked) {
        SamVReply reply = decode(hex(frame)).orElseThrow();
        for (SamVCommand command : SamVCommand.values()) {
            assertEquals(command == asked, command.isAnsweredBy(reply), command.name());
        }
    }

    /** What a module says for a card that is gone no source tells; a reading of a card that lies there ends with neither. */
    @Test
    void whoseCardIsGoneMaySayThatItFindsOrSelectsNone() {
        for (String frame : List.of("AA AA AA 96 69 00 04 00 00 80 84", "AA AA AA 96 69 00 04 00 00 81 85")) {
            SamVReply reply = decode(hex(frame)).orElseThrow();
            assertTrue(SamVCommand.FIND.isAnsweredBy(reply));
            assertTrue(SamVCommand.LATER_ADDRESS.isAnsweredBy(reply) && SamVCommand.MANAGEMENT_NUMBER.isAnsweredBy(reply));
            assertFalse(SamVCommand.READ.isAnsweredBy(reply) || SamVCommand.READ_WITH_FINGERS.isAnsweredBy(reply));
            assertFalse(SamVCommand.STATUS.isAnsweredBy(reply) || SamVCommand.MODULE_NUMBER.isAnsweredBy(reply));
        }
    }

    @Test
    void whatCanBeAskedOfALyingCardIsToldFromItsText() {
        for (String frame : List.of("AA AA AA 96 69 00 04 00 00 41 45", "AA AA AA 96 69 00 04 00 00 91 95")) {
            SamVReply reply = decode(hex(frame)).orElseThrow();
            assertTrue(SamVCommand.LATER_ADDRESS.isAnsweredBy(reply) && SamVCommand.READ.isAnsweredBy(reply));
            assertFalse(SamVCommand.STATUS.isAnsweredBy(reply) || SamVCommand.MODULE_NUMBER.isAnsweredBy(reply));
        }
        SamVReply text = decode(KnownBytes.frame("resident")).orElseThrow();
        assertFalse(SamVCommand.LATER_ADDRESS.isAnsweredBy(text) || SamVCommand.MANAGEMENT_NUMBER.isAnsweredBy(text));
        SamVReply address = decode(SimulatedSamVLine.frame(0x90, SyntheticCard.laterAddress(SyntheticPeople.find("sun-haoran").orElseThrow()))).orElseThrow();
        assertTrue(SamVCommand.LATER_ADDRESS.isAnsweredBy(address));
        assertFalse(SamVCommand.READ.isAnsweredBy(address));
    }

    @ParameterizedTest
    @CsvSource({
        "zhou-jie, 512, AA AA AA 96 69 07 0A 00 00 90 01 00 04 00 02 00",
        "zhang-xiaosan, 1024, AA AA AA 96 69 09 0A 00 00 90 01 00 04 00 04 00",
        "wang-guiying, 0, AA AA AA 96 69 05 0A 00 00 90 01 00 04 00 00 00"
    })
    void aCardWithFingersIsReadAndTheFingersArePassedOver(String id, int fingers, String head) {
        SyntheticPerson person = SyntheticPeople.find(id).orElseThrow();
        byte[] frame = SimulatedSamVLine.frame(0x90, SyntheticCard.textPhotoAndFingers(person));
        assertArrayEquals(hex(head), Arrays.copyOf(frame, 16));
        assertEquals(1_297 + fingers, frame.length);
        SamVReply reply = decode(frame).orElseThrow();
        assertTrue(SamVCommand.READ_WITH_FINGERS.isAnsweredBy(reply));
        assertFalse(SamVCommand.READ.isAnsweredBy(reply));
        assertEquals(person.number(), ((IdCardReader.CardRead) TextBlock.read(reply.data(), true, Card.Fields.NONE)).card().number());
    }

    @Test
    void everyListedCodeHasOneConsequence() {
        assertEquals(
                Map.of(
                        Then.GO_ON, "90 91 9F", Then.NO_CARD, "34 80", Then.ASK_AGAIN, "10 11", Then.OTHER_CARD, "40",
                        Then.OUT_OF_ORDER, "60 66", Then.DOUBT, "21 23 24", Then.LAY_AGAIN, "31 32 33 37 3F 41 47 81"),
                IntStream.range(0, 256).boxed()
                        .filter(sw3 -> SamVStatus.of(sw3.byteValue()) != SamVStatus.UNLISTED)
                        .collect(Collectors.groupingBy(sw3 -> SamVStatus.of(sw3.byteValue()).then(),
                                Collectors.mapping("%02X"::formatted, Collectors.joining(" ")))));
        assertEquals(Then.DOUBT, SamVStatus.UNLISTED.then());
    }

    @Test
    void theSimulatedModuleSpeaksTheSameBytes() {
        assertArrayEquals(hex("AA AA AA 96 69 00 04 00 00 80 84"), SimulatedSamVLine.frame(0x80, new byte[0]));
        SyntheticPerson person = new SyntheticPerson("test", "测试丙", "Ceshi Bing", "", "", LocalDate.parse("1994-08-23"), "810000", "002",
                "某省某市某区样例路3号", "某市公安局样例分局", LocalDate.parse("2022-01-01"),
                Optional.of(LocalDate.parse("2027-01-01")), SyntheticPerson.Layout.HMT, "H12345678", "");
        assertArrayEquals(KnownBytes.frame("hmt-resident"),
                SimulatedSamVLine.frame(0x90, SyntheticCard.textAndPhoto(person)));
    }

    @Test
    void aReplyIsWipedAndNeverPrinted() {
        SamVReply reply = decode(KnownBytes.frame("resident")).orElseThrow();
        assertEquals("SUCCESS (90) with 1284 bytes", reply.toString());
        reply.wipe();
        assertArrayEquals(new byte[1_284], reply.data());
        assertFalse(SamVCommand.READ.isAnsweredBy(reply));
    }
}
