package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same visit with the link cut: the resident notices it, and loses nothing. */
class CutLinkStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("cut-link");

    @AfterEach
    void restore() {
        SCENE.move("link/restore");
    }

    @Test
    void aNumberComesWithoutTheLinkAndReachesThePlatformOnceItIsBack() {
        Visitor visitor = SCENE.visitor().begins();
        SCENE.move("link/cut");
        visitor.sees("待联网").identifies("zhang-xiaosan");
        String number = visitor.takesNumber();
        visitor.sees("至少 0 人").sees("网络暂时中断，本亭照常取号").sees("小票已打印").photographs("offline");
        assertTrue(SCENE.slips().get(0).contains("至少 0 人（截至 "), SCENE.slips().get(0));
        assertTrue(SCENE.facts().stream().noneMatch(fact -> fact.path("data").path("number").asText().equals(number)));

        SCENE.move("link/restore");
        visitor.seesNo("网络暂时中断").sees("已联网").touches("办完了，退出").sees("本次记录已清除");

        List<JsonNode> facts = SCENE.wholeVisit(number);
        assertEquals(
                List.of("visit.began", "visit.identified", "queue.ticket-issued", "queue.slip", "visit.ended"),
                facts.stream().map(fact -> fact.path("type").asText()).toList());
        assertEquals(5, facts.stream().map(fact -> fact.path("id").asText()).distinct().count());
    }
}
