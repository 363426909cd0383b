package cn.ting.device.idcard;

import static cn.ting.device.idcard.KnownBytes.data;
import static cn.ting.device.idcard.KnownBytes.dataWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.Card.Foreigner2017;
import cn.ting.device.idcard.Card.Foreigner2023;
import cn.ting.device.idcard.Card.HmtResident;
import cn.ting.device.idcard.Card.Resident;
import cn.ting.device.idcard.Card.Sex;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextBlockTest {

    private static final Map<SyntheticPerson.Layout, Class<? extends Card>> KINDS = Map.of(
            SyntheticPerson.Layout.RESIDENT, Resident.class,
            SyntheticPerson.Layout.HMT, HmtResident.class,
            SyntheticPerson.Layout.FOREIGNER_2017, Foreigner2017.class,
            SyntheticPerson.Layout.FOREIGNER_2023, Foreigner2023.class);

    @Test
    void aResidentsCardIsRead() {
        assertEquals(new Resident("测试甲", "990101199003071341", day("1990-03-07"), Sex.MALE, Optional.of(day("2040-01-01"))),
                card(data("resident")));
    }

    @Test
    void aCardValidForLifeHasNoLastDayAndNeverExpires() {
        Card card = card(data("resident-long-term"));
        assertEquals(new Resident("测试乙", "990101195103070022", day("1951-03-07"), Sex.FEMALE, Optional.empty()), card);
        assertFalse(card.expiredOn(LocalDate.MAX));
    }

    @Test
    void aPermitOfAHongKongMacaoOrTaiwanResidentIsRead() {
        assertEquals(new HmtResident("测试丙", "810000199408230021", day("1994-08-23"), Sex.FEMALE, Optional.of(day("2027-01-01"))),
                card(data("hmt-resident")));
    }

    @Test
    void aForeignersCardOf2017IsRead() {
        assertEquals(
                new Foreigner2017("ZHENGJIAN, YANGBEN", Optional.of("证件样本"), "PAK310080010103", day("1980-01-01"), Sex.FEMALE,
                        Optional.of(day("2027-06-15"))),
                card(data("foreigner-2017")));
    }

    @Test
    void aForeignersCardOf2023IsReadItsEnglishNameFromTwoFields() {
        assertEquals(
                new Foreigner2023("ZHENGJIAN, YANGBEN ZHENG JIAN YANG BEN ZHENG", Optional.of("证件样本"), "931586198001010028",
                        day("1980-01-01"), Sex.FEMALE, Optional.of(day("2033-11-30"))),
                card(data("foreigner-2023")));
    }

    @Test
    void aForeignerIsCalledByTheChineseNameWhereThereIsOne() {
        assertEquals("证件样本", card(data("foreigner-2017")).name());
        assertEquals("ZHENGJIAN, YANGBEN", card(dataWith("foreigner-2017", 158, " ".repeat(15))).name());
    }

    @Test
    void aCardHoldsOnItsLastDayAndNoLonger() {
        Card card = card(data("resident"));
        assertFalse(card.expiredOn(day("2040-01-01")));
        assertTrue(card.expiredOn(day("2040-01-02")));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "122, 990101199003071340, a wrong check digit",
        "122, 99010119900307134x, a small x",
        "122, 990101199003081344, a number of another birthday",
        "36, 19900230, a day that is not in the calendar",
        "36, 1990０307, a digit of full width",
        "188, 20400102, valid from after the last day",
        "188, 19890101, valid from before the birth",
        "204, 短期, neither a day nor 长期",
        "0, '              ', no name",
        "30, 7, no code of a sex",
        "248, J, a permit with a resident's region",
        "248, I, a resident's card that says to be a foreigner's",
        "248, Y, a resident's card that says to be a foreigner's of 2023"
    })
    void aCardThatContradictsItselfIsNotRead(int offset, String value, String why) {
        assertWrong("resident", offset, value, why);
    }

    @ParameterizedTest(name = "{0} {3}")
    @CsvSource({
        "hmt-resident, 122, 810000199408230022, a wrong check digit",
        "hmt-resident, 122, 840000199408230027, a region of no permit",
        "hmt-resident, 248, Y, a number that does not begin with 9",
        "foreigner-2017, 122, PAK31008001010A, a letter among the digits",
        "foreigner-2017, 122, pak310080010103, small letters",
        "foreigner-2017, 220, 19800132, a birthday that is not in the calendar",
        "foreigner-2017, 0, '                                                            ', no English name",
        "foreigner-2017, 204, 20160615, a last day before the first",
        "foreigner-2023, 122, 931586198001010029, a wrong check digit",
        "foreigner-2023, 122, 931586198001020023, a number of another birthday",
        "foreigner-2023, 122, 131586198001010029, a number that does not begin with 9"
    })
    void noLayoutTakesAWrongNumberOrField(String card, int offset, String value, String why) {
        assertWrong(card, offset, value, why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "K", "X", "Z"})
    void anotherLetterIsALayoutOfALaterDay(String mark) {
        assertEquals(new CardUnreadable(IdCardFault.LAYOUT_UNKNOWN), TextBlock.read(dataWith("resident", 248, mark), false));
    }

    @Test
    void halfASurrogatePairIsNoName() {
        byte[] data = data("resident");
        data[4] = 0x00;
        data[5] = (byte) 0xD8;
        assertEquals(new CardUnreadable(IdCardFault.CONTENT_WRONG), TextBlock.read(data, false));
    }

    @Test
    void aNamePaddedWithZeroesIsTrimmed() {
        assertEquals("测试甲", card(dataWith("resident", 0, "测试甲" + "\0".repeat(12))).name());
    }

    @ParameterizedTest
    @CsvSource({
        "resident, Resident", "hmt-resident, HmtResident", "foreigner-2017, Foreigner2017", "foreigner-2023, Foreigner2023"
    })
    void nothingOfAPersonIsPrinted(String card, String kind) {
        assertEquals("CardRead[card=" + kind + "]", TextBlock.read(data(card), false).toString());
    }

    @Test
    void everySyntheticPersonHasAReadableCardAndANumberOfTheirOwn() {
        Set<String> numbers = new HashSet<>();
        for (SyntheticPerson person : SyntheticPeople.all()) {
            Card card = card(SyntheticCard.textAndPhoto(person));
            assertEquals(person.called(), card.name());
            assertEquals(person.number(), card.number());
            assertEquals(person.birth(), card.birth());
            assertEquals(person.sex().equals("1") ? Sex.MALE : Sex.FEMALE, card.sex());
            assertEquals(person.validUntil(), card.validUntil());
            assertEquals(KINDS.get(person.layout()), card.getClass());
            assertTrue(numbers.add(card.number()));
            assertTrue(card.number().matches("990101.*|8[13]0000.*|999999.*|ZZZ9900.*"), person.id());
        }
        assertEquals(12, numbers.size());
    }

    private static Card card(byte[] data) {
        return ((CardRead) TextBlock.read(data, false)).card();
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private static void assertWrong(String card, int offset, String value, String why) {
        assertEquals(new CardUnreadable(IdCardFault.CONTENT_WRONG), TextBlock.read(dataWith(card, offset, value), false), why);
    }
}
