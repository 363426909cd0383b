package cn.ting.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.Eventually;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bench page: its five scenes keep what their sentences say, and its hands move what they show. */
class CockpitStory {

    @RegisterExtension
    static final Stage STAGE = new Stage("cockpit");

    /** What these scenes play stories of kiosks say without the bench's page. */
    private static final String NIGHT = "night";

    @Test
    void aVisitIsNumberedPrintedCalledAndForgotten() throws IOException {
        JsonNode kept = STAGE.plays("visit");
        String number = kept.path("number").asText();
        assertEquals(
                List.of("visit.began", "visit.identified", "queue.ticket-issued", "queue.slip", "visit.ended"),
                factsOf(kept).stream().map(fact -> fact.path("type").asText()).toList());
        assertEquals(List.of("printed"), outcomes(kept));
        assertEquals(kept.path("slips").asInt() + 1, STAGE.slips().size());
        assertTrue(STAGE.slips().get(STAGE.slips().size() - 1).contains(number));
        JsonNode window = hall().path("windows").get(1);
        assertEquals(number + " completed", window.path("number").asText() + " " + window.path("state").asText());
        assertInOrder();
    }

    @Test
    @Tag(NIGHT)
    void aNightWithoutNetworkLosesNothing() throws IOException {
        JsonNode kept = STAGE.plays("night");
        assertEquals(1, issued(kept.path("number").asText()));
        assertEquals(List.of("printed"), outcomes(kept));
        assertInOrder();
    }

    @Test
    @Tag(NIGHT)
    void paperThatRunsOutIsToldAndTheNumberPrintedWhenThereIsPaper() throws IOException {
        JsonNode kept = STAGE.plays("paper");
        List<String> outcomes = outcomes(kept);
        assertTrue(outcomes.get(0).matches("notprinted|printunknown"), outcomes.toString());
        assertEquals("printed", outcomes.get(1));
        assertEquals(1, issued(kept.path("number").asText()));
        assertEquals(kept.path("slips").asInt() + 1, STAGE.slips().size());
        assertInOrder();
    }

    @Test
    @Tag(NIGHT)
    void aReaderThatDiesStopsNothingElse() throws IOException {
        STAGE.plays("reader");
        assertInOrder();
    }

    @Test
    @Tag(NIGHT)
    void aPowerCutMidPrintKeepsTheNumberAndGivesNobodyAnothersSlip() throws IOException {
        JsonNode kept = STAGE.plays("power");
        String number = kept.path("number").asText();
        assertEquals(1, issued(number));
        assertEquals(List.of("printunknown"), outcomes(kept));
        List<String> slips = STAGE.slips();
        assertEquals(kept.path("slips").asInt() + 2, slips.size());
        String half = slips.get(slips.size() - 2);
        String whole = slips.get(slips.size() - 1);
        assertTrue(half.contains("您的号码") && !half.contains("扫码看叫号进度"), half);
        assertTrue(whole.contains("扫码看叫号进度") && !whole.contains(number), whole);
        assertInOrder();
    }

    @Test
    void aCableIsPulledAndACardLaidByTouchingTheDrawing() throws IOException {
        Page page = STAGE.opens("");
        page.locator("#network").click();
        Eventually.see("the link cut", () -> STAGE.look("state"), state -> !state.path("link").path("up").asBoolean());
        assertThat(page.locator("#cable-says")).containsText("The cable is out");
        page.locator("#network").click();
        Eventually.see("the link up", () -> STAGE.look("state"), state -> state.path("link").path("up").asBoolean());

        page.locator("#reader").click();
        assertThat(page.locator("#lying")).hasText("张小三");
        assertThat(page.frameLocator("#page").locator("h1")).containsText("张*三，您好");
        page.locator("#reader").click();
        assertThat(page.locator("#lying")).isEmpty();
        assertThat(page.locator("#bursts")).containsText("found a card");
        assertEquals(List.of(), STAGE.complaints());
    }

    @Test
    void aDeviceProvesItselfAtATechniciansWord() throws IOException {
        Page page = STAGE.opens("");
        int slips = STAGE.slips().size();
        // Whoever stood there in the last story is gone by then.
        assertThat(page.frameLocator("#page").locator("button.start")).isVisible();
        page.locator("[data-prove=reader]").click();
        assertThat(page.locator("#said")).containsText("reader passed: ");
        page.locator("[data-prove=printer]").click();
        assertThat(page.locator("#said")).containsText("printer passed: ");
        assertEquals(slips + 1, STAGE.slips().size(), "it proves itself on paper");
        page.locator("#devices [data-hand='printer/paper-out']").click();
        Eventually.see("no paper", () -> STAGE.look("state"), state -> state.path("cabinets").get(0).path("printer").path("offline").asBoolean());
        page.locator("[data-prove=printer]").click();
        assertThat(page.locator("#said")).containsText("(receipt.paper-out)");
        page.locator("#devices [data-hand='printer/paper-in']").click();

        page.frameLocator("#page").locator("button.start").click();
        assertThat(page.frameLocator("#page").locator("body")).containsText("您要办什么事");
        page.locator("[data-prove=printer]").click();
        assertThat(page.locator("#said")).containsText("(technician.visit-in-progress)");
        assertEquals(slips + 1, STAGE.slips().size(), "nothing is printed in between");
    }

    @Test
    void anEditedMatterMovesOnePageOneChapterAndAHead() {
        long before = STAGE.look("catalogue/travel").path("next").asLong();
        Page page = STAGE.opens("");
        page.locator("#matter-text").fill("身份证");
        assertThat(page.locator("#edit-title")).hasValue("换身份证");
        page.locator("#edit-days").fill("9");
        page.locator("#publish").click();
        Eventually.see("a page at the kiosk", () -> legs(before), legs -> legs.contains("sent page"));
        Map<String, Long> published = legs(before).stream().filter(leg -> !leg.matches("(sent|asked) .*"))
                .collect(Collectors.groupingBy(leg -> leg.split(" ")[0], Collectors.counting()));
        assertEquals(Map.of("page", 1L, "chapter", 1L, "head", 1L), published);
        assertThat(page.locator("#journey .there")).hasCount(8);
        assertEquals(List.of(), STAGE.complaints());
    }

    @Test
    void thePageIsForEverybodyAndFitsOnOneScreen() {
        Page page = STAGE.opens("");
        page.locator(".idcard", new Page.LocatorOptions().setHasText("周㛃")).click();
        assertThat(page.locator("#lying")).hasText("周㛃");
        List<String> violations = new AxeBuilder(page).setLegacyMode(true).exclude("#page").analyze().getViolations().stream()
                .map(rule -> rule.getId() + " " + rule.getNodes().stream().map(node -> node.getHtml()).toList()).toList();
        assertEquals(List.of(), violations);
        page.locator("text=Lift the card").click();
        assertThat(page.locator("#lying")).isEmpty();
        assertEquals(true, page.evaluate("() => document.documentElement.scrollHeight <= innerHeight"
                + " && [...document.querySelectorAll('.column')].every(one => one.scrollHeight <= one.clientHeight)"));
    }

    /** Whatever a scene has moved is back in its place. */
    private static void assertInOrder() throws IOException {
        JsonNode cabinet = STAGE.cabinet();
        JsonNode printer = cabinet.path("printer");
        assertEquals("on there closed", cabinet.path("power").asText() + " " + printer.path("paper").asText() + " " + printer.path("cover").asText());
        assertEquals("", cabinet.path("card").asText());
        assertTrue(cabinet.path("reader").path("plugged").asBoolean() && STAGE.look("state").path("link").path("up").asBoolean());
        assertFalse(STAGE.look("state").path("kiosks").path(0).path("conditions").elements().hasNext());
    }

    private static JsonNode hall() {
        return facts(STAGE.look("state").path("halls"), hall -> hall.path("hall").asText().equals(Scene.HALL)).get(0);
    }

    private static List<JsonNode> factsOf(JsonNode kept) {
        return facts(STAGE.look("platform/facts"), fact -> fact.path("data").path("visit").equals(kept.path("visit")));
    }

    private static List<String> outcomes(JsonNode kept) {
        return facts(STAGE.look("platform/facts"), fact -> fact.path("data").path("ticket").equals(kept.path("ticket"))
                && fact.path("data").has("outcome")).stream().map(fact -> fact.path("data").path("outcome").asText()).toList();
    }

    private static int issued(String number) {
        return facts(STAGE.look("platform/facts"), fact -> fact.path("type").asText().equals("queue.ticket-issued")
                && fact.path("data").path("number").asText().equals(number)).size();
    }

    private static List<JsonNode> facts(JsonNode all, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(all.spliterator(), false).filter(wanted).toList();
    }

    /** What travelled after a place, as {@code page}, or {@code sent page} to a kiosk. */
    private static List<String> legs(long after) {
        List<String> legs = new ArrayList<>();
        STAGE.look("catalogue/travel?after=" + after).path("legs").forEach(leg ->
                legs.add(leg.path("what").asText() + " " + leg.path("kind").asText()));
        return legs;
    }
}
