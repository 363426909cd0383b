package cn.ting.service.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.PretendDriver;
import cn.ting.device.receipt.PrintOutcome;
import cn.ting.device.receipt.ReceiptFault;
import cn.ting.device.receipt.ReceiptPrinter;
import cn.ting.device.receipt.ReceiptPrinter.Draft;
import cn.ting.device.receipt.Slip;
import cn.ting.hall.QueueNumber;
import cn.ting.hall.Ticket;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Section;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.visit.Act;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a slip before any printer is asked. */
class SlipPrintingTest {

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void aSlipThatWaitsIsCalledOffWhenNobodyIsKnownToStandThere(EndReason reason, @TempDir Path folder) {
        SteppedClock clock = new SteppedClock();
        Conditions conditions = new Conditions(clock);
        Duration wait = Duration.ofSeconds(1);
        try (Ledger ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock)) {
            VisitBook book = new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock);
            Visits visits = new Visits(new VisitSettings(wait, wait, 1, wait), clock, ledger, book);
            Acts acts = new Acts(ledger, book);
            CountedPrinter printer = new CountedPrinter();
            Inventory inventory = new Inventory(new Drivers(List.of(new PretendDriver("counted", place -> printer))), new InventorySettings(true, wait, wait, wait),
                    List.of(new DeviceSettings("printer", "counted", "tcp:127.0.0.1:1", Section.empty())), new Lines(), clock, conditions);
            SlipPrinting printing = new SlipPrinting(inventory, acts, visits, ticket -> {
                visits.end(reason);
                return new Slip(List.of(new Slip.Rule()));
            });
            printing.start();
            Visit visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
            printing.print(ledger.write(tx -> acts.intend(tx, visit.id(), SlipPrinting.SLIP, "t")), ticket(visit, clock));
            assertEquals(reason == EndReason.BUTTON ? 0 : 1, printer.calledOff);
            assertEquals(reason == EndReason.BUTTON ? 1 : 0, printer.handed, "the visit ran out before the printer had it");
            visits.begin(new Milestone.Began("touch")).orElseThrow();
            printing.print(ledger.write(tx -> acts.intend(tx, visit.id(), SlipPrinting.SLIP, "t")), ticket(visit, clock));
            assertEquals(reason == EndReason.BUTTON ? 1 : 0, printer.handed, "it would come out for whoever stands there now");
            printing.stop();
        }
    }

    private static Ticket ticket(Visit visit, SteppedClock clock) {
        return new Ticket("t", visit.id(), "h", "s", new QueueNumber("A", 7), "l", clock.local().toLocalDate(),
                clock.instant(), "c", clock.instant(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A printer that is never served, and counts what it was handed and how often all was called off. */
    private static final class CountedPrinter implements Device, ReceiptPrinter {

        private int handed;
        private int calledOff;

        @Override
        public void serve(Line line) {}

        @Override
        public CompletableFuture<PrintOutcome> print(Slip slip) {
            handed++;
            return CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(ReceiptFault.SILENT));
        }

        @Override
        public Draft draft(Slip slip) {
            throw new IllegalStateException("nobody rehearses here");
        }

        @Override
        public void callOff() {
            calledOff++;
        }

        @Override
        public Optional<ReceiptFault> trouble() {
            return Optional.of(ReceiptFault.SILENT);
        }
    }

    /** The second comes while the first one's intent is on its way to the disk. */
    private static void assertOneOfTwoTapsPrints(SlipPrinting printing, Ticket ticket, Supplier<Act> intent) {
        AtomicInteger intents = new AtomicInteger();
        printing.printAgain(ticket, Optional::empty);
        assertThrows(IllegalStateException.class, () -> printing.printAgain(ticket, () -> {
            throw new IllegalStateException("a full disk");
        }));
        printing.printAgain(ticket, () -> {
            intents.incrementAndGet();
            printing.printAgain(ticket, () -> {
                intents.incrementAndGet();
                return Optional.of(intent.get());
            });
            return Optional.of(intent.get());
        });
        assertEquals(1, intents.get());
    }

    @Test
    void whileActsAreHeldBackASlipIsNotPrintedTheNumberHoldsAndItMayBeAskedForOnceMore(@TempDir Path folder) throws Exception {
        SteppedClock clock = new SteppedClock();
        Conditions conditions = new Conditions(clock);
        Duration wait = Duration.ofSeconds(1);
        try (Ledger ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock)) {
            VisitBook book = new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock);
            Visits visits = new Visits(new VisitSettings(wait, wait, 1, wait), clock, ledger, book);
            Acts acts = new Acts(ledger, book);
            Inventory none = new Inventory(new Drivers(List.of()), new InventorySettings(false, wait, wait, wait), List.of(), new Lines(),
                    clock, conditions);
            SlipPrinting printing = new SlipPrinting(none, acts, visits, unheld -> {
                throw new IllegalStateException("nothing is composed while acts are held back");
            });
            printing.start();
            CountDownLatch known = new CountDownLatch(2);
            printing.onChange(known::countDown);
            Visit visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
            Ticket ticket = ticket(visit, clock);

            acts.hold(true);
            printing.print(ledger.write(tx -> acts.intend(tx, visit.id(), SlipPrinting.SLIP, "t")), ticket);
            for (int i = 0; i < 12_000 && known.getCount() == 2; i++) {
                known.await(5, TimeUnit.MILLISECONDS);
            }
            assertEquals(Optional.of(new PrintOutcome.NotPrinted(ReceiptFault.NO_MAINS)), printing.outcome("t"));
            assertEquals(List.<Act>of(), new Acts(ledger, book).unfinished(SlipPrinting.SLIP));
            assertOneOfTwoTapsPrints(printing, ticket, () -> ledger.write(tx -> acts.intend(tx, visit.id(), SlipPrinting.SLIP, "t")));
            assertTrue(known.await(60, TimeUnit.SECONDS), "the second outcome, for one tap was heeded");
            printing.stop();
        }
    }
}
