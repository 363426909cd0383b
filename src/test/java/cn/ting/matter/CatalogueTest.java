package cn.ting.matter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.SyntheticQuestions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding and reading matters in the published catalogue. */
class CatalogueTest {

    @TempDir
    static Path directory;

    private static CatalogueBench bench;

    @BeforeAll
    static void publish() {
        bench = new CatalogueBench(directory.resolve("catalogue.db"));
        bench.sync(CatalogueContent.read(), 1);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "社保参保证明, insurance-record",
        "社保, insurance-record",
        "医保, medical-record",
        "保卡, social-card-apply",
        "身, id-card-renew",
        "sbcbzm, insurance-record",
        "cbzm, insurance-record",
        "SBK, social-card-apply",
        "yibao, medical-record",
        "yi bao, medical-record",
        "gongjijin, fund-record",
        "驾照, driving-licence-renew",
        "准生证, birth-service",
        "单身证明, marriage-record",
        "证明社保, insurance-record",
        "１２３４５, hotline-request",
        "passport residence permit, ",
        "residence permit, residence-permit",
        "  换 身份证 , id-card-renew",
    })
    void whatPeopleTypeFindsWhatTheyMean(String typed, String id) {
        List<String> found = ids(bench.catalogue.search(typed, 20));
        if (id == null) {
            assertTrue(found.isEmpty(), found.toString());
        } else {
            assertTrue(found.contains(id), typed + " found " + found);
        }
    }

    @Test
    void namesThatBeginAsTypedComeFirstThenTheOftenAsked() {
        assertEquals("medical-record", bench.catalogue.search("医保", 20).get(0).id());
        assertEquals("insurance-record", bench.catalogue.search("社保", 20).get(0).id());
        assertEquals("household-move", bench.catalogue.search("hk", 20).get(0).id());
    }

    /** What is measured, or shown to an editor, is what a kiosk will find: the same matters in the same order. */
    @Test
    void aCatalogueThatNobodySignedIsFoundInLikeTheSignedOne() throws Exception {
        Map<String, byte[]> pages = new HashMap<>();
        bench.publish(CatalogueContent.read(), 2).documents().forEach((topic, bytes) -> {
            JsonNode page = tree(bytes);
            if (page.has("names")) {
                pages.put(page.get("id").asText(), bytes);
            }
        });
        List<byte[]> mostAskedFirst = CatalogueContent.read().matters().stream()
                .sorted(Comparator.comparing(CatalogueContent.Entry::heat).reversed())
                .map(entry -> pages.get(entry.id()))
                .toList();
        MatterSettings file = new MatterSettings(directory.resolve("unsigned.db").toString());
        Catalogue.tryUnsigned(file, bench.conditions, bench.clock, mostAskedFirst, unsigned -> {
            for (String typed : new SyntheticQuestions(1).draw(100).values().stream().flatMap(List::stream).toList()) {
                assertEquals(bench.catalogue.search(typed, 20), unsigned.search(typed, 20), typed);
            }
            assertEquals(bench.catalogue.popular(500), unsigned.popular(500));
        });
        assertTrue(bench.conditions.present().isEmpty());
        List<byte[]> malformed = List.of("{}".getBytes(StandardCharsets.UTF_8));
        assertThrows(IllegalArgumentException.class, () -> Catalogue.tryUnsigned(file, bench.conditions, bench.clock, malformed, unsigned -> {}));
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return new ObjectMapper().readTree(bytes);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    @Test
    void noAnswerIsLongerThanAskedForAndNoMatterStandsInItTwice() {
        List<MatterCard> found = bench.catalogue.search("证", 5);
        assertEquals(5, found.size());
        assertEquals(5, found.stream().distinct().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"", "''", "*", "^", "社\"保", "a* OR b", "NEAR(a b)", "names:", "-", "😀", "\ud83d", "社😀保", "%", "\0", "𠮷"})
    void oddTextIsAnsweredWithoutAWord(String typed) {
        assertFalse(bench.catalogue.search(typed, 20).size() > 20);
        assertTrue(bench.conditions.present().isEmpty());
    }

    @Test
    void aPackageHoldsItsMattersInItsOwnOrder() {
        Catalogue.Bundle newborn = bench.catalogue.packages().get(0);
        assertEquals(newborn.matters(), bench.catalogue.of(newborn).stream().map(MatterCard::id).toList());
    }

    @Test
    void everyMatterIsFoundUnderItsBody() {
        int found = 0;
        for (Catalogue.Body body : bench.catalogue.bodies()) {
            List<MatterCard> cards = bench.catalogue.ofBody(body.name());
            assertEquals(body.matters(), cards.size(), body.name());
            found += cards.size();
        }
        assertEquals(CatalogueContent.read().matters().size(), found);
        assertTrue(bench.catalogue.ofBody("no such body").isEmpty());
    }

    @Test
    void theNearestPointComesFirst() {
        List<Integer> minutes = bench.catalogue.points().stream().map(Catalogue.Point::walkingMinutes).toList();
        assertEquals(minutes.stream().sorted().toList(), minutes);
        assertEquals(30, minutes.size());
    }

    @Test
    void aMatterThatIsHandledNearerToHomeSaysWhere() {
        List<Matter.Office> offices = bench.catalogue.matter("pension-eligibility").orElseThrow().offices();
        assertEquals(List.of(5, 5, 5, 5, 6, 6, 6, 6, 6), offices.stream().map(Matter.Office::level).toList());
    }

    @Test
    void tenThousandCharactersAreAnsweredLikeTheFirstFew() {
        assertTrue(bench.catalogue.search("社保".repeat(5_000), 20).size() <= 20);
        assertTrue(bench.catalogue.search("zzzz ".repeat(5_000), 20).isEmpty());
    }

    @Test
    void aThemeHoldsItsMattersTheOftenAskedFirst() {
        List<String> byHeat = CatalogueContent.read().matters().stream()
                .filter(entry -> entry.theme().equals("utilities"))
                .sorted(Comparator.comparing(CatalogueContent.Entry::heat).reversed())
                .map(CatalogueContent.Entry::id)
                .toList();
        assertEquals(byHeat, bench.catalogue.inTheme("utilities").stream().map(MatterCard::id).toList());
        assertTrue(bench.catalogue.inTheme("no-such-theme").isEmpty());
        assertEquals("insurance-record", bench.catalogue.popular(1).get(0).id());
    }

    @Test
    void aPageTellsWhatAResidentAsks() {
        Matter matter = bench.catalogue.matter("id-card-lost").orElseThrow();
        assertEquals("居民身份证丢失补领", matter.taskName());
        assertEquals("沣水区公安分局", matter.department().name());
        assertEquals(new Matter.Days(60, false), matter.terms().legal());
        assertEquals(new Matter.Days(20, true), matter.terms().promised());
        assertEquals(1, matter.terms().visits());
        assertEquals(Matter.Area.NATION, matter.terms().area());
        assertEquals("40元每证", matter.fees().get(0).rate());
        assertEquals(Matter.Material.Source.GOVERNMENT, matter.materials().get(0).source());
        assertEquals("household", matter.service());
        assertTrue(bench.catalogue.matter("no-such-matter").isEmpty());
    }

    @Test
    void aHallSaysWhatItTakesAndWhenItOpens() {
        HallEntry hall = bench.catalogue.halls().get(0);
        assertEquals('B', hall.service("property").orElseThrow().letter());
        LocalDateTime mondayNoon = LocalDateTime.parse("2026-11-23T12:00");
        assertFalse(hall.hours().openAt(mondayNoon));
        assertEquals(LocalDateTime.parse("2026-11-23T13:30"), hall.hours().opens(mondayNoon).orElseThrow());
        assertEquals(LocalDateTime.parse("2026-11-30T09:00"), hall.hours().opens(LocalDateTime.parse("2026-11-28T12:00")).orElseThrow());
        assertTrue(bench.catalogue.halls().get(2).hours().openAt(LocalDateTime.parse("2026-11-29T23:59")));
    }

    @Test
    void what_is_suspended_or_cancelled_is_found_and_says_so_and_is_not_among_what_people_do() {
        assertEquals(Matter.State.SUSPENDED, bench.catalogue.search("升初中学位确认", 1).get(0).state());
        assertEquals(Matter.State.CANCELLED, bench.catalogue.search("车辆免检标志", 1).get(0).state());
        assertFalse(bench.catalogue.matter("junior-middle-enrolment").orElseThrow().inUse());
        assertTrue(bench.catalogue.matter("insurance-record").orElseThrow().inUse());
        assertTrue(bench.catalogue.inTheme("education").stream().anyMatch(card -> card.state() == Matter.State.SUSPENDED));
        assertTrue(bench.catalogue.popular(500).stream().allMatch(card -> card.state() == Matter.State.IN_USE));
    }

    private static List<String> ids(List<MatterCard> cards) {
        return cards.stream().map(MatterCard::id).toList();
    }
}
