package cn.ting.device.receipt;

import static cn.ting.device.receipt.ReceiptFault.COVER_OPEN;
import static cn.ting.device.receipt.ReceiptFault.CUTTER;
import static cn.ting.device.receipt.ReceiptFault.HEAD_HOT;
import static cn.ting.device.receipt.ReceiptFault.MECHANICAL;
import static cn.ting.device.receipt.ReceiptFault.OFFLINE;
import static cn.ting.device.receipt.ReceiptFault.PAPER_LOW;
import static cn.ting.device.receipt.ReceiptFault.PAPER_OUT;
import static cn.ting.device.receipt.ReceiptFault.PRESENTER;
import static cn.ting.device.receipt.ReceiptFault.UNCOLLECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.device.receipt.AnswerSorter.Answer.Automatic;
import cn.ting.roll.PrinterModel;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Known answers of the Epson TM-T88III (p84, p318), Citizen CT-S2000 (p58), PPU-700 (p57) and PPU-231II (p78) manuals. */
class EscPosStatusTest {

    private final PrinterModel.Ting epson = PrinterOnItsLine.profile("model: TM-T70II-CH").model().ting();
    private final PrinterModel.Ting citizen = PrinterOnItsLine.profile("model: PPU-700").model().ting();

    @Test
    void allWellIsTwelveFourTimes() {
        assertEquals(Set.of(), asked(0x12, 0x12, 0x12, 0x12));
        assertEquals(Set.of(), told(0x10, 0x00, 0x00));
    }

    @Test
    void theRollSensorTellsLowFromOut() {
        assertEquals(Set.of(PAPER_LOW), asked(0x12, 0x12, 0x12, 0x1E));
        assertEquals(Set.of(PAPER_OUT), asked(0x1A, 0x32, 0x12, 0x72));
        assertEquals(Set.of(PAPER_OUT), asked(0x1A, 0x32, 0x12, 0x7E));
        assertEquals(Set.of(PAPER_LOW), told(0x10, 0x00, 0x03));
        assertEquals(Set.of(PAPER_OUT), told(0x18, 0x00, 0x0F));
    }

    @Test
    void anOpenCoverIsNoOtherFaultThoughItStopsThePrint() {
        assertEquals(Set.of(COVER_OPEN), asked(0x1A, 0x16, 0x12, 0x12));
        assertEquals(Set.of(COVER_OPEN), asked(0x1A, 0x56, 0x52, 0x12));
        assertEquals(Set.of(COVER_OPEN), told(0x38, 0x40, 0x00));
    }

    @Test
    void cutterHeadAndMechanicsAreToldApart() {
        assertEquals(Set.of(MECHANICAL), asked(0x1A, 0x52, 0x16, 0x12));
        assertEquals(Set.of(CUTTER), asked(0x1A, 0x52, 0x1A, 0x12));
        assertEquals(Set.of(MECHANICAL), asked(0x1A, 0x52, 0x32, 0x12));
        assertEquals(Set.of(HEAD_HOT), asked(0x1A, 0x52, 0x52, 0x12));
        assertEquals(Set.of(MECHANICAL), told(0x18, 0x04, 0x00));
        assertEquals(Set.of(CUTTER), told(0x18, 0x08, 0x00));
        assertEquals(Set.of(MECHANICAL), told(0x18, 0x20, 0x00));
        assertEquals(Set.of(HEAD_HOT), told(0x18, 0x40, 0x00));
    }

    @Test
    void anErrorWithoutANameIsAFaultOfTheMechanics() {
        assertEquals(Set.of(MECHANICAL), asked(0x1A, 0x52, 0x12, 0x12));
    }

    @Test
    void offlineWithoutAReasonIsOffline() {
        assertEquals(Set.of(OFFLINE), asked(0x1A, 0x12, 0x12, 0x12));
        assertEquals(Set.of(OFFLINE, PAPER_LOW), asked(0x1A, 0x12, 0x12, 0x1E));
        assertEquals(Set.of(OFFLINE), told(0x18, 0x00, 0x00));
    }

    @Test
    void theFeedButtonIsNoFault() {
        assertEquals(Set.of(), asked(0x12, 0x1A, 0x12, 0x12));
        assertEquals(Set.of(), told(0x50, 0x02, 0x00));
    }

    @Test
    void aPresenterUsesBitsThatOthersUseOtherwise() {
        assertEquals(Set.of(UNCOLLECTED), EscPosStatus.asked(0x12, 0x12, 0x12, 0x52, citizen.asked()).faults());
        assertEquals(Set.of(PAPER_OUT), EscPosStatus.asked(0x1A, 0x32, 0x12, 0x32, citizen.asked()).faults());
        assertEquals(Set.of(PRESENTER), EscPosStatus.asked(0x1A, 0x52, 0x16, 0x12, citizen.asked()).faults());
        assertEquals(Set.of(PRESENTER), EscPosStatus.told(new Automatic(0x18, 0x04, 0x00), citizen.automatic()).faults());
        assertEquals(Set.of(PAPER_OUT), EscPosStatus.told(new Automatic(0x18, 0x00, 0x04), citizen.automatic()).faults());
        assertEquals(Set.of(), EscPosStatus.told(new Automatic(0x10, 0x00, 0x08), citizen.automatic()).faults());
    }

    @Test
    void theCoverIsNamedFirstBecauseItMayHideThePaper() {
        assertEquals(Optional.of(COVER_OPEN), EscPosStatus.asked(0x1A, 0x36, 0x12, 0x72, epson.asked()).stop());
        assertEquals(Optional.empty(), EscPosStatus.asked(0x12, 0x12, 0x12, 0x1E, epson.asked()).stop());
    }

    @Test
    void whatPassesByItselfStopsForAWhileOnly() {
        EscPosStatus hot = EscPosStatus.asked(0x1A, 0x52, 0x52, 0x12, epson.asked());
        assertEquals(Optional.of(HEAD_HOT), hot.stop());
        assertEquals(Optional.empty(), hot.lastingStop());
    }

    @Property
    void noAnswerIsPaperLowAndPaperOutAtOnceAndOfflineHasNoOtherReason(
            @ForAll @IntRange(max = 255) int online,
            @ForAll @IntRange(max = 255) int cause,
            @ForAll @IntRange(max = 255) int error,
            @ForAll @IntRange(max = 255) int roll) {
        EscPosStatus status = EscPosStatus.asked(online, cause, error, roll, citizen.asked());
        Set<ReceiptFault> faults = status.faults();
        assertFalse(faults.contains(PAPER_LOW) && faults.contains(PAPER_OUT));
        assertFalse(faults.contains(OFFLINE) && faults.stream().anyMatch(Set.of(COVER_OPEN, PAPER_OUT, CUTTER, MECHANICAL)::contains));
        assertEquals(!Set.of(PAPER_LOW, UNCOLLECTED).containsAll(faults), status.stop().isPresent());
    }

    private Set<ReceiptFault> asked(int online, int cause, int error, int roll) {
        return EscPosStatus.asked(online, cause, error, roll, epson.asked()).faults();
    }

    private Set<ReceiptFault> told(int printer, int error, int paper) {
        return EscPosStatus.told(new Automatic(printer, error, paper), epson.automatic()).faults();
    }
}
