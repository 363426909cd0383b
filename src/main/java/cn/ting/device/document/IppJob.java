package cn.ting.device.document;

import cn.ting.device.document.IppPost.NotReachedException;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * One document's way through a queue: handed over once, followed to its end, cancelled when its visit or its time is over, and judged by
 * what the printer says at the end. On the device's thread.
 */
final class IppJob {

    /** What is looked at between two questions about the job. */
    @FunctionalInterface
    interface Watch {

        /** Tells what holds the printer up now, if anything does. */
        Optional<DocumentFault> look() throws IOException;
    }

    private final IppQueue queue;
    private final PrintOrder order;
    private final IppSettings settings;
    private final KioskClock clock;
    private final BooleanSupplier calledOff;
    private boolean sent;
    /** Why it may not be called printed, whatever its end looks like. */
    private Optional<DocumentFault> spoiled = Optional.empty();
    private Duration answered;
    /** What held the printer up when it was last seen, a jam for example. */
    private Optional<DocumentFault> heldUp = Optional.empty();

    /**
     * @param calledOff true once nobody may have the document any more
     */
    IppJob(IppQueue queue, PrintOrder order, IppSettings settings, KioskClock clock, BooleanSupplier calledOff) {
        this.queue = queue;
        this.order = order;
        this.settings = settings;
        this.clock = clock;
        this.calledOff = calledOff;
    }

    /**
     * Takes the document to its end.
     *
     * @param createsJobs whether the queue takes a job before its document: what goes wrong before then is certain to have
     *     printed nothing
     * @param watch asked between the polls
     * @param nudge given a permit when {@code calledOff} may have become true
     * @throws IOException when the printer is gone; {@link #unproven()} is the outcome then
     */
    PrintedDocument run(boolean createsJobs, Watch watch, Semaphore nudge) throws IOException, InterruptedException {
        Duration deadline = clock.uptime().plus(settings.longest(order.document().pages() * order.copies()));
        IppQueue.Opened opened = null;
        try {
            if (createsJobs) {
                opened = queue.create(settings.media(), order.copies(), order.sides());
            }
            // When it is not wanted now, an empty job is cleared away with all that is unfinished.
            Optional<DocumentFault> unwanted = opened == null || opened.allCopies() ? unwanted() : Optional.of(DocumentFault.REFUSED);
            if (unwanted.isPresent()) {
                return new PrintedDocument.NotPrinted(unwanted.get());
            }
            opened = opened == null ? print() : send(opened);
            // It had the document with the question, and may have begun.
            spoiled = opened.allCopies() ? Optional.empty() : Optional.of(DocumentFault.REFUSED);
        } catch (RefusedException refused) {
            if (!sent) {
                return new PrintedDocument.NotPrinted(refused.fault());
            }
            if (opened == null) {
                return new PrintedDocument.Unknown(DocumentFault.FAILED);
            }
            // A job that was closed empty is completed too.
            spoiled = Optional.of(DocumentFault.FAILED);
        }
        return follow(opened.job(), deadline, watch, nudge);
    }

    /** Waits until the document may come out; says why it may not. */
    private Optional<DocumentFault> unwanted() throws InterruptedException {
        boolean promised = order.promised(settings.answerPatience());
        if (calledOff.getAsBoolean()) {
            return Optional.of(DocumentFault.VISIT_ENDED);
        }
        return promised ? Optional.empty() : Optional.of(DocumentFault.NOT_PROMISED);
    }

    /** What is said of the document when {@link #run} could not come to an outcome. */
    PrintedDocument unproven() {
        return sent ? new PrintedDocument.Unknown(DocumentFault.SILENT) : new PrintedDocument.NotPrinted(DocumentFault.SILENT);
    }

    private IppQueue.Opened send(IppQueue.Opened opened) throws IOException {
        return sending(() -> {
            queue.send(opened.job(), order.document().pdf());
            return opened;
        });
    }

    private IppQueue.Opened print() throws IOException {
        return sending(() -> queue.print(order.document().pdf(), settings.media(), order.copies(), order.sides()));
    }

    @FunctionalInterface
    private interface Sending {
        IppQueue.Opened send() throws IOException;
    }

    private IppQueue.Opened sending(Sending sending) throws IOException {
        try {
            sent = true;
            return sending.send();
        } catch (NotReachedException nothing) {
            sent = false;
            throw nothing;
        } catch (RefusedException refused) {
            sent = !refused.beforeAnyDocument();
            throw refused;
        }
    }

    private PrintedDocument follow(int job, Duration longest, Watch watch, Semaphore nudge) throws IOException, InterruptedException {
        DocumentFault why = spoiled.orElse(null);
        Duration deadline = why == null ? longest : clock.uptime().plus(settings.answerPatience());
        boolean cancelled = false;
        answered = clock.uptime();
        while (true) {
            cancelled = cancelled || why != null && cancelled(job);
            IppJobState seen = look(job, watch);
            if (seen != null && seen.over()) {
                return judge(seen, why);
            }
            boolean late = clock.uptime().compareTo(deadline) > 0;
            if (why == null && (late || calledOff.getAsBoolean())) {
                why = late ? heldUp.orElse(DocumentFault.TOO_LONG) : DocumentFault.VISIT_ENDED;
                deadline = clock.uptime().plus(settings.answerPatience());
            } else if (why != null && late) {
                return new PrintedDocument.Unknown(why);
            } else {
                clock.pause(settings.jobEvery(), nudge);
            }
        }
    }

    /** Asks once; a printer that does not answer is asked again until the patience with it is over. Null when it did not. */
    private IppJobState look(int job, Watch watch) throws IOException {
        try {
            IppJobState seen = queue.job(job);
            if (!seen.over()) {
                heldUp = watch.look();
            }
            answered = clock.uptime();
            return seen;
        } catch (RefusedException forgotten) {
            // It has been switched off and on, and knows nothing of the job.
            throw new IOException("the job is not known any more", forgotten);
        } catch (IOException silence) {
            if (clock.uptime().minus(answered).compareTo(settings.answerPatience()) > 0) {
                throw silence;
            }
            return null;
        }
    }

    /** Has the job cancelled; false when the printer did not answer, which is asked again after the next look: that one knows the patience. */
    private boolean cancelled(int job) {
        try {
            queue.cancel(job);
            return true;
        } catch (RefusedException over) {
            // It came to its end meanwhile, which the next look finds.
            return true;
        } catch (IOException silence) {
            return false;
        }
    }

    private PrintedDocument judge(IppJobState end, DocumentFault cancelled) {
        if (end.completed() && !end.withErrors() && allSides(end.sides()) && spoiled.isEmpty()) {
            return new PrintedDocument.Printed();
        }
        DocumentFault why = cancelled == null ? DocumentFault.FAILED : cancelled;
        if (end.completed() || end.begun()) {
            return new PrintedDocument.Unknown(why);
        }
        // What was given up before it began did not stop on its way.
        return new PrintedDocument.NotPrinted(why == DocumentFault.FAILED ? DocumentFault.REFUSED : why);
    }

    /**
     * Some printers count the sides of one copy, others those of all (RFC 8011, 5.3.18.2), and in duplex a last sheet's empty side may count
     * too. What may as well be an end with a copy missing proves nothing, but for the pages themselves, which most count whatever the copies.
     */
    private boolean allSides(int counted) {
        int pages = order.document().pages();
        int withEmpty = order.sides() == Sides.ONE ? pages : pages + pages % 2;
        int all = pages * order.copies();
        boolean one = counted == pages || counted == withEmpty && withEmpty % pages != 0;
        return counted == 0 || one || counted == all || counted > all && counted > withEmpty * (order.copies() - 1);
    }
}
