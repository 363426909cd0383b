package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The real {@code ippeveprinter} as a printer that takes pictures of pages only, behind a real CUPS that makes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CupsQueueContractTest extends IppEveContract {

    private CupsPeer cups;

    @Override
    String formats() {
        return "image/pwg-raster";
    }

    @Override
    @BeforeAll
    void plugIn() throws Exception {
        super.plugIn();
        cups = new CupsPeer(far.address());
    }

    @Override
    @AfterAll
    void unplug() throws Exception {
        cups.close();
        super.unplug();
    }

    @Override
    String profile() {
        return "cups: \"" + cups.address() + "\", ";
    }

    @Override
    int unfinished() throws Exception {
        return super.unfinished() + cups.unfinished();
    }

    /** What comes out is pictures: CUPS makes as many as there are copies, and says on which sides of the sheets they stand. */
    @Override
    void sees(byte[] pdf, int copies, Sides sides) throws IOException {
        List<PwgRaster.Page> pages = new PwgRaster(Files.readAllBytes(far.printed().get(0))).pages();
        PwgRaster.Page first = pages.get(0);
        assertEquals(297.0 / 210, (double) first.height() / first.width(), 0.01, first::toString);
        assertEquals(copies, pages.stream().filter(PwgRaster.Page::printed).count(), pages::toString);
        boolean both = sides != Sides.ONE;
        assertTrue(pages.stream().allMatch(page -> page.duplex() == both), pages::toString);
        assertTrue(far.ticket().contains("sides=" + (both ? "two-sided-long-edge" : "one-sided")), far.ticket());
    }

    @Test
    void aStoppedQueueIsToldAndNothingWaitsInIt() throws Exception {
        cups.stop(true);
        cabinet.until("stopped", () -> cabinet.printer.trouble().equals(Optional.of(DocumentFault.STOPPED))
                && cabinet.conditions.has(DocumentFault.STOPPED));
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.STOPPED), cabinet.print(1, Sides.ONE));

        cups.stop(false);
        cabinet.until("started", cabinet::ready);
        assertEquals(0, unfinished());
        assertEquals(0, papers());
    }

    /** The queue keeps what it cannot hand on: nobody may find it on the tray when somebody lets the queue go on. */
    @Test
    void aQueueStoppedWithADocumentInItGivesItToNobody() throws Exception {
        hold(true);
        CompletableFuture<PrintedDocument> before = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        untilPrinting();
        cups.stop(true);
        cabinet.printer.visitEnded();
        PrintedDocument outcome = PrinterInItsCabinet.outcome(before);
        assertFalse(outcome instanceof PrintedDocument.Printed, outcome::toString);
        until("called off", this::calledOff);
        hold(false);
        cabinet.until("stopped", () -> cabinet.printer.trouble().equals(Optional.of(DocumentFault.STOPPED)));

        cups.stop(false);
        cabinet.until("started", cabinet::ready);
        assertEquals(0, unfinished());
        int papers = papers();
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        assertEquals(papers + 1, papers(), "what came out is the next one's");
    }

    /** CUPS comes back with what it had spooled, and begins with it: nobody may find that on the tray either. */
    @Test
    void aKilledCupsComesBackWithADocumentAndGivesItToNobody() throws Exception {
        long spooled = cups.spooled();
        hold(true);
        CompletableFuture<PrintedDocument> before = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        untilPrinting();
        cups.kill();
        assertEquals(spooled + 1, cups.spooled());
        // The patience with a queue that does not answer.
        cabinet.clock.leap(Duration.ofSeconds(21));
        PrintedDocument outcome = PrinterInItsCabinet.outcome(before);
        assertFalse(outcome instanceof PrintedDocument.Printed, outcome::toString);
        cabinet.until("absent", () -> !cabinet.ready());

        cups.start();
        until("swept", () -> cups.unfinished() == 0 && calledOff());
        assertFalse(cabinet.ready(), "the printer has not come to the end of it");
        hold(false);
        cabinet.until("ready again", cabinet::ready);
        assertEquals(0, unfinished());
        assertEquals(0, papers());
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        assertEquals(1, papers(), "what came out is the next one's");
    }

    @Test
    void aQueueThatTakesNoJobsIsTold() throws Exception {
        cups.reject(true);
        cabinet.until("rejecting", () -> cabinet.printer.trouble().equals(Optional.of(DocumentFault.NOT_ACCEPTING)));
        cups.reject(false);
        cabinet.until("accepting", cabinet::ready);
    }

    /** CUPS calls it completed, for a device that swallows all there is and prints nothing. */
    @Test
    void whatAQueueHasHandedOverIsNotCalledPrinted() throws Exception {
        cups.leadTo("file:/dev/null");
        try {
            cabinet.until("told", () -> cabinet.conditions.has(DocumentFault.HANDED_OVER));
            assertTrue(cabinet.ready(), "it is of use all the same");
            assertEquals(new PrintedDocument.Unknown(DocumentFault.HANDED_OVER), cabinet.print(1, Sides.ONE));
            assertEquals(0, papers());
            assertEquals(0, unfinished());
        } finally {
            cups.leadTo(far.address());
        }
        cabinet.until("told no more", () -> cabinet.conditions.present().isEmpty() && cabinet.ready());
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        assertEquals(1, papers());
    }
}
