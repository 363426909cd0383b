package cn.ting.matter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.CataloguePublisher;
import cn.ting.catalogue.Publication;
import cn.ting.catalogue.TestPen;
import cn.ting.link.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueSyncTest {

    private static final CatalogueContent CONTENT = CatalogueContent.read();
    private static final CatalogueContent EDITED =
            CONTENT.with("social-card-apply", page -> page.put("title", "申领社保卡"));

    @TempDir
    Path directory;

    private CatalogueBench bench;

    @BeforeEach
    void boot() {
        bench = new CatalogueBench(directory.resolve("catalogue.db"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void beforeTheFirstCatalogueThereIsNothingAndNothingFails() {
        assertTrue(bench.catalogue.version().isEmpty());
        assertTrue(bench.catalogue.themes().isEmpty());
        assertTrue(bench.catalogue.search("社保", 20).isEmpty());
        assertEquals(List.of("catalogue/head"), bench.link.asked());
    }

    @Test
    void aPublishedCatalogueServesWholeAndNothingMoreIsAskedFor() {
        bench.sync(CONTENT, 1);
        assertEquals(1, bench.version());
        assertEquals(CONTENT.themes().size(), bench.catalogue.themes().size());
        assertEquals(CONTENT.halls().size(), bench.catalogue.halls().size());
        assertEquals(CONTENT.matters().size(), bench.catalogue.popular(500).size());
        assertEquals(List.of("catalogue/head"), bench.link.asked());
        assertTrue(bench.conditions.present().isEmpty());
    }

    @Test
    void neverMoreThanThirtyTwoBlobsAreAskedForAtATime() {
        bench.publish(CONTENT, 1);
        bench.link.deliver(Publication.HEAD);
        int most = 0;
        for (int round = 0; round < CONTENT.matters().size() && bench.version() == 0; round++) {
            for (String topic : bench.link.asked()) {
                bench.link.deliver(topic);
                most = Math.max(most, bench.link.asked().size());
            }
        }
        assertEquals(1, bench.version());
        assertEquals(1 + 32, most);
        assertEquals(List.of("catalogue/head"), bench.link.asked());
    }

    @Test
    void aBundleLeadsToWhatIsThereAndOneOfWhichNothingIsLeftOut() {
        bench.sync(CONTENT.mostAsked(100), 1);
        List<Catalogue.Bundle> bundles = new ArrayList<>(bench.catalogue.packages());
        bundles.addAll(bench.catalogue.events());
        assertFalse(bundles.isEmpty());
        assertTrue(bench.catalogue.packages().size() < 30, "each names a matter of the hundred: this test says nothing");
        for (Catalogue.Bundle bundle : bundles) {
            assertFalse(bundle.matters().isEmpty(), bundle.id());
            assertEquals(bundle.matters(), bench.catalogue.of(bundle).stream().map(MatterCard::id).toList());
        }
    }

    @Test
    void aPageWrittenBeforeThereWereOfficesIsTaken() {
        bench.sync(CONTENT.with("pension-eligibility", page -> page.remove("office")), 1);
        assertEquals(List.of(), bench.catalogue.matter("pension-eligibility").orElseThrow().offices());
    }

    @Test
    void onlyWhatChangedIsFetched() {
        bench.sync(CONTENT, 1);
        bench.publish(EDITED, 2);
        bench.link.deliver(Publication.HEAD);
        assertEquals(2, bench.link.asked().size());
        bench.link.deliverAll();
        assertEquals("申领社保卡", bench.catalogue.matter("social-card-apply").orElseThrow().title());
    }

    @Test
    void theLastGoodOneServesUntilTheLastBlobHasCome() {
        bench.sync(CONTENT, 1);
        Publication next = bench.publish(EDITED, 2);
        byte[] late = null;
        bench.link.deliver(Publication.HEAD);
        String chapter = bench.link.asked().get(0);
        bench.link.lose(chapter);
        bench.link.deliverAll();
        assertEquals(1, bench.version());
        assertEquals("办社保卡", bench.catalogue.matter("social-card-apply").orElseThrow().title());
        late = next.documents().get(chapter);
        bench.link.publish(chapter, late);
        bench.clock.step(Duration.ofSeconds(40));
        assertTrue(bench.conditions.has(MatterFault.INCOMPLETE));
        bench.link.deliverAll();
        assertEquals(2, bench.version());
        assertFalse(bench.conditions.has(MatterFault.INCOMPLETE));
    }

    @Test
    void whatTheBrokerHasLostIsAskedForByNameOnceItWasSilentTwice() {
        bench.sync(CONTENT, 1);
        Publication next = bench.publish(EDITED, 2);
        bench.link.deliver(Publication.HEAD);
        String lost = bench.link.asked().get(0);
        bench.link.lose(lost);
        bench.answer = sha256 -> new Requests.Reply.Answered(next.documents().get(Publication.BLOB + sha256));

        bench.clock.step(CatalogueSync.PATIENCE);
        assertEquals(List.of(), bench.requested, "the broker is asked again first");
        bench.clock.step(CatalogueSync.PATIENCE);
        bench.link.deliverAll();

        assertEquals(List.of(lost.substring(Publication.BLOB.length())), bench.requested);
        assertEquals(2, bench.version());
        assertFalse(bench.conditions.has(MatterFault.INCOMPLETE));
    }

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
    void aClearedHeadTakesNothingAway() {
        bench.sync(CONTENT, 1);
        bench.link.publish(Publication.HEAD, new byte[0]);
        bench.link.deliver(Publication.HEAD);
        assertEquals(1, bench.version());
    }

    @Test
    void aNewerHeadOvertakesOneThatIsStillBeingGathered() {
        bench.publish(CONTENT, 1);
        bench.link.deliver(Publication.HEAD);
        bench.sync(EDITED, 2);
        assertEquals(2, bench.version());
    }

    @Test
    void killedWhileGatheringTheLastGoodOneServesAndWhatHadComeIsKept() {
        bench.sync(CONTENT, 1);
        bench.publish(CONTENT.with("tax-record", page -> page.put("title", "税单")).with("gas-open", page -> page.put("title", "通气")), 2);
        bench.link.deliver(Publication.HEAD);
        bench.link.deliver(bench.link.asked().get(0));
        bench.boot();
        assertEquals(1, bench.version());
        assertEquals("个税纳税记录", bench.catalogue.matter("tax-record").orElseThrow().title());
        bench.link.deliver(Publication.HEAD);
        bench.link.deliverAll();
        assertEquals(2, bench.version());
        assertEquals("税单", bench.catalogue.matter("tax-record").orElseThrow().title());
    }

    @Test
    void aDamagedFileIsFetchedAnew() throws IOException {
        bench.sync(CONTENT, 1);
        bench.close();
        Files.write(directory.resolve("catalogue.db"), "this is no database at all, whatever its name says".getBytes(StandardCharsets.UTF_8));
        bench.boot();
        assertEquals(0, bench.version());
        bench.link.deliverAll();
        assertEquals(1, bench.version());
    }

    @Test
    void aFileThatSomeoneEditedIsFetchedAnew() throws Exception {
        bench.sync(CONTENT, 1);
        bench.file.write(connection -> connection.createStatement()
                .executeUpdate("UPDATE blob SET bytes = replace(bytes, '0619-5550103', '0619-6660103')"));
        bench.close();
        bench.boot();
        assertEquals(0, bench.version());
        bench.link.deliverAll();
        assertEquals("0619-5550103", bench.catalogue.matter("medical-record").orElseThrow().department().consultPhone());
    }

    @Test
    void anotherPlatformsFileIsNotServed() {
        bench.sync(CONTENT, 1);
        bench.close();
        bench = new CatalogueBench(directory.resolve("catalogue.db"));
        assertEquals(0, bench.version());
    }
}
