package cn.ting.lives;

import cn.ting.appointment.Asking;
import cn.ting.appointment.Booking;
import cn.ting.appointment.CheckIn;
import cn.ting.appointment.Day;
import cn.ting.appointment.Questions;
import cn.ting.appointment.Told;
import cn.ting.hall.Issue;
import cn.ting.hall.Ticket;
import cn.ting.store.LedgerException;
import cn.ting.visit.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * What residents do about appointments in a life: ask for a time, are told, do without it, come with the slip that they were given in this life or
 * in one before, or with a code that they were told by telephone.
 */
final class LifeBookings {

    /** A resident waits for the outcome; without a link there is none, at once. */
    private static final Duration WAITS = Duration.ofSeconds(5);
    private static final Duration LOOKS_ON = Duration.ofMillis(300);
    private static final int HALF_HOUR = 30;
    private static final int DAYS = 4;
    private static final int MOST_SLIPS = 200;

    private final Life life;
    private final LifeDesk desk;
    private final Journal journal;
    private final Random dice;
    private final Questions questions;
    private final List<String> slips = new CopyOnWriteArrayList<>();
    /** As the kiosk does: an answer is written on a thread of its own. */
    private final ExecutorService writing = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "appointments");
        thread.setDaemon(true);
        return thread;
    });

    /** @param slips where those of lives before are, and what was told by telephone */
    LifeBookings(Life life, LifeDesk desk, Journal journal, List<Path> slips, Random dice) throws IOException {
        this.life = life;
        this.desk = desk;
        this.journal = journal;
        this.dice = dice;
        this.questions = new Questions(life.link);
        for (Path written : slips) {
            for (String[] booked : Journal.recent(written, "booked")) {
                this.slips.add(booked[1]);
            }
        }
    }

    /** One of it all. */
    void one(Visit visit, String service) throws InterruptedException {
        if (slips.isEmpty() || dice.nextBoolean()) {
            ask(visit, service);
        } else {
            arrive(visit, slips.remove(dice.nextInt(slips.size())));
        }
    }

    private void ask(Visit visit, String service) throws InterruptedException {
        Optional<LocalDate> today = life.ledger.read(life.numbers::businessDate);
        if (today.isEmpty()) {
            return;
        }
        LocalTime now = life.clock.local().toLocalTime();
        LocalTime from = LocalTime.of(now.getHour(), now.getMinute() / HALF_HOUR * HALF_HOUR);
        LocalDate date = today.get().plusDays(dice.nextInt(3) > 0 ? 0 : 1 + dice.nextInt(DAYS));
        Asking asking = life.ledger.promise(tx -> life.appointments.ask(tx, visit, LifeWork.HALL, service, date,
                new Day.Slot(from, from.plusMinutes(HALF_HOUR), 1, 1)));
        if (!(asking instanceof Asking.Fresh fresh)) {
            return;
        }
        String appointment = fresh.booking().appointment();
        journal.shown("asked", appointment);
        if (dice.nextInt(5) == 0) {
            if (life.ledger.write(tx -> life.appointments.withdraw(tx, visit, appointment))) {
                journal.shown("withdrawn", appointment);
            }
        } else {
            Semaphore written = new Semaphore(0);
            questions.outcome(appointment).thenAcceptAsync(told -> known(told).ifPresent(this::booked), writing).thenRun(written::release);
            life.clock.pause(WAITS, written);
        }
    }

    private void booked(Booking said) {
        if (noted(said) && said.state() == Booking.State.BOOKED) {
            journal.shown("booked", said.appointment(), said.code());
            slips.add(said.code());
        }
    }

    private static Optional<Booking> known(Told<Booking> told) {
        return told instanceof Told.Known<Booking> known ? Optional.of(known.what()) : Optional.empty();
    }

    private boolean noted(Booking said) {
        try {
            return life.ledger.write(tx -> life.appointments.told(tx, said));
        } catch (LedgerException told) {
            journal.shown("refused", told.fault().code());
            return false;
        }
    }

    /** With a code in hand: the platform is asked, and without its answer the kiosk looks for itself. */
    private void arrive(Visit visit, String code) throws InterruptedException {
        Semaphore answered = new Semaphore(0);
        CompletableFuture<Told<Booking>> asked = questions.withCode(code);
        asked.thenRun(answered::release);
        life.clock.pause(LOOKS_ON, answered);
        Told<Booking> told = asked.getNow(new Told.Silent<>());
        known(told).ifPresent(this::noted);
        Optional<Booking> booking = told instanceof Told.Silent ? life.appointments.here(code) : known(told);
        if (booking.isPresent()) {
            checkIn(visit, life.appointments.found(visit, booking.get()).appointment());
        }
        if (slips.size() < MOST_SLIPS) {
            slips.add(code);
        }
    }

    private void checkIn(Visit visit, String appointment) {
        LifeDesk.Given[] given = {LifeDesk.Given.none()};
        CheckIn done = life.ledger.promise(tx -> {
            CheckIn checkIn = life.appointments.checkIn(tx, visit, appointment);
            if (checkIn instanceof CheckIn.Done with) {
                given[0] = desk.given(tx, visit, with.issue());
                life.appointments.recordCheckIn(tx, visit, appointment, ticket(with.issue()), with.place());
            }
            return checkIn;
        });
        if (done instanceof CheckIn.Done with) {
            journal.shown("arrived", appointment, ticket(with.issue()).ticket());
            desk.hand(given[0]);
        }
    }

    private static Ticket ticket(Issue issue) {
        return issue instanceof Issue.Fresh fresh ? fresh.ticket() : ((Issue.Already) issue).ticket();
    }
}
