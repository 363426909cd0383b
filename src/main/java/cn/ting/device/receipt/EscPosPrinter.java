package cn.ting.device.receipt;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A receipt printer that speaks ESC/POS. One slip is on its way at a time and one may wait.
 *
 * <p>A slip is not proven until {@link EscPosDelivery} says so; after any other outcome the printer's buffer is cleared
 * before it is ready again. The same is done on every new line, and what hangs from the printer is cut off before the
 * first slip there: a kiosk that was killed, or lost the line, may have left a person's slip for the next one. The
 * clearing is repeated until the printer is well, because some models refuse it while they are offline. A line on which an
 * answer is still owed is given up, so that the late answer cannot prove another slip.
 */
final class EscPosPrinter implements Device, ReceiptPrinter {

    private static final Logger LOG = Logger.getLogger(EscPosPrinter.class);
    private static final ReceiptFault[] REPORTED = {
        ReceiptFault.COVER_OPEN, ReceiptFault.PAPER_OUT, ReceiptFault.PAPER_LOW, ReceiptFault.MECHANICAL};

    private final String name;
    private final KioskClock clock;
    private final DeviceStatus deviceStatus;
    private final Conditions conditions;
    private final EscPosSettings settings;
    private final EscPosEncoder encoder;
    private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(1);
    private volatile Optional<ReceiptFault> trouble = Optional.of(ReceiptFault.SILENT);
    /** The buffer may hold what nobody shall find on paper. Device's thread only. */
    private boolean unclean;
    /** A part of a slip may hang from the printer. Device's thread only. */
    private boolean remains;

    EscPosPrinter(DevicePlace place, EscPosSettings settings) {
        this.name = place.name();
        this.clock = place.clock();
        this.deviceStatus = place.status();
        this.conditions = place.conditions();
        this.settings = settings;
        this.encoder = new EscPosEncoder(settings.widthDots());
    }

    private record Order(EscPosEncoder.Encoded slip, CompletableFuture<PrintOutcome> outcome) {}

    @Override
    public CompletableFuture<PrintOutcome> print(Slip slip) {
        Order order = new Order(encoder.encode(slip), new CompletableFuture<>());
        synchronized (orders) {
            if (trouble.isPresent()) {
                order.outcome.complete(new PrintOutcome.NotPrinted(trouble.get()));
            } else if (!orders.offer(order)) {
                order.outcome.complete(new PrintOutcome.NotPrinted(ReceiptFault.BUSY));
            }
        }
        return order.outcome;
    }

    @Override
    public Optional<ReceiptFault> trouble() {
        return trouble;
    }

    @Override
    public void serve(Line line) throws IOException, InterruptedException {
        EscPosLine printer = new EscPosLine(line, clock, settings);
        unclean = true;
        remains = true;
        try {
            while (true) {
                watch(printer);
                // An order ends this wait at once; what was just seen of the printer stands for the check before a slip.
                Order order = orders.poll(settings.statusEvery().toNanos(), TimeUnit.NANOSECONDS);
                if (order != null) {
                    deliver(order, printer);
                }
            }
        } finally {
            troubled(Optional.of(ReceiptFault.SILENT));
            conditions.raise(ReceiptFault.SILENT, name, "its line is gone or nothing answers on it");
        }
    }

    private void watch(EscPosLine printer) throws IOException {
        if (unclean) {
            printer.clearBuffer();
        }
        EscPosStatus status = printer.status();
        if (status.stop().isEmpty()) {
            unclean = false;
        }
        conditions.clear(ReceiptFault.SILENT, name);
        for (ReceiptFault fault : REPORTED) {
            conditions.set(status.faults().contains(fault), fault, name, "reported by the printer");
        }
        troubled(status.stop());
        deviceStatus.is(status.stop().isEmpty() ? DeviceState.READY : DeviceState.FAULTY);
    }

    private void deliver(Order order, EscPosLine printer) throws IOException {
        EscPosDelivery delivery = new EscPosDelivery(printer, order.slip, remains, clock, settings);
        PrintOutcome outcome = null;
        try {
            outcome = delivery.run();
        } finally {
            outcome = outcome != null ? outcome : delivery.unproven();
            settle(delivery, outcome);
            if (unclean) {
                // At once, before a hand that is told of it has put a new roll in; repeated until the printer is well.
                clear(printer);
            }
            order.outcome.complete(outcome);
        }
    }

    private void clear(EscPosLine printer) {
        try {
            printer.clearBuffer();
        } catch (IOException broken) {
            LOG.debugf("%s: %s", name, broken.getMessage());
        }
    }

    /** Before anyone learns the outcome no further slip is taken, unless this one is proven. */
    private void settle(EscPosDelivery delivery, PrintOutcome outcome) {
        if (outcome instanceof PrintOutcome.Printed) {
            remains = false;
            return;
        }
        ReceiptFault why = outcome instanceof PrintOutcome.NotPrinted not
                ? not.why()
                : ((PrintOutcome.Unknown) outcome).why();
        unclean = true;
        if (delivery.onPaper()) {
            // With the end of the roll its remains leave by the hand that changes it.
            remains = why != ReceiptFault.PAPER_OUT;
        }
        troubled(Optional.of(why));
    }

    /** Tells what keeps the printer from printing; a slip that waits is answered, for it would come out unexpected. */
    private void troubled(Optional<ReceiptFault> why) {
        Order waiting;
        synchronized (orders) {
            trouble = why;
            waiting = why.isPresent() ? orders.poll() : null;
        }
        if (waiting != null) {
            waiting.outcome.complete(new PrintOutcome.NotPrinted(why.get()));
        }
    }
}
