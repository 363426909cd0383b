package cn.ting.service.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.appointment.Booking;
import cn.ting.roll.Slip;
import cn.ting.slip.SlipKind;
import cn.ting.slip.SlipOfBefore;
import cn.ting.slip.SlipPrinting;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an appointment's slip has of its own; what becomes of slips stands with {@link SlipPrinting}. */
class BookSlipsTest {

    @Test
    void aSlipOfTheReleaseBeforeIsAnsweredAndAnAppointmentOfAnotherVisitHasNone(@TempDir Path folder) {
        SlipKind<Booking> kind = BookSlips.kind(booking -> new Slip(List.of(new Slip.Rule())), booking -> true);
        Booking booking = new Booking("a7Qk", "h", "s", LocalDate.of(2026, 11, 30), LocalTime.of(9, 0), LocalTime.of(9, 30),
                Booking.State.BOOKED, "", "40718836", "https://ting.example.cn/a/40718836", "");
        assertEquals("a7Qk", kind.subject().apply(booking));
        assertEquals(new SlipOfBefore("none", "appointment.slip a7Qk printunknown kiosk.restarted"),
                SlipOfBefore.answered(folder, kind, "appointment-slip", "a7Qk", "appointment"));
    }
}
