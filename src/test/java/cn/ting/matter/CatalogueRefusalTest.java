package cn.ting.matter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.CataloguePublisher;
import cn.ting.catalogue.Publication;
import cn.ting.catalogue.TestPen;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a catalogue is refused, under which cause, while the last good one serves. */
class CatalogueRefusalTest extends CatalogueCases {

    @Test
    void aBlobWithAWrongHashIsRefusedAndTheRightOneTakenLater() {
        bench.sync(CONTENT, 1);
        Publication next = bench.publish(EDITED, 2);
        bench.link.deliver(Publication.HEAD);
        String chapter = bench.link.asked().get(0);
        bench.link.publish(chapter, "{\"theme\":\"forged\",\"pages\":[]}".getBytes(StandardCharsets.UTF_8));
        bench.link.deliverAll();
        assertTrue(bench.conditions.has(MatterFault.BAD_HASH));
        assertEquals(1, bench.version());
        bench.link.publish(chapter, next.documents().get(chapter));
        bench.link.deliver(chapter);
        bench.link.deliverAll();
        assertEquals(2, bench.version());
        assertFalse(bench.conditions.has(MatterFault.BAD_HASH));
    }

    @Test
    void aHeadSignedByAnotherIsRefused() {
        bench.sync(CONTENT, 1);
        bench.publish(EDITED, 2, new TestPen());
        bench.link.deliver(Publication.HEAD);
        assertTrue(bench.conditions.has(MatterFault.BAD_SIGNATURE));
        assertEquals(1, bench.version());
        bench.publish(EDITED, 3);
        bench.link.deliver(Publication.HEAD);
        bench.link.deliverAll();
        assertEquals(3, bench.version());
        assertTrue(bench.conditions.present().isEmpty());
    }

    @Test
    void anOlderHeadOrAnotherUnderTheSameNumberIsRefused() {
        bench.sync(CONTENT, 5);
        for (long version : new long[] {4, 5}) {
            bench.publish(EDITED, version);
            bench.link.deliver(Publication.HEAD);
            bench.link.deliverAll();
            assertTrue(bench.conditions.has(MatterFault.OLDER));
            assertEquals("办社保卡", bench.catalogue.matter("social-card-apply").orElseThrow().title());
        }
    }

    @Test
    void anExpiredHeadIsNeverAdoptedButServesOnWhenItWasAdoptedInTime() {
        bench.sync(CONTENT, 1);
        byte[] soonOver = new CataloguePublisher(bench.pen).publish(EDITED, 2, bench.clock.instant(),
                bench.clock.instant().plusSeconds(60)).head();
        bench.clock.step(Duration.ofDays(60));
        bench.link.publish(Publication.HEAD, soonOver);
        bench.link.deliver(Publication.HEAD);
        assertTrue(bench.conditions.has(MatterFault.EXPIRED));
        bench.boot();
        assertEquals(1, bench.version());
    }

    /** A kiosk whose clock fell back knows from what it serves that it is later. */
    /** As in a long outage, in whose midst it was. */
    @Test
    void aHeadThatExpiresWhileItIsGatheredIsNotAdoptedEither() {
        bench.sync(CONTENT, 1);
        new CataloguePublisher(bench.pen).publish(EDITED, 2, bench.clock.instant(), bench.clock.instant().plusSeconds(3600)).to(bench.link::publish);
        bench.link.deliver(Publication.HEAD);
        bench.clock.step(Duration.ofDays(8));
        bench.link.deliver(Publication.HEAD);
        bench.link.deliverAll();
        assertEquals(1, bench.version());
        assertTrue(bench.conditions.has(MatterFault.EXPIRED));
    }

    @Test
    void aClockThatFellBackMakesNoExpiredHeadFresh() {
        Instant clock = bench.clock.instant();
        Instant truth = clock.plus(Duration.ofDays(50));
        publish(5, truth, truth.plus(Duration.ofDays(30)));
        assertEquals(5, bench.version());
        bench.clock.told(truth);
        publish(6, clock, clock.plus(Duration.ofDays(30)));
        assertTrue(bench.conditions.has(MatterFault.EXPIRED));
        assertEquals(5, bench.version());
    }

    /** Also one that nobody believes any more takes what is fresh by the platform's time, and nothing that is not. */
    @Test
    void aClockAheadOfTheTruthRefusesNoFreshHead() {
        Instant truth = bench.clock.instant().minus(Duration.ofDays(366));
        bench.clock.told(truth);
        publish(5, truth, truth.plus(Duration.ofDays(30)));
        assertEquals(5, bench.version());
        bench.clock.step(Duration.ofDays(1));
        publish(6, truth, truth.plus(Duration.ofHours(23)));
        assertTrue(bench.conditions.has(MatterFault.EXPIRED));
        assertEquals(5, bench.version());
    }

    private void publish(long version, Instant issued, Instant expires) {
        new CataloguePublisher(bench.pen).publish(CONTENT, version, issued, expires).to(bench.link::publish);
        bench.link.deliver(Publication.HEAD);
        bench.link.deliverAll();
    }

    @Test
    void aHeadThatIsTooLargeOrNoEnvelopeIsRefused() {
        for (byte[] wrong : List.of(new byte[20_000], "{}".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2})) {
            bench.link.publish(Publication.HEAD, wrong);
            bench.link.deliver(Publication.HEAD);
            assertFalse(bench.conditions.present().isEmpty());
            assertEquals(0, bench.version());
        }
    }

    @Test
    void aPageThatLacksWhatTheContractAsksIsRefusedWithTheWholeVersion() {
        bench.sync(CONTENT, 1);
        bench.sync(CONTENT.with("tax-record", page -> page.put("projectType", "soon")), 2);
        assertTrue(bench.conditions.has(MatterFault.MALFORMED));
        assertEquals(1, bench.version());
        bench.sync(EDITED, 3);
        assertEquals(3, bench.version());
        assertTrue(bench.conditions.present().isEmpty());
    }

    @Test
    void versionsThatAreRefusedOneAfterTheOtherLeaveNothingBehind() throws SQLException {
        bench.sync(CONTENT, 1);
        int served = bench.file.ask(CatalogueTable::held).size();
        for (int version = 2; version < 60; version++) {
            String result = "证 " + version;
            bench.sync(CONTENT.with("tax-record", page -> page.put("projectType", "soon").put("resultName", result)), version);
            assertTrue(bench.conditions.has(MatterFault.MALFORMED));
        }
        int held = bench.file.ask(CatalogueTable::held).size();
        assertTrue(held <= served + 20, held + " blobs after " + served);
        bench.boot();
        assertEquals(1, bench.version(), "what is served is all there");
        bench.sync(EDITED, 60);
        assertEquals(60, bench.version());
        assertEquals(served, bench.file.ask(CatalogueTable::held).size());
    }

    @Test
    void anOlderHeadIsRefusedAlsoWhileADamagedFileIsFetchedAnew() {
        bench.sync(CONTENT, 5);
        bench.file.spoilt();
        bench.clock.step(Duration.ofSeconds(10));
        bench.sync(EDITED, 4);
        assertTrue(bench.conditions.has(MatterFault.OLDER));
        assertEquals(5, bench.version());
        bench.sync(CONTENT, 5);
        assertEquals("办社保卡", bench.catalogue.matter("social-card-apply").orElseThrow().title());
        assertTrue(bench.conditions.present().isEmpty());
    }

    @Test
    void aClearedHeadTakesNothingAway() {
        bench.sync(CONTENT, 1);
        bench.link.publish(Publication.HEAD, new byte[0]);
        bench.link.deliver(Publication.HEAD);
        assertEquals(1, bench.version());
    }
}
