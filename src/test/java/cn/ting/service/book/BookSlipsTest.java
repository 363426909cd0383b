package cn.ting.service.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.appointment.Booking;
import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.receipt.Slip;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.slip.SlipPrinting;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.visit.Acts;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Lines;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an appointment's slip has of its own; what becomes of slips stands with {@link SlipPrinting}. */
class BookSlipsTest {

    private static final Duration WAIT = Duration.ofSeconds(1);

    @Test
    void aSlipOfTheReleaseBeforeIsAnsweredAndAnAppointmentOfAnotherVisitHasNone(@TempDir Path folder) {
        SteppedClock clock = new SteppedClock();
        Conditions conditions = new Conditions(clock);
        try (Ledger ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock)) {
            VisitBook book = new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock);
            Visits visits = new Visits(new VisitSettings(WAIT, WAIT, 1, WAIT), clock, ledger, book);
            Acts acts = new Acts(ledger, book);
            SlipPrinting<Booking> printing = new SlipPrinting<>(BookSlips.kind(booking -> new Slip(List.of(new Slip.Rule()))),
                    new Inventory(new Drivers(List.of()), new InventorySettings(false, WAIT, WAIT, WAIT), List.of(), new Lines(), clock, conditions),
                    acts, visits);
            Visit visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
            Booking booking = new Booking("a7Qk", "h", "s", LocalDate.of(2026, 11, 30), LocalTime.of(9, 0), LocalTime.of(9, 30),
                    Booking.State.BOOKED, "", "40718836", "https://ting.example.cn/a/40718836", "");
            assertEquals("a7Qk", BookSlips.kind(of -> new Slip(List.of())).subject().apply(booking));
            assertEquals("none", printing.paper("a7Qk").word());
            ledger.write(tx -> new Acts(ledger, book).intend(tx, visit.id(), "appointment-slip", "a7Qk"));
            printing.answer();
            printing.stop();
            assertEquals("appointment.slip a7Qk printunknown kiosk.restarted", ledger.read(tx -> {
                try (ResultSet row = tx.prepare("SELECT type, payload ->> 'appointment', payload ->> 'outcome', payload ->> 'why' FROM fact"
                        + " ORDER BY entry DESC").executeQuery()) {
                    return String.join(" ", row.getString(1), row.getString(2), row.getString(3), row.getString(4));
                }
            }));
        }
    }
}
