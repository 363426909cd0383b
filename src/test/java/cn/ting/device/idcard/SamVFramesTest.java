package cn.ting.device.idcard;

import static cn.ting.device.idcard.KnownBytes.decode;
import static cn.ting.device.idcard.KnownBytes.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamVFramesTest {

    @ParameterizedTest
    @CsvSource({
        "FIND, AA AA AA 96 69 00 03 20 01 22",
        "SELECT, AA AA AA 96 69 00 03 20 02 21",
        "READ, AA AA AA 96 69 00 03 30 01 32"
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
        "AA AA AA 96 69 05 09 00 00 90", "AA AA AA 96 69 00 00 00"
    })
    void whatIsNoFrameIsNoAnswer(String bytes) {
        assertEquals(Optional.empty(), decode(hex(bytes)));
    }

    @ParameterizedTest
    @CsvSource({
        "AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97, FIND",
        "AA AA AA 96 69 00 04 00 00 80 84, FIND",
        "AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C, SELECT",
        "AA AA AA 96 69 00 04 00 00 81 85, SELECT",
        "AA AA AA 96 69 00 04 00 00 41 45, READ"
    })
    void anAnswerBelongsToOneCommandOnly(String frame, SamVCommand asked) {
        SamVReply reply = decode(hex(frame)).orElseThrow();
        for (SamVCommand command : SamVCommand.values()) {
            assertEquals(command == asked, command.isAnsweredBy(reply), command.name());
        }
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
