package cn.ting.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The invented district's content holds what real catalogues hold. */
class CatalogueContentTest {

    private static final String USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private final CatalogueContent content = CatalogueContent.read();

    @Test
    void itIsTheCatalogueOfADistrict() {
        assertTrue(content.matters().size() >= 400, () -> content.matters().size() + " matters");
        assertEquals(12, content.halls().size());
        assertEquals(30, content.lists().get("points").size());
        assertEquals(30, content.lists().get("packages").size());
        assertEquals(12, content.lists().get("events").size());
    }

    @Test
    void everyThemeHasItsMatters() {
        assertEquals(16, content.themes().size());
        assertEquals(ids(content.themes()), content.matters().stream().map(CatalogueContent.Entry::theme).collect(Collectors.toSet()));
    }

    @Test
    void noMatterStandsTwiceAndNoTwoAreEquallyPopular() {
        Set<String> seen = new HashSet<>();
        for (CatalogueContent.Entry entry : content.matters()) {
            assertTrue(seen.add(entry.id()), entry.id());
            assertTrue(seen.add(entry.page().get("taskCode").asText()), entry.id());
            assertTrue(seen.add(entry.page().get("title").asText()), entry.id());
            assertTrue(seen.add("heat " + entry.heat()), entry.id());
        }
    }

    @Test
    void theHundredMostAskedAreFoundByWhatPeopleSay() {
        content.matters().stream()
                .sorted(Comparator.comparing(CatalogueContent.Entry::heat).reversed())
                .limit(100)
                .forEach(entry -> assertTrue(entry.page().get("aliases").size() >= 3, entry.id()));
    }

    @Test
    void eventsAndPackagesNameMattersThatAreThere() {
        Set<String> matters = content.matters().stream().map(CatalogueContent.Entry::id).collect(Collectors.toSet());
        for (String kind : List.of("events", "packages")) {
            for (JsonNode bundle : content.lists().get(kind)) {
                Set<String> named = new HashSet<>();
                bundle.get("matters").forEach(id -> assertTrue(matters.contains(id.asText()) && named.add(id.asText()), bundle + " " + id));
                assertTrue(named.size() >= 2, bundle.get("id").asText());
            }
        }
    }

    @Test
    void noListHoldsAnIdOrANameTwice() {
        for (String kind : List.of("themes", "halls", "events", "packages", "points")) {
            Set<String> seen = new HashSet<>();
            for (JsonNode entry : content.lists().get(kind)) {
                assertTrue(seen.add(entry.get("id").asText()) && seen.add(entry.get("name").asText()) && seen.add(entry.get("nameEn").asText()),
                        kind + " " + entry.get("id"));
            }
        }
    }

    @Test
    void everyPointIsWithinAWalkOfFifteenMinutes() {
        content.lists().get("points").forEach(point -> assertTrue(point.get("walkingMinutes").asInt() <= 15, point.get("id").asText()));
    }

    @Test
    void streetsAndCommunitiesHaveTheSameMatterUnderACodeOfTheirOwn() {
        Set<String> codes = new HashSet<>();
        int inherited = 0;
        for (CatalogueContent.Entry entry : content.matters()) {
            JsonNode page = entry.page();
            assertEquals(page.get("taskCode").asText() + "01", page.get("taskHandleItem").asText());
            assertTrue(codes.add(page.get("taskCode").asText()), entry.id());
            for (JsonNode office : page.get("office")) {
                String code = office.get("taskCode").asText();
                assertEquals(office.get("deptCode").asText() + office.get("useLevel").asText() + page.get("catalogCode").asText(), code);
                assertTrue(Set.of(5, 6).contains(office.get("useLevel").asInt()), entry.id());
                assertTrue(codes.add(code), code);
            }
            inherited += page.get("office").isEmpty() ? 0 : 1;
        }
        assertTrue(inherited >= 140, inherited + " matters are handled below the district");
    }

    @Test
    void everyTaskCodeIsBodyLevelAndNationalItem() {
        for (CatalogueContent.Entry entry : content.matters()) {
            JsonNode page = entry.page();
            String code = page.get("taskCode").asText();
            String item = page.get("catalogCode").asText();
            assertEquals(31, code.length(), entry.id());
            assertTrue(item.matches("00\\d{10}"), entry.id());
            assertEquals(page.get("deptCode").asText() + "4" + item, code);
            assertEquals(page.get("taskType").asText(), item.substring(2, 4));
        }
    }

    @Test
    void everyBodyHasACodeOfANeverAssignedRegionWithTheRightCheckDigit() {
        Set<String> bodies = new TreeSet<>();
        content.matters().forEach(entry -> {
            bodies.add(entry.page().get("deptCode").asText());
            entry.page().get("office").forEach(office -> bodies.add(office.get("deptCode").asText()));
        });
        assertTrue(bodies.size() > 30);
        for (String body : bodies) {
            assertEquals("619901", body.substring(2, 8));
            assertEquals(checkDigit(body.substring(0, 17)), body.charAt(17), body);
        }
    }

    /** GB 32100-2015: weights are powers of 3, modulo 31; a code as published in a provincial table. */
    @Test
    void theCheckDigitIsThatOfTheStandard() {
        assertEquals('W', checkDigit("11440232MB2D06811"));
    }

    @Test
    void everyMatterIsTakenSomewhereAndEveryServiceHasOneLetter() {
        Set<String> services = new HashSet<>();
        Set<String> letters = new HashSet<>();
        for (JsonNode hall : content.halls()) {
            for (JsonNode service : hall.get("services")) {
                services.add(service.get("id").asText());
                letters.add(service.get("id").asText() + service.get("letter").asText());
            }
        }
        assertEquals(services.size(), letters.size());
        content.matters().forEach(entry -> assertTrue(services.contains(entry.page().get("service").asText()), entry.id()));
    }

    @Test
    void timesFeesAndPapersAgreeWithOneAnother() {
        for (CatalogueContent.Entry entry : content.matters()) {
            JsonNode page = entry.page();
            boolean onTheSpot = page.get("projectType").asInt() == 1;
            assertEquals(onTheSpot, page.get("promiseDay").asInt() == 0, entry.id());
            assertTrue(page.get("promiseDay").asInt() <= page.get("anticipateDay").asInt(), entry.id());
            assertEquals(page.get("isFee").asBoolean(), !page.get("fee").isEmpty(), entry.id());
            assertTrue(!page.get("byLaw").isEmpty() && !page.get("handleFlow").isEmpty(), entry.id());
            boolean later = StreamSupport.stream(page.get("material").spliterator(), false).anyMatch(m -> m.get("isNeed").asInt() == 3);
            assertTrue(!page.get("isSupportTolerance").asBoolean() || later, entry.id());
        }
    }

    @Test
    void namesAreReadAsTheyAreSpoken() {
        assertEquals(List.of("yin", "hang", "ka"), Pinyin.syllables("银行卡"));
        assertEquals("cbzm", Pinyin.initials(Pinyin.syllables("参保证明")));
        assertEquals(List.of("12345", "tou", "su"), Pinyin.syllables("12345 投诉"));
        assertEquals(List.of("nv", "etc", "ka"), Pinyin.syllables("女ETC卡"));
    }

    static char checkDigit(String first17) {
        int sum = 0;
        int weight = 1;
        for (char digit : first17.toCharArray()) {
            sum += USCC_DIGITS.indexOf(digit) * weight;
            weight = weight * 3 % 31;
        }
        return USCC_DIGITS.charAt((31 - sum % 31) % 31);
    }

    private static Set<String> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(node -> node.get("id").asText()).collect(Collectors.toSet());
    }
}
