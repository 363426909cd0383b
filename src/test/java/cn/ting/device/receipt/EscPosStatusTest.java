package cn.ting.device.receipt;

import static cn.ting.device.receipt.ReceiptFault.COVER_OPEN;
import static cn.ting.device.receipt.ReceiptFault.MECHANICAL;
import static cn.ting.device.receipt.ReceiptFault.PAPER_LOW;
import static cn.ting.device.receipt.ReceiptFault.PAPER_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Known answers of the Epson TM-T88III (p84), Citizen CT-S2000 (p58) and PPU-231II manuals. */
class EscPosStatusTest {

    private final EscPosSettings epson = new EscPosSettings(576, 100, Duration.ofMillis(300), Duration.ofSeconds(5), 0x0C, 0x60);
    private final EscPosSettings citizenPpu = new EscPosSettings(576, 100, Duration.ofMillis(300), Duration.ofSeconds(5), 0x0C, 0x20);

    @Test
    void allWellIsTwelveThreeTimes() {
        assertEquals(Set.of(), faults(0x12, 0x12, 0x12));
    }

    @Test
    void theRollSensorTellsLowFromOut() {
        assertEquals(Set.of(PAPER_LOW), faults(0x12, 0x12, 0x1E));
        assertEquals(Set.of(PAPER_OUT), faults(0x32, 0x12, 0x72));
        assertEquals(Set.of(PAPER_OUT), faults(0x32, 0x12, 0x7E));
    }

    @Test
    void anOpenCoverIsNoMechanicalFaultThoughItStopsThePrint() {
        assertEquals(Set.of(COVER_OPEN), faults(0x16, 0x12, 0x12));
        assertEquals(Set.of(COVER_OPEN), faults(0x56, 0x52, 0x12));
    }

    @Test
    void cutterHeadAndHeatAreMechanical() {
        assertEquals(Set.of(MECHANICAL), faults(0x52, 0x16, 0x12));
        assertEquals(Set.of(MECHANICAL), faults(0x52, 0x1A, 0x12));
        assertEquals(Set.of(MECHANICAL), faults(0x52, 0x32, 0x12));
        assertEquals(Set.of(MECHANICAL), faults(0x52, 0x52, 0x12));
    }

    @Test
    void theFeedButtonIsNoFault() {
        assertEquals(Set.of(), faults(0x1A, 0x12, 0x12));
    }

    @Test
    void aModelWithAPresenterSensorInBitSixIsNotOutOfPaper() {
        assertEquals(Set.of(), EscPosStatus.of(0x12, 0x12, 0x52, citizenPpu).faults());
        assertEquals(Set.of(PAPER_OUT), EscPosStatus.of(0x12, 0x12, 0x32, citizenPpu).faults());
    }

    @Test
    void theCoverIsNamedFirstBecauseItMayHideThePaper() {
        assertEquals(Optional.of(COVER_OPEN), EscPosStatus.of(0x36, 0x12, 0x72, epson).stop());
        assertEquals(Optional.empty(), EscPosStatus.of(0x12, 0x12, 0x1E, epson).stop());
    }

    @Property
    void noAnswerIsPaperLowAndPaperOutAtOnce(
            @ForAll @IntRange(max = 255) int cause, @ForAll @IntRange(max = 255) int error, @ForAll @IntRange(max = 255) int roll) {
        Set<ReceiptFault> faults = faults(cause, error, roll);
        assertEquals(false, faults.contains(PAPER_LOW) && faults.contains(PAPER_OUT));
        assertEquals(faults.stream().anyMatch(fault -> fault != PAPER_LOW), EscPosStatus.of(cause, error, roll, epson).stop().isPresent());
    }

    private Set<ReceiptFault> faults(int cause, int error, int roll) {
        return EscPosStatus.of(cause, error, roll, epson).faults();
    }
}
