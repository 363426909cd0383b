package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.picture.QrEye;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One resident, from the first touch to the window, with everything in order. */
class WholeVisitStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("whole-visit");

    private static final String CALL = "platform/call?hall=" + Scene.HALL + "&service=" + Scene.SERVICE + "&window=";

    @Test
    void aResidentFindsAMatterTakesANumberAndIsCalled() throws IOException {
        String before = someoneBefore();
        Visitor visitor = SCENE.visitor().photographs("idle").begins().photographs("home");

        visitor.touches("找事项").presses("cbzm").seesNo("大家常办").sees("社保参保证明").photographs("found");
        visitor.touches("户籍身份").sees("换身份证").photographs("theme").touches("返回");
        visitor.types("社保").sees("办社保卡").touches("社保参保证明").sees("需要的材料").photographs("matter");
        visitor.touches("看法律依据").seesNo("需要的材料").sees("法律依据").photographs("laws").touches("去大厅，先取号");
        visitor.sees("请把身份证平放").photographs("identify").lays("zhang-xiaosan");
        visitor.sees("张*三，您好").sees("请收好身份证").photographs("greeting").lifts().touches("继续");
        visitor.sees("沣水公园24小时便民服务站").sees("1 人在等").photographs("halls").touches("沣水公园24小时便民服务站");
        String number = visitor.number();
        visitor.sees("小票已打印").sees("前面等候").sees("1 人").photographs("ticket");

        String slip = SCENE.slips().get(1);
        assertTrue(slip.contains(number) && slip.contains("社会保险") && slip.contains("1 人（截至 "), slip);
        String ticket = SCENE.ticket(number).path("ticket").asText();
        String code = QrEye.read(SCENE.slipPicture(1));
        assertTrue(code.matches("https://ting\\.example/t/" + ticket + "\\.[0-9A-Za-z_-]{8,}"), code);

        SCENE.move(CALL + "1");
        visitor.sees("正在叫号 " + before).sees("1 号窗口").photographs("board").seesNo("轮到您了");
        SCENE.move(CALL + "2");
        visitor.sees("轮到您了：请到 2 号窗口").sees("上一位 " + before).photographs("called");
        visitor.touches("办完了，退出").sees("本次记录已清除").photographs("end").isIdle();

        List<JsonNode> facts = SCENE.wholeVisit(number);
        assertEquals(
                List.of("visit.began", "visit.identified", "queue.ticket-issued", "queue.slip", "visit.ended"),
                facts.stream().map(fact -> fact.path("type").asText()).toList());
        assertEquals("printed", facts.get(3).path("data").path("outcome").asText());
        assertTrue(SCENE.kiosk().verifyBook().contains("the chain is whole"));
    }

    /** Somebody who waits for the same service already. */
    private static String someoneBefore() {
        Visitor visitor = SCENE.visitor().begins().identifies("chen-jing");
        String number = visitor.takesNumber();
        visitor.sees("小票已打印").touches("办完了，退出").sees("本次记录已清除");
        SCENE.ticket(number);
        return number;
    }
}
