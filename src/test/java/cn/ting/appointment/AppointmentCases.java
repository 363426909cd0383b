package cn.ting.appointment;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import cn.ting.appointment.Booking.State;
import cn.ting.hall.HallBench;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Proof;
import cn.ting.visit.Resident;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On a Monday, from half past nine on, at a hall that takes ten minutes' grace. */
abstract class AppointmentCases {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    static final LocalTime NINE = LocalTime.of(9, 0);
    static final Day.Slot TEN = new Day.Slot(LocalTime.of(10, 0), LocalTime.of(10, 30), 4, 4);

    @TempDir
    Path directory;

    HallBench bench;
    VisitBook book;
    Visits visits;
    Appointments appointments;

    @BeforeEach
    final void openHall() {
        bench = new HallBench(directory);
        bench.grant(bench.lease("l1", 11, 20));
        begin();
    }

    /** As at the start of a process. */
    final void begin() {
        book = new VisitBook(bench.outbox, bench.catalogue.clock);
        Duration long_ = Duration.ofHours(20);
        visits = new Visits(new VisitSettings(long_, long_, 1, Duration.ofSeconds(8)), bench.catalogue.clock, bench.ledger, book);
        appointments = new Appointments(bench.catalogue.catalogue, bench.numbers, book, bench.ledger, bench.catalogue.clock);
        appointments.start(visits);
    }

    @AfterEach
    final void closeHall() {
        bench.close();
    }

    final Visit visit() {
        visits.end(EndReason.BUTTON);
        Visit visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
        visits.identify(visit, new Resident("张小三", "999901195001010019"), Proof.ID_CARD);
        return visit;
    }

    final Asking ask(Visit visit, LocalDate date) {
        return bench.ledger.write(tx -> appointments.ask(tx, visit, HallBench.HALL, HallBench.SERVICE, date, TEN));
    }

    final Booking fresh(Visit visit, LocalDate date) {
        return assertInstanceOf(Asking.Fresh.class, ask(visit, date)).booking();
    }

    static Booking booked(Booking asked) {
        return new Booking(asked.appointment(), asked.hall(), asked.service(), asked.date(), asked.from(), asked.until(), State.BOOKED, "",
                "40271836", "https://area.example/appointment/40271836", "");
    }

    /** One that was booked at another kiosk or by phone. */
    static Booking elsewhere(String mark, LocalTime from) {
        return booked(new Booking(mark.repeat(22), HallBench.HALL, HallBench.SERVICE, TODAY, from, from.plusMinutes(30), State.ASKED, "", "",
                "", ""));
    }

    final boolean told(Booking booking) {
        return bench.ledger.<Boolean>write(tx -> appointments.told(tx, booking));
    }

    final boolean withdraw(Visit visit, Booking booking) {
        return bench.ledger.<Boolean>write(tx -> appointments.withdraw(tx, visit, booking.appointment()));
    }

    final CheckIn checkIn(Visit visit, Booking booking) {
        return bench.ledger.write(tx -> appointments.checkIn(tx, visit, booking.appointment()));
    }

    /** What went to the platform about appointments, in its order. */
    final List<String> facts() throws IOException {
        return bench.ledger.read(tx -> {
            List<String> types = new ArrayList<>();
            try (ResultSet row = tx.prepare("SELECT type FROM fact WHERE type LIKE 'appointment.%' ORDER BY rowid").executeQuery()) {
                while (row.next()) {
                    types.add(row.getString(1));
                }
            }
            return types;
        });
    }
}
