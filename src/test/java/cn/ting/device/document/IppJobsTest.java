package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import com.hp.jipp.encoding.Attribute;
import com.hp.jipp.encoding.AttributeGroup;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.model.JobState;
import com.hp.jipp.model.Operation;
import com.hp.jipp.model.Types;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a job is and whether all of it came out, by what printers tell of it and what they keep to themselves. */
@Timeout(240)
class IppJobsTest {

    private static final IppSettings SETTINGS = new IppSettings("none", "iso_a4_210x297mm", Duration.ofMillis(200), Duration.ofMillis(50),
            Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60), 10);

    private static IppQueue.Listed listed(Attribute<?>... told) {
        List<Attribute<?>> attributes = new ArrayList<>(List.of(told));
        attributes.add(Types.jobId.of(7));
        attributes.add(Types.jobState.of(JobState.pending));
        return IppQueue.Listed.of(AttributeGroup.groupOf(Tag.jobAttributes, attributes), "ting.fengshui.k1");
    }

    @Test
    void itIsThisKiosksByItsUserOrByItsName() {
        assertEquals(new IppQueue.Listed(7, true, false, false),
                listed(Types.jobOriginatingUserName.of("TING.FENGSHUI.K1"), Types.jobName.of("a4-12")));
        assertEquals(new IppQueue.Listed(7, true, false, false),
                listed(Types.jobOriginatingUserName.of("anonymous"), Types.jobName.of("ting.fengshui.k1")));
        assertEquals(new IppQueue.Listed(7, true, false, false), listed(Types.jobName.of("ting.fengshui.k1")));
    }

    @Test
    void itIsAnothersWhenEitherSaysSo() {
        assertEquals(new IppQueue.Listed(7, false, false, false),
                listed(Types.jobOriginatingUserName.of("ting.fengshui.k10"), Types.jobName.of("ting.fengshui.k10")));
        assertEquals(new IppQueue.Listed(7, false, false, false), listed(Types.jobOriginatingUserName.of("office")));
    }

    @Test
    void itIsNobodysWhenNothingIsSaid() {
        assertEquals(new IppQueue.Listed(7, false, true, false), listed());
        assertEquals(new IppQueue.Listed(7, false, true, false), listed(Types.jobOriginatingUserName.of(""), Types.jobName.of(" ")));
    }

    /** What becomes of so many copies on a printer that is set somehow. */
    private static PrintedDocument printed(Path directory, int copies, Consumer<SimulatedIppPrinter> set) throws Exception {
        return printed(directory, copies, Sides.ONE, set);
    }

    private static PrintedDocument printed(Path directory, int copies, Sides sides, Consumer<SimulatedIppPrinter> set) throws Exception {
        SimulatedIppPrinter far = new SimulatedIppPrinter(0, Duration.ofMillis(5), new SystemClock());
        far.start();
        set.accept(far);
        try (far; PrinterInItsCabinet cabinet = new PrinterInItsCabinet(directory, far.address(), "pollEvery: 200ms, jobEvery: 50ms, answerPatience: 20s")) {
            cabinet.until("ready", cabinet::ready);
            PrintedDocument outcome = cabinet.print(copies, sides);
            cabinet.until("emptied", () -> far.unfinished() == 0 && cabinet.ready());
            assertEquals(outcome instanceof PrintedDocument.NotPrinted ? 0 : 1, far.papers().size());
            return outcome;
        }
    }

    @Test
    void copiesThatItDoesNotMakeAreRefusedBeforeAnySheet(@TempDir Path directory) throws Exception {
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.REFUSED), printed(directory, 2, far -> far.copies(false)));
        assertEquals(new PrintedDocument.Printed(), printed(directory, 1, far -> far.copies(false)));
    }

    /** It is told with the document's own answer, and one copy may be out by then. */
    @Test
    void copiesThatItDoesNotMakeAreNotCalledPrintedWhereThatIsToldTooLate(@TempDir Path directory) throws Exception {
        assertEquals(new PrintedDocument.Unknown(DocumentFault.REFUSED), printed(directory, 2, far -> {
            far.createsJobs(false);
            far.copies(false);
            far.stuck(true);
        }));
    }

    /** Of its one page in duplex, the second side of a copy may be counted too: 2 is one such copy or two without, and 4 two such. */
    @ParameterizedTest
    @CsvSource({"ONE, 1, true", "ONE, 2, false", "ONE, 3, true",
        "TWO_LONG_EDGE, 1, true", "TWO_LONG_EDGE, 2, false", "TWO_LONG_EDGE, 3, true", "TWO_LONG_EDGE, 4, false", "TWO_LONG_EDGE, 5, true",
        "TWO_LONG_EDGE, 6, true"})
    void aPrinterThatCountsTheSidesOfAllCopiesHasToComeToTheEndOfThem(Sides sides, int counted, boolean all, @TempDir Path directory)
            throws Exception {
        PrintedDocument outcome = printed(directory, 3, sides, far -> far.countsSidesOf(counted));
        assertEquals(all ? new PrintedDocument.Printed() : new PrintedDocument.Unknown(DocumentFault.FAILED), outcome);
    }

    /** The copies are refused only after the document was sent; the printer hangs up over the order to forget the job, and has not heeded it. */
    @Test
    void aJobWhoseCancellingBrokeOffIsCancelledAgainAndFollowedToItsEnd() throws Exception {
        KioskClock clock = new SystemClock();
        AtomicInteger cancelled = new AtomicInteger();
        try (SpoilingPrinter far = new SpoilingPrinter(clock)) {
            far.answers.copies(false);
            far.answers.stuck(true);
            far.jobs.hold(true);
            far.spoil((number, answer, line) -> {
                if (far.heardOperation() == Operation.cancelJob.getCode() && cancelled.incrementAndGet() == 1) {
                    far.answers.stuck(false);
                    throw new IOException("it hangs up");
                }
                line.write(answer);
            });
            IppQueue queue = new IppQueue(far.address(), "ting.fengshui.k1", clock, Duration.ofSeconds(20), () -> { });
            PrintOrder order = new PrintOrder(TestPage.document(), 2, Sides.ONE, 1, Optional.empty(), clock);
            PrintedDocument outcome = new IppJob(queue, order, SETTINGS, clock, () -> false).run(false, Optional::empty, new Semaphore(0));
            assertEquals(new PrintedDocument.Unknown(DocumentFault.REFUSED), outcome);
            assertEquals(2, cancelled.get());
            assertEquals(0, far.jobs.unfinished().size());
        }
    }

    /** What happens in a printer between a document and the answer to it. */
    @FunctionalInterface
    private interface Meanwhile {
        void happens(SpoilingPrinter far) throws InterruptedException;
    }

    /** What becomes of a document that a printer answers with this status, when something has become of it in there. */
    private static PrintedDocument refused(int status, boolean createsJobs, boolean begins, Meanwhile meanwhile) throws Exception {
        KioskClock clock = new SystemClock();
        try (SpoilingPrinter far = new SpoilingPrinter(clock)) {
            far.jobs.hold(true);
            far.jobs.stop(!begins);
            far.spoil((number, answer, line) -> {
                if (List.of(Operation.sendDocument.getCode(), Operation.printJob.getCode()).contains(far.heardOperation())) {
                    meanwhile.happens(far);
                    int packet = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
                    answer[packet + 2] = (byte) (status >> 8);
                    answer[packet + 3] = (byte) status;
                }
                line.write(answer);
            });
            IppQueue queue = new IppQueue(far.address(), "ting.fengshui.k1", clock, Duration.ofSeconds(20), () -> { });
            PrintOrder order = new PrintOrder(TestPage.document(), 1, Sides.ONE, 1, Optional.empty(), clock);
            return new IppJob(queue, order, SETTINGS, clock, () -> false).run(createsJobs, Optional::empty, new Semaphore(0));
        }
    }

    private static void ends(SpoilingPrinter far, JobState state, String reason) throws InterruptedException {
        far.jobs.endNextWith(state, reason);
        far.jobs.hold(false);
        KioskClock clock = new SystemClock();
        while (!far.jobs.unfinished().isEmpty()) {
            clock.pause(Duration.ofMillis(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"0x0403, REFUSED", "0x040A, NO_PDF", "0x040B, REFUSED", "0x0501, REFUSED", "0x0506, NOT_ACCEPTING", "0x0507, BUSY", "0x050B, BUSY"})
    void whatIsRefusedForWhatStandsBeforeItsDocumentIsCertainlyNotPrinted(String status, DocumentFault why) throws Exception {
        for (boolean createsJobs : List.of(true, false)) {
            assertEquals(new PrintedDocument.NotPrinted(why), refused(Integer.decode(status), createsJobs, true, far -> { }));
        }
    }

    /** A printer that prints while it reads has pages out when it comes to what it cannot print, or when somebody cancels at its panel. */
    @ParameterizedTest
    @CsvSource({"0x0405", "0x0408", "0x0410", "0x0411", "0x0500", "0x0504", "0x0505", "0x0508"})
    void whatIsGivenUpWithItsDocumentInHandIsLeftOpenWhereItWasBegun(String status) throws Exception {
        PrintedDocument open = new PrintedDocument.Unknown(DocumentFault.FAILED);
        int code = Integer.decode(status);
        assertEquals(open, refused(code, true, true, far -> ends(far, JobState.aborted, "document-format-error")));
        assertEquals(open, refused(code, true, true, far -> ends(far, JobState.canceled, "job-canceled-at-device")));
        assertEquals(open, refused(code, true, true, far -> ends(far, JobState.completed, "job-completed-successfully")), "as is an empty one");
        assertEquals(open, refused(code, true, true, far -> { }), "it is cancelled");
        assertEquals(open, refused(code, false, true, far -> { }), "there is no number to ask for");
    }

    @Test
    void whatIsGivenUpWithItsDocumentInHandIsNotPrintedWhereItNeverBegan() throws Exception {
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.REFUSED), refused(0x0508, true, false, far -> { }));
    }
}
