package cn.ting.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.CatalogueTravel.Leg;
import cn.ting.time.SteppedClock;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an edit changes, and what of it travels. */
class EditorsDeskTest {

    private static final String ID = "social-card-apply";

    private final SteppedClock clock = new SteppedClock();
    private final CatalogueTravel travel = new CatalogueTravel(clock);
    private final List<String> sent = new ArrayList<>();
    private final EditorsDesk desk = new EditorsDesk(CatalogueContent.read(), new TestPen(), new TestPen(), travel,
            (topic, payload) -> sent.add(topic), clock);

    @BeforeEach
    void publish() {
        desk.publish();
        sent.clear();
    }

    @Test
    void anEditMovesOnePageOneChapterAndTheHead() {
        long before = travel.after(0).next();
        desk.edit(ID, Map.of("title", "办社保卡（新）", "promiseDay", "3"));

        List<Leg> legs = travel.after(before).legs();
        assertEquals(List.of("page " + ID + " page", "chapter social-security matters", "head " + head() + " head"),
                legs.stream().map(leg -> leg.what() + " " + leg.id() + " " + leg.kind()).toList());
        assertEquals(sent, List.of(
                "catalogue/blob/" + legs.get(0).hash(), "catalogue/blob/" + legs.get(1).hash(), "catalogue/head"));
        assertTrue(legs.stream().allMatch(leg -> leg.bytes() > 0 && leg.kiosk().isEmpty() && leg.at().equals("09:30:00.000")));
        assertEquals(before + 3, travel.after(before).next());
    }

    /** Versions begin with the second in which the desk was opened. */
    private String head() {
        return String.valueOf(clock.instant().getEpochSecond() + 2);
    }

    @Test
    void withoutAnEditTheHeadTravelsAlone() {
        desk.publish();
        assertEquals(List.of("catalogue/head"), sent);
    }

    @Test
    void aClosedHallMovesItsChapterAndTheHead() {
        desk.closeHall("fengshui-park-station");
        assertEquals(2, sent.size());
    }

    @Test
    void everyFieldThatIsGivenIsEditedAndNoOther() {
        JsonNode before = page().deepCopy();
        desk.edit(ID, Map.of("fee", "20元/张", "isExpress", "false", "taskNameEn", "Get a card"));
        assertEquals("20元/张", page().path("fee").path(0).path("feeStand").asText());
        assertTrue(page().path("isFee").asBoolean());
        assertEquals("Get a card", page().path("taskNameEn").asText());
        assertEquals(before.path("title"), page().path("title"));
        assertEquals(before.path("taskVersion").asInt() + 1, page().path("taskVersion").asInt());

        desk.edit(ID, Map.of("fee", ""));
        assertEquals("[] false", page().path("fee") + " " + page().path("isFee"));
    }

    @Test
    void whatCannotBeIsSaidAndNothingTravels() {
        assertEquals("promiseDay is a number of days from 0 to 10000", refusal(Map.of("promiseDay", "-1")));
        assertEquals("title has 1 to 100 characters", refusal(Map.of("title", " ")));
        assertEquals("isOnline is true or false", refusal(Map.of("isOnline", "yes")));
        assertTrue(refusal(Map.of("taskCode", "1")).startsWith("taskCode cannot be edited here; there are anticipateDay, "));
        assertTrue(refusal(Map.of()).startsWith("give a field to edit: "));
        assertEquals(List.of(), sent);
    }

    @Test
    void mattersAreFoundByTitleAliasAndIdTheMostAskedFirst() {
        assertEquals("insurance-record", desk.find("", 1).get(0).id());
        assertEquals(ID, desk.find("第三代社保卡", 30).get(0).id());
        assertEquals(ID, desk.find("SOCIAL-card-apply", 30).get(0).id());
        assertEquals(30, desk.find("", 30).size());
        assertEquals(List.of(), desk.find("没有这件事", 30));
    }

    private String refusal(Map<String, String> fields) {
        return assertThrows(IllegalArgumentException.class, () -> desk.edit(ID, fields)).getMessage();
    }

    private JsonNode page() {
        return desk.matter(ID).orElseThrow().page();
    }
}
