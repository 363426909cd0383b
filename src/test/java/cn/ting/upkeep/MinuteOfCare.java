package cn.ting.upkeep;

import cn.ting.appointment.Appointments;
import cn.ting.hall.Numbers;
import cn.ting.outbox.Outbox;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.visit.VisitBook;

/** One minute's care, on the thread of a test that runs without the container. */
public final class MinuteOfCare {

    private final Tallies tallies;
    private final Upkeep upkeep;

    public MinuteOfCare(Ledger ledger, Outbox outbox, VisitBook book, Numbers numbers, Appointments appointments, Tallies tallies,
            KioskClock clock) {
        this.tallies = tallies;
        this.upkeep = new Upkeep(ledger, outbox, book, numbers, appointments, tallies, clock);
    }

    /** Hears the platform's word on tallies from now on. */
    public void start() {
        tallies.start();
    }

    /** Tidies, and tallies the days that are over; may be called again and again. */
    public void care() {
        upkeep.care();
    }
}
