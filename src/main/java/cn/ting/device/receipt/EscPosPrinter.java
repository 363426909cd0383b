package cn.ting.device.receipt;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.device.inventory.Work;
import cn.ting.device.inventory.WorkQueue;
import cn.ting.roll.EscPosEncoder;
import cn.ting.roll.Slip;
import cn.ting.supply.Leftover;
import cn.ting.supply.Supply;
import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * A receipt printer that speaks ESC/POS. One slip is on its way at a time and one may wait.
 *
 * <p>A slip is not proven until {@link EscPosDelivery} says so; after any other outcome the printer's buffer is purged
 * ({@link Purging}) before it is ready again. The same is done on every new line, and what hangs from the printer is cut off
 * before the first slip there: a kiosk that was killed, or lost the line, may have left a person's slip for the next one. A
 * line on which an answer is still owed is given up, so that the late answer cannot prove another slip.
 */
final class EscPosPrinter implements Device, ReceiptPrinter, SelfTesting {

    /** A slip that has waited so long behind another is not wanted any more: whoever asked was told long ago that the printer is busy. */
    private static final Duration BEGINS_WITHIN = Duration.ofMinutes(1);

    /** One slip may wait. */
    private static final int MOST_WAITING = 1;

    private static final Logger LOG = Logger.getLogger(EscPosPrinter.class);

    /** How often a printer that tells changes is listened to: half of what a fault may take to be seen, since each time wakes the machine twice. */
    private static final Duration LISTEN_EVERY = Duration.ofMillis(150);

    /** A printer that has been heard to tell changes is asked this many times as seldom. */
    private static final int SELDOM = 5;

    private final String name;
    private final KioskClock clock;
    private final DeviceStatus deviceStatus;
    private final EscPosSettings settings;
    private final PaperRoll paper;
    private final EscPosEncoder encoder;
    private final Purging purging;
    private final WorkQueue work;
    private final PrinterReport report;
    /** Device's thread only. */
    private EscPosLine printer;
    /** A part of a slip may hang from the printer. Device's thread only. */
    private boolean remains;

    EscPosPrinter(DevicePlace place, EscPosSettings settings, Supply paper, Leftover leftover) {
        this.name = place.name();
        this.clock = place.clock();
        this.deviceStatus = place.status();
        this.settings = settings;
        this.paper = new PaperRoll(paper);
        this.encoder = new EscPosEncoder(settings.model());
        this.purging = new Purging(settings, place.power(), clock, leftover);
        this.work = new WorkQueue(clock, MOST_WAITING);
        // A slip that waits is answered: it would come out unexpected.
        this.report = new PrinterReport(place, settings.takeWithin(), this.paper, purging, why -> work.failAll(new StoppedException(why)));
    }

    /** What keeps the printer, or the kiosk, from printing keeps it from the slip that waits. */
    private static final class StoppedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final ReceiptFault why;

        StoppedException(ReceiptFault why) {
            super(why.code());
            this.why = why;
        }
    }

    @Override
    public CompletableFuture<PrintOutcome> print(Slip slip) {
        return print(slip, true);
    }

    @Override
    public Draft draft(Slip slip) {
        EscPosEncoder.Encoded encoded = encoder.encode(slip);
        return new Draft(EscPosDelivery.whole(encoded, QueuedAnswers::plainQuestion), encoded.cut());
    }

    @Override
    public void callOff(ReceiptFault why) {
        work.withdrawAll(new StoppedException(why));
    }

    /** Prints and cuts a slip of its own, with what slips are made of. */
    @Override
    public CompletableFuture<Verdict> selfTest() {
        Slip slip = new Slip(List.of(
                new Slip.Text("打印测试 TEST", Slip.Size.DOUBLE, Slip.Align.CENTRE),
                new Slip.Rule(),
                new Slip.Pair(settings.model().vendor(), settings.model().name()),
                new Slip.Qr("TING TEST")));
        return print(slip, false).thenApply(EscPosPrinter::verdict);
    }

    private static Verdict verdict(PrintOutcome outcome) {
        if (outcome instanceof PrintOutcome.NotPrinted not) {
            return Verdict.failed(not.why(), "the test slip was not printed");
        }
        return outcome instanceof PrintOutcome.Unknown unknown
                ? Verdict.failed(unknown.why(), "whether the test slip came out is not known")
                : Verdict.passed("a test slip was printed and cut");
    }

    /** @param used true when it is for a resident */
    private CompletableFuture<PrintOutcome> print(Slip slip, boolean used) {
        EscPosEncoder.Encoded encoded = encoder.encode(slip);
        return report.meanwhile(stop -> stop.isPresent()
                ? CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(stop.get()))
                : work.<PrintOutcome>offer(BEGINS_WITHIN, EscPosDelivery.longest(encoded, settings),
                        underway -> deliver(encoded, used, underway)).outcome().exceptionally(EscPosPrinter::without));
    }

    /** The outcome of a slip that has none of its own. */
    private static PrintOutcome without(Throwable failed) {
        Throwable why = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
        if (why instanceof StoppedException stopped) {
            return new PrintOutcome.NotPrinted(stopped.why);
        }
        // Else it had begun, and nobody has come back from it.
        return why instanceof RejectedExecutionException
                ? new PrintOutcome.NotPrinted(ReceiptFault.BUSY)
                : new PrintOutcome.Unknown(ReceiptFault.SILENT);
    }

    @Override
    public Set<ReceiptFault> readings() {
        return PrinterReport.REPORTED;
    }

    @Override
    public Optional<ReceiptFault> trouble() {
        return report.trouble();
    }

    @Override
    public void serve(Line line) throws IOException, InterruptedException {
        printer = new EscPosLine(line, clock, settings, deviceStatus::exchanged);
        purging.lineOpened();
        remains = true;
        try {
            printer.dropStale();
            while (true) {
                watch();
                rest();
            }
        } catch (LineClosedException went) {
            purging.lineWent();
            throw went;
        } finally {
            if (printer.fellSilent()) {
                purging.lineWent();
            }
            report.silent();
        }
    }

    private void watch() throws IOException {
        purging.order(printer);
        EscPosStatus status = printer.status();
        purging.seen(printer, status);
        if (status.stop().isEmpty()) {
            purging.prove(printer);
            if (purging.clean()) {
                printer.tellChanges();
            }
        }
        report.seen(status);
    }

    /**
     * Prints the slip that waits or comes, at once: what was just seen of the printer stands for the check before it. Without one it
     * waits no longer than until the printer shall be asked again or has told something by itself.
     */
    private void rest() throws IOException, InterruptedException {
        if (!printer.shallTellChanges()) {
            work.runNext(settings.statusEvery());
            return;
        }
        Duration until = clock.uptime().plus(settings.statusEvery().multipliedBy(printer.tellsChanges() ? SELDOM : 1));
        while (clock.uptime().compareTo(until) < 0 && !work.runNext(LISTEN_EVERY)) {
            printer.listen(Duration.ofMillis(1));
            Optional<EscPosStatus> told = printer.told();
            if (told.isPresent()) {
                // What is wrong is told at once; that all is well, only when the printer is known to hold no old slip.
                told.filter(status -> status.stop().isPresent()).ifPresent(report::told);
                return;
            }
        }
    }

    private PrintOutcome deliver(EscPosEncoder.Encoded slip, boolean used, Work<PrintOutcome> underway) throws IOException {
        EscPosDelivery delivery = new EscPosDelivery(printer, slip, remains, settings);
        PrintOutcome outcome = null;
        purging.sending();
        try {
            outcome = delivery.run();
        } finally {
            outcome = outcome != null ? outcome : delivery.unproven();
            settle(delivery, outcome);
            if (!(outcome instanceof PrintOutcome.Printed)) {
                // At once, before a hand that is told of it has put a new roll in; repeated until the printer is well.
                purge();
            }
            if (delivery.onPaper()) {
                paper.used(slip.lengthDots());
            }
            if (used) {
                deviceStatus.used();
            }
            underway.conclude(outcome);
        }
        return outcome;
    }

    private void purge() {
        try {
            printer.purge();
        } catch (IOException broken) {
            LOG.debugf("%s: %s", name, broken.getMessage());
        }
    }

    /** Before anyone learns the outcome no further slip is taken, unless this one is proven. */
    private void settle(EscPosDelivery delivery, PrintOutcome outcome) {
        if (outcome instanceof PrintOutcome.Printed) {
            remains = false;
            purging.cameOut();
            return;
        }
        ReceiptFault why = outcome instanceof PrintOutcome.NotPrinted not
                ? not.why()
                : ((PrintOutcome.Unknown) outcome).why();
        if (why == ReceiptFault.PAPER_OUT) {
            paper.ranOut();
        }
        if (delivery.onPaper()) {
            purging.soiled(printer, why);
            // With the end of the roll its remains leave by the hand that changes it.
            remains = why != ReceiptFault.PAPER_OUT;
        } else {
            purging.cameOut();
        }
        report.troubled(why);
    }
}
