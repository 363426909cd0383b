package cn.ting.device.document;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.device.inventory.Work;
import cn.ting.device.inventory.WorkQueue;
import cn.ting.supply.Supply;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A printer reached by IPP, directly or, when it takes no PDF, through a queue of the local CUPS. One document is on its way at a time
 * and two may wait.
 *
 * <p>Before the first document of a visit, after every outcome but <em>printed</em>, and whenever the printer came back, all that this kiosk
 * has left unfinished in its queues is cancelled, and nothing is printed until they have been seen empty: a visit that is over, a kiosk that
 * was killed or a printer that was away may have left a person's document for the next one. What others print there is waited for.
 */
final class IppPrinter implements Device, DocumentPrinter, SelfTesting {

    private static final int MOST_WAITING = 2;

    /** A document that has waited so long behind another is not wanted any more. */
    private static final Duration BEGINS_WITHIN = Duration.ofMinutes(5);

    private final DevicePlace place;
    private final IppSettings settings;
    private final Supply toner;
    private final IppQueue printer;
    private final Optional<IppQueue> cups;
    private final EmptyQueues queues;
    private final WorkQueue work;
    private final AtomicInteger visits = new AtomicInteger();
    private final Semaphore nudge = new Semaphore(0);
    private volatile Optional<DocumentFault> trouble = Optional.of(DocumentFault.SILENT);
    /** How the printer was when last seen. Device's thread only. */
    private IppState last;
    /** How the queue of CUPS was when last seen; null while documents go to the printer itself. Device's thread only. */
    private IppState lastCups;

    /**
     * @param kiosk the name by which this kiosk's jobs are told from all others
     */
    IppPrinter(DevicePlace place, IppAddress address, String kiosk, IppSettings settings, Supply toner) {
        this.place = place;
        this.settings = settings;
        this.toner = toner;
        Runnable round = place.status()::comesRound;
        this.printer = new IppQueue(address, kiosk, place.clock(), settings.answerPatience(), round);
        this.cups = settings.queue().map(queue -> new IppQueue(queue, kiosk, place.clock(), settings.answerPatience(), round));
        this.queues = new EmptyQueues(printer, cups, place.clock(), settings);
        this.work = new WorkQueue(place.clock(), MOST_WAITING);
    }

    @Override
    public CompletableFuture<PrintedDocument> print(Document document, int copies, Sides sides, CompletableFuture<Boolean> promised) {
        if (copies < 1 || copies > MOST_COPIES) {
            throw new IllegalArgumentException("1 to " + MOST_COPIES + " copies, not " + copies);
        }
        return print(new PrintOrder(document, copies, sides, visits.get(), Optional.of(promised), place.clock()));
    }

    private CompletableFuture<PrintedDocument> print(PrintOrder order) {
        Optional<DocumentFault> why = trouble;
        if (why.isPresent()) {
            order.giveUp(why.get());
            return order.outcome();
        }
        Work<Boolean> printing = work.offer(BEGINS_WITHIN, begun -> {
            deliver(order);
            return true;
        });
        printing.outcome().whenComplete((done, failed) -> {
            if (failed != null) {
                order.giveUp(reason(order, failed));
            }
        });
        if (trouble.isPresent()) {
            // The printer went away in between: what it finds waiting when it comes back would come out unexpected.
            printing.cancel();
        }
        return order.outcome();
    }

    /** It is not to be printed any more, whatever holds up the printer. */
    private static final class CalledOffException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    private DocumentFault reason(PrintOrder order, Throwable failed) {
        if (order.visit() != visits.get()) {
            return DocumentFault.VISIT_ENDED;
        }
        Throwable why = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
        if (why instanceof CalledOffException) {
            return DocumentFault.NOT_PROMISED;
        }
        return why instanceof RejectedExecutionException ? DocumentFault.BUSY : trouble.orElse(DocumentFault.BUSY);
    }

    /** All that {@link #tell} tells, but that it is silent. */
    @Override
    public Set<DocumentFault> readings() {
        return EnumSet.complementOf(EnumSet.of(DocumentFault.SILENT));
    }

    @Override
    public Optional<DocumentFault> trouble() {
        return trouble;
    }

    @Override
    public void callOff() {
        work.withdrawAll(new CalledOffException());
    }

    @Override
    public void visitEnded() {
        visits.incrementAndGet();
        work.failAll(new CancellationException());
        nudge.release();
        // An idle printer is looked through at once, not when it would have been asked next.
        work.offer(BEGINS_WITHIN, looked -> true);
    }

    @Override
    public CompletableFuture<Verdict> selfTest() {
        return print(new PrintOrder(TestPage.document(), 1, Sides.ONE, visits.get(), Optional.empty(), place.clock())).thenApply(outcome -> {
            if (outcome instanceof PrintedDocument.NotPrinted not) {
                return Verdict.failed(not.why(), "no test page was printed");
            }
            return outcome instanceof PrintedDocument.Unknown unknown
                    ? Verdict.failed(unknown.why(), "a test page may have been printed")
                    : Verdict.passed("a test page was printed");
        });
    }

    @Override
    public void serve(Line none) throws IOException, InterruptedException {
        queues.forget();
        String why = "it stopped";
        try {
            while (true) {
                look();
                boolean empty = queues.areEmpty(visits.get(), lastCups != null);
                tell(empty);
                work.runNext(queues.nextLook(empty));
            }
        } catch (IOException gone) {
            // The end of a stream says nothing of itself.
            why = gone.getMessage() == null ? gone.getClass().getSimpleName() : gone.getMessage();
            throw gone;
        } finally {
            trouble = Optional.of(DocumentFault.SILENT);
            place.conditions().raise(DocumentFault.SILENT, place.name(), why);
            work.failAll(new IOException("the printer is away"));
        }
    }

    /** Asks how the printer is, and the queue before it when documents have to go through that. */
    private void look() throws IOException {
        last = printer.state();
        last.tonerPercent().ifPresent(toner::measured);
        lastCups = last.takesPdf() || cups.isEmpty() ? null : cups.get().state();
    }

    /** Says how the printer is. */
    private void tell(boolean empty) {
        Set<DocumentFault> faults = EnumSet.noneOf(DocumentFault.class);
        faults.addAll(last.faults(settings.media(), settings.tonerLowPercent()));
        String words = last.told();
        if (lastCups != null) {
            faults.addAll(lastCups.faults(settings.media(), settings.tonerLowPercent()));
            if (last.feedsFromAnother(settings.media())) {
                // It repeats the printer's words without what the printer says of its trays.
                faults.remove(DocumentFault.PAPER_OUT);
            }
            words += "; CUPS: " + lastCups.told();
        } else if (!last.takesPdf()) {
            faults.add(DocumentFault.NO_PDF);
        }
        if (!empty) {
            faults.add(DocumentFault.NOT_EMPTY);
        }
        trouble = faults.stream().filter(DocumentFault::stops).findFirst();
        for (DocumentFault fault : DocumentFault.values()) {
            place.conditions().set(faults.contains(fault), fault, place.name(), words);
        }
        if (faults.isEmpty()) {
            place.status().is(DeviceState.READY);
        } else {
            place.status().is(trouble.isPresent() ? DeviceState.FAULTY : DeviceState.DEGRADED, faults.iterator().next());
        }
    }

    private void deliver(PrintOrder order) throws IOException, InterruptedException {
        if (!order.begin()) {
            return;
        }
        if (lastCups != null) {
            queues.takeByCups();
        }
        BooleanSupplier calledOff = () -> order.visit() != visits.get();
        IppJob job = new IppJob(way(), order, settings, place.clock(), calledOff);
        PrintedDocument outcome = null;
        try {
            outcome = run(job, calledOff);
        } finally {
            if (outcome == null) {
                outcome = job.unproven();
                // Before anyone learns of it: the printer is gone, and what is asked of it now would come out when it is back.
                trouble = Optional.of(DocumentFault.SILENT);
            }
            if (!(outcome instanceof PrintedDocument.Printed)) {
                queues.forget();
            }
            if (order.used()) {
                place.status().used();
            }
            order.end(outcome);
        }
    }

    private PrintedDocument run(IppJob job, BooleanSupplier calledOff) throws IOException, InterruptedException {
        if (!queues.areEmpty(visits.get(), lastCups != null)) {
            return new PrintedDocument.NotPrinted(DocumentFault.NOT_EMPTY);
        }
        nudge.drainPermits();
        if (calledOff.getAsBoolean()) {
            return new PrintedDocument.NotPrinted(DocumentFault.VISIT_ENDED);
        }
        IppState way = lastCups == null ? last : lastCups;
        PrintedDocument outcome = job.run(way.createsJobs(), () -> {
            look();
            tell(true);
            return trouble;
        }, nudge);
        return way.handsOver() && outcome instanceof PrintedDocument.Printed ? new PrintedDocument.Unknown(DocumentFault.HANDED_OVER) : outcome;
    }

    /** Where documents go. */
    private IppQueue way() {
        return lastCups == null ? printer : cups.orElseThrow();
    }
}
