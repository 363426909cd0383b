package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EscPosDriverTest {

    private final SteppedClock clock = new SteppedClock();
    private final DevicePlace place = new DevicePlace("receipt", Section.empty(), clock,
            new DeviceStatus("receipt", clock, () -> { }), new Conditions(clock));

    @Test
    void aProfileMayBeLeftOut() {
        EscPosSettings standard = Section.empty().as(EscPosSettings.class);
        assertEquals(new EscPosSettings(576, 100, Duration.ofMillis(300), Duration.ofSeconds(5), 0x0C, 0x60), standard);
    }

    @Test
    void paperOfAnotherWidthIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new EscPosSettings(400, 100, Duration.ofMillis(300), Duration.ofSeconds(5), 0x0C, 0x60));
    }

    @Test
    void aPrinterThatWasNeverReachedTakesNoSlip() {
        ReceiptPrinter printer = assertInstanceOf(ReceiptPrinter.class, new EscPosDriver().attach(place));
        assertEquals(Optional.of(ReceiptFault.SILENT), printer.trouble());
        Slip slip = new Slip(List.of(new Slip.Rule()));
        assertEquals(new PrintOutcome.NotPrinted(ReceiptFault.SILENT), printer.print(slip).getNow(null));
    }
}
