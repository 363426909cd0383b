package cn.ting.device.idcard;

import static cn.ting.device.idcard.KnownBytes.EVERYTHING;
import static cn.ting.device.idcard.KnownBytes.data;
import static cn.ting.device.idcard.KnownBytes.dataWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.Card.Addressed;
import cn.ting.device.idcard.Card.Fields;
import cn.ting.device.idcard.Card.Foreigner2017;
import cn.ting.device.idcard.Card.Foreigner2023;
import cn.ting.device.idcard.Card.HmtResident;
import cn.ting.device.idcard.Card.Resident;
import cn.ting.device.idcard.Card.Sex;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
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
        assertEquals(new Resident("测试甲", "990101199003071341", day("1990-03-07"), Sex.MALE, Optional.of(day("2040-01-01")),
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                card(data("resident")));
    }

    @Test
    void aCardValidForLifeHasNoLastDayAndNeverExpires() {
        Card card = card(data("resident-long-term"));
        assertEquals(new Resident("测试乙", "990101195103070022", day("1951-03-07"), Sex.FEMALE, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()), card);
        assertFalse(card.expiredOn(LocalDate.MAX));
    }

    @Test
    void aPermitOfAHongKongMacaoOrTaiwanResidentIsRead() {
        assertEquals(new HmtResident("测试丙", "810000199408230021", day("1994-08-23"), Sex.FEMALE, Optional.of(day("2027-01-01")),
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                card(data("hmt-resident")));
    }

    @Test
    void aForeignersCardOf2017IsRead() {
        assertEquals(
                new Foreigner2017("ZHENGJIAN, YANGBEN", Optional.of("证件样本"), "PAK310080010103", day("1980-01-01"), Sex.FEMALE,
                        Optional.of(day("2027-06-15")), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                card(data("foreigner-2017")));
    }

    @Test
    void aForeignersCardOf2023IsReadItsEnglishNameFromTwoFields() {
        assertEquals(
                new Foreigner2023("ZHENGJIAN, YANGBEN ZHENG JIAN YANG BEN ZHENG", Optional.of("证件样本"), "931586198001010028",
                        day("1980-01-01"), Sex.FEMALE, Optional.of(day("2033-11-30")), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                card(data("foreigner-2023")));
    }

    @Test
    void whateverTheProfileAsksForIsReadFromEachLayout() {
        assertEquals(
                new Resident("测试甲", "990101199003071341", day("1990-03-07"), Sex.MALE, Optional.of(day("2040-01-01")),
                        Optional.of(day("2020-01-01")), Optional.of("01"), Optional.of("某省某市某区样例路1号"), Optional.of("某市公安局样例分局")),
                whole(data("resident")));
        assertEquals(
                new HmtResident("测试丙", "810000199408230021", day("1994-08-23"), Sex.FEMALE, Optional.of(day("2027-01-01")),
                        Optional.of(day("2022-01-01")), Optional.of("某省某市某区样例路3号"), Optional.of("某市公安局样例分局"),
                        Optional.of("H12345678"), Optional.of("01")),
                whole(data("hmt-resident")));
        assertEquals(
                new Foreigner2017("ZHENGJIAN, YANGBEN", Optional.of("证件样本"), "PAK310080010103", day("1980-01-01"), Sex.FEMALE,
                        Optional.of(day("2027-06-15")), Optional.of(day("2017-06-16")), Optional.of("PAK"), Optional.of("01"), Optional.of("1500")),
                whole(data("foreigner-2017")));
        assertEquals(
                new Foreigner2023("ZHENGJIAN, YANGBEN ZHENG JIAN YANG BEN ZHENG", Optional.of("证件样本"), "931586198001010028",
                        day("1980-01-01"), Sex.FEMALE, Optional.of(day("2033-11-30")), Optional.of(day("2023-12-01")), Optional.of("PAK"),
                        Optional.of("00"), Optional.of("A01")),
                whole(dataWith("foreigner-2023", 250, "A01")));
    }

    /** Each key alone, so that none brings along what another asks for. */
    @ParameterizedTest
    @CsvSource({
        "0, address", "1, ethnicGroup", "2, issuer", "3, validFrom", "4, nationality", "5, travelPermit",
        "6, 'issueCount,version,authority,renewals,formerNumber'"
    })
    void aFieldIsReadWhereTheProfileAsksForItAndNoOther(int key, String components) throws Exception {
        Fields one = new Fields(key == 0, key == 1, key == 2, key == 3, key == 4, key == 5, key == 6);
        Set<String> asked = Set.of(components.split(","));
        for (String known : Set.of("resident", "hmt-resident", "foreigner-2017", "foreigner-2023")) {
            byte[] data = known.equals("foreigner-2023") ? dataWith(known, 250, "A01") : data(known);
            Card card = card(data, one);
            Card whole = whole(data);
            for (RecordComponent component : card.getClass().getRecordComponents()) {
                boolean always = component.getName().equals("chineseName") || component.getName().equals("validUntil");
                if (component.getType() == Optional.class && !always) {
                    Object expected = asked.contains(component.getName()) ? component.getAccessor().invoke(whole) : Optional.empty();
                    assertEquals(expected, component.getAccessor().invoke(card), known + " " + component.getName());
                }
            }
        }
    }

    @Test
    void theAddressWrittenOnLaterStandsInPlaceOfTheOneOfTheText() {
        byte[] later = data("later-address");
        for (String known : Set.of("resident", "hmt-resident")) {
            Addressed card = (Addressed) whole(data(known));
            assertEquals(new CardRead(card.livingAt(Optional.of("云亭市望柳区书院街12号4栋1602室"))), TextBlock.addLater(card, later));
            assertEquals(new CardRead(card), TextBlock.addLater(card, " ".repeat(35).getBytes(StandardCharsets.UTF_16LE)));
            assertEquals(new CardUnreadable(IdCardFault.CONTENT_WRONG), TextBlock.addLater(card, halfAPairAt(8, later.clone())));
        }
    }

    @Test
    void halfASurrogatePairIsNoAddressWhereOneIsAskedFor() {
        byte[] data = halfAPairAt(4 + 52, data("resident"));
        assertEquals("测试甲", card(data).name());
        assertEquals(new CardUnreadable(IdCardFault.CONTENT_WRONG), TextBlock.read(data, false, EVERYTHING));
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
        assertEquals(new CardUnreadable(IdCardFault.LAYOUT_UNKNOWN), TextBlock.read(dataWith("resident", 248, mark), false, Fields.NONE));
    }

    @Test
    void halfASurrogatePairIsNoName() {
        assertEquals(new CardUnreadable(IdCardFault.CONTENT_WRONG), TextBlock.read(halfAPairAt(4, data("resident")), false, Fields.NONE));
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
        assertEquals("CardRead[card=" + kind + "]", TextBlock.read(data(card), false, EVERYTHING).toString());
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
        return card(data, Fields.NONE);
    }

    private static Card whole(byte[] data) {
        return card(data, EVERYTHING);
    }

    private static Card card(byte[] data, Fields fields) {
        return ((CardRead) TextBlock.read(data, false, fields)).card();
    }

    private static byte[] halfAPairAt(int at, byte[] data) {
        data[at] = 0x00;
        data[at + 1] = (byte) 0xD8;
        return data;
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private static void assertWrong(String card, int offset, String value, String why) {
        assertEquals(new CardUnreadable(IdCardFault.CONTENT_WRONG), TextBlock.read(dataWith(card, offset, value), false, Fields.NONE), why);
    }
}
