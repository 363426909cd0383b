package cn.ting.matter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.Publication;
import cn.ting.intake.Intake;
import cn.ting.link.PlayedDocuments;
import cn.ting.link.Requests;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a catalogue is gathered: what is asked for, in what measure, and what is served meanwhile. */
class CatalogueSyncTest extends CatalogueCases {

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
        assertEquals(CONTENT.matters().size(), served());
        assertEquals(List.of("catalogue/head"), bench.link.asked());
        assertTrue(bench.conditions.present().isEmpty());
    }

    @Test
    void neverMoreThanSixtyFourBlobsAreAskedForAtATime() {
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
        assertEquals(1 + 64, most);
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

        bench.clock.step(Intake.PATIENCE);
        assertEquals(List.of(), bench.requested, "the broker is asked again first");
        bench.clock.step(Intake.PATIENCE);
        bench.link.deliverAll();

        assertEquals(List.of(lost.substring(Publication.BLOB.length())), bench.requested);
        assertEquals(2, bench.version());
        assertFalse(bench.conditions.has(MatterFault.INCOMPLETE));
    }

    @Test
    void aNewerHeadOvertakesOneThatIsStillBeingGathered() {
        bench.publish(CONTENT, 1);
        bench.link.deliver(Publication.HEAD);
        bench.sync(EDITED, 2);
        assertEquals(2, bench.version());
    }

    @Test
    void whatComesIsWrittenSixteenBlobsAtATimeAndAPowerCutTakesNoMore() throws SQLException {
        bench.publish(CONTENT, 1);
        bench.link.deliver(Publication.HEAD);
        Set<String> come = new HashSet<>(Set.of(Publication.HEAD));
        while (come.size() <= 20) {
            bench.link.deliver(bench.link.asked().stream().filter(come::add).findFirst().orElseThrow());
        }
        assertEquals(16, bench.file.ask(CatalogueTable::held).size());

        bench.link = new PlayedDocuments();
        bench.boot();
        bench.sync(CONTENT, 1);
        assertEquals(1, bench.version());
        assertEquals(CONTENT.matters().size(), served());
    }

    @Test
    void aMatterIsSuspendedAndResumedByTheVersionsThatSaySo() {
        bench.sync(CONTENT, 1);
        assertEquals("insurance-record", bench.catalogue.popular(1).get(0).id());
        bench.sync(CONTENT.with("insurance-record", page -> page.put("taskState", 2)), 2);
        assertEquals(Matter.State.SUSPENDED, bench.catalogue.matter("insurance-record").orElseThrow().state());
        assertNotEquals("insurance-record", bench.catalogue.popular(1).get(0).id());
        bench.sync(CONTENT, 3);
        assertTrue(bench.catalogue.matter("insurance-record").orElseThrow().inUse());
    }

    @Test
    void whatIsPlannedBeginsAndEndsOnItsDaysWithoutAnotherVersion() {
        bench.sync(CONTENT.with("insurance-record", page -> page.put("planEffectiveDate", "2026-11-24").put("planCancelDate", "2026-11-26")), 1);
        assertState(Matter.State.PLANNED);
        bench.clock.step(Duration.ofDays(1));
        assertState(Matter.State.IN_USE);
        bench.clock.step(Duration.ofDays(1));
        assertState(Matter.State.IN_USE);
        bench.clock.step(Duration.ofDays(1));
        assertState(Matter.State.CANCELLED);
        bench.boot();
        assertState(Matter.State.CANCELLED);
    }

    @Test
    void aClockThatHasLostTheTimePutsNoMatterOutOfForce() {
        bench.sync(CONTENT.with("insurance-record", page -> page.put("planEffectiveDate", "2026-11-23")), 1);
        bench.clock.told(Instant.EPOCH);
        assertState(Matter.State.IN_USE);
    }

    private void assertState(Matter.State state) {
        assertEquals(state, bench.catalogue.matter("insurance-record").orElseThrow().state());
        assertEquals(state, bench.catalogue.search("社保参保证明", 1).get(0).state());
        assertEquals(state == Matter.State.IN_USE, bench.catalogue.popular(1).get(0).id().equals("insurance-record"));
    }

    @Test
    void killedWhileGatheringTheLastGoodOneServesAndTheNextOneIsGatheredAllTheSame() {
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

    /** How many matters there are, of those that cannot be begun too. */
    private int served() {
        return bench.catalogue.themes().stream().mapToInt(theme -> bench.catalogue.inTheme(theme.id()).size()).sum();
    }
}
