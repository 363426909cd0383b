package cn.ting.device.idcard;

import static cn.ting.device.idcard.KnownBytes.data;
import static cn.ting.device.idcard.KnownBytes.dataWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.Card.Layout;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextBlockTest {

    @Test
    void aResidentsCardIsRead() {
        assertEquals(
                new CardRead(new Card(Layout.RESIDENT, "测试甲", "990101199003071341",
                        LocalDate.parse("1990-03-07"), Optional.of(LocalDate.parse("2040-01-01")))),
                TextBlock.read(data("resident")));
    }

    @Test
    void aCardValidForLifeHasNoLastDay() {
        assertEquals(
                new CardRead(new Card(Layout.RESIDENT, "测试乙", "990101195103070022",
                        LocalDate.parse("1951-03-07"), Optional.empty())),
                TextBlock.read(data("resident-long-term")));
    }

    @Test
    void aPermitOfAHongKongMacaoOrTaiwanResidentIsRead() {
        assertEquals(
                new CardRead(new Card(Layout.HMT_RESIDENT, "测试丙", "810000199408230021",
                        LocalDate.parse("1994-08-23"), Optional.of(LocalDate.parse("2027-01-01")))),
                TextBlock.read(data("hmt-resident")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foreigner-2017", "foreigner-2023"})
    void aForeignersPermitIsOfNoKnownLayout(String card) {
        assertEquals(new CardUnreadable(IdCardFault.LAYOUT_UNKNOWN), TextBlock.read(data(card)));
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
        "248, J, a permit with a resident's region"
    })
    void aCardThatContradictsItselfIsNotRead(int offset, String value, String why) {
        assertEquals(new CardUnreadable(IdCardFault.CONTENT_WRONG), TextBlock.read(dataWith("resident", offset, value)), why);
    }

    @Test
    void halfASurrogatePairIsNoName() {
        byte[] data = data("resident");
        data[4] = 0x00;
        data[5] = (byte) 0xD8;
        assertEquals(new CardUnreadable(IdCardFault.CONTENT_WRONG), TextBlock.read(data));
    }

    @Test
    void aNamePaddedWithZeroesIsTrimmed() {
        var read = (CardRead) TextBlock.read(dataWith("resident", 0, "测试甲" + "\0".repeat(12)));
        assertEquals("测试甲", read.card().name());
    }

    @Test
    void nothingOfAPersonIsPrinted() {
        assertEquals("CardRead[card=Card[RESIDENT]]", TextBlock.read(data("resident")).toString());
    }

    @Test
    void aCardSaysItsLastDayOrThatThereIsNone() {
        assertEquals(Optional.of(LocalDate.parse("2040-01-01")), ((CardRead) TextBlock.read(data("resident"))).card().validUntil());
        assertEquals(Optional.empty(), ((CardRead) TextBlock.read(data("resident-long-term"))).card().validUntil());
    }

    @Test
    void everySyntheticPersonHasAReadableCardAndANumberOfTheirOwn() {
        Set<String> numbers = new HashSet<>();
        for (SyntheticPerson person : SyntheticPeople.all()) {
            Card card = ((CardRead) TextBlock.read(SyntheticCard.textAndPhoto(person))).card();
            assertEquals(person.name(), card.name());
            assertEquals(person.number(), card.number());
            assertEquals(person.validUntil(), card.validUntil());
            assertTrue(numbers.add(card.number()));
            assertTrue(card.number().startsWith("99") == (card.layout() == Layout.RESIDENT), person.id());
        }
        assertEquals(12, numbers.size());
    }
}
