package cn.ting.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.device.idcard.SyntheticPeople;
import cn.ting.device.idcard.SyntheticPerson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a visit ends, nothing of the person stays behind. */
class ForgettingStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("forgetting", yaml -> yaml + "visit: {idle: 8s, warning: 8s}\n");

    private static final SyntheticPerson PERSON = SyntheticPeople.find("zhang-xiaosan").orElseThrow();
    private static final Traces TRACES = new Traces(
            PERSON.name(), "张*三", PERSON.number(), PERSON.number().substring(6), PERSON.address(), "荷塘路18号", PERSON.issuer());

    @Test
    void theWarningIsExtendedAndThenRunsOut() {
        Visitor visitor = SCENE.visitor().begins();

        visitor.sees("您还在吗？").touches("还要继续").seesNo("您还在吗？");
        visitor.sees("您还在吗？").photographs("warning").sees("本次记录已清除").isIdle();
    }

    @Test
    void aTouchThatAsksForNothingIsToldToTheKiosk() {
        Visitor visitor = SCENE.visitor().begins().goes("guide").sees("按主题找");

        assertEquals(204, visitor.page().waitForResponse("**/screen/touch", () -> visitor.page().mouse().click(540, 1500)).status());
    }

    @Test
    void nothingStaysOfAVisitThatWasEndedByButton() throws IOException {
        Visitor visitor = SCENE.visitor().begins().identifies(PERSON.id());
        String number = visitor.takesNumber();
        visitor.sees("小票已打印");
        assertEquals(List.of("张*三"), TRACES.in(visitor.html()), "what is on the page now is found there");

        visitor.touches("办完了，退出").sees("本次记录已清除");
        assertForgotten(visitor, number);
    }

    @Test
    void nothingStaysOfAVisitThatWasLeft() throws IOException {
        Visitor visitor = SCENE.visitor().begins().identifies(PERSON.id());
        String number = visitor.takesNumber();

        visitor.sees("您还在吗？").sees("本次记录已清除");
        assertForgotten(visitor, number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "GB18030"})
    void whatIsPlantedIsFound(String charset) throws IOException {
        Path planted = SCENE.directory().resolve("kiosk/data/planted");
        Files.write(planted, ("…" + PERSON.name() + "…").getBytes(Charset.forName(charset)));
        try {
            assertEquals(List.of(PERSON.name() + " in planted"), TRACES.below(SCENE.directory()));
        } finally {
            Files.delete(planted);
        }
    }

    private static void assertForgotten(Visitor visitor, String number) throws IOException {
        assertEquals(List.of(), TRACES.in(visitor.html()));
        JsonNode issued = SCENE.wholeVisit(number).stream()
                .filter(fact -> fact.path("type").asText().equals("queue.ticket-issued")).findFirst().orElseThrow();
        assertEquals("张**, 9****************" + PERSON.number().charAt(17), issued.path("person").asText(), "the platform knows who, and shows it masked");
        assertFalse(SCENE.slips().isEmpty());
        assertEquals(List.of(), TRACES.in(String.join("\n", SCENE.slips())));
        assertEquals(List.of(), TRACES.in(SCENE.look("platform/facts").toString()));
        // Ledger with its WAL, catalogue, settings and log of the kiosk; log and database of the platform.
        assertEquals(List.of(), TRACES.below(SCENE.directory()));
    }
}
