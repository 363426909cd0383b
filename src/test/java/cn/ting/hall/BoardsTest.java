package cn.ting.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoardsTest {

    private static final String GOOD = """
            {"hall":"h1","businessDate":"2026-11-23","at":"2026-11-23T01:30:00Z","version":7,"services":[{"service":"s","waiting":4}],
             "calls":[{"number":"A007","service":"s","window":"3","at":"2026-11-23T01:29:30Z","counter":2},
                      {"number":"A006","service":"s","window":"1","at":"2026-11-23T01:28:00Z","counter":1}]}""";

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private final Conditions conditions = new Conditions(new SteppedClock());
    private final Boards boards = new Boards(new Documents(), conditions);
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void aBoardReplacesTheOneBeforeAndListenersAreTold() {
        boards.onChange(told::incrementAndGet);
        read("h1", GOOD);
        read("h1", GOOD.replace("\"waiting\":4", "\"waiting\":3"));
        assertEquals(3, boards.board("h1", DAY).orElseThrow().waitingFor("s").orElseThrow());
        assertEquals("3", boards.board("h1", DAY).orElseThrow().callOf(new QueueNumber("A", 7)).orElseThrow().window());
        assertEquals(2, told.get());
    }

    @Test
    void aBoardThatIsNoneIsIgnoredAndTheLastOneStays() {
        read("h1", GOOD);
        for (String bad : new String[] {
            "not json", "[]", "{\"hall\":\"h1\"}", GOOD.replace("A007", "<script>"), GOOD.replace("01:30:00Z", "yesterday"),
            GOOD.replace("2026-11-23T01:30:00Z", "+1000000000-12-31T23:59:59Z"), GOOD.replace("2026-11-23T01:29:30Z", "0000-01-01T00:00:00Z"),
            GOOD + " ".repeat(9000)
        }) {
            read("h1", bad);
            assertTrue(conditions.has(HallFault.BOARD_REFUSED), bad);
            assertEquals(4, boards.board("h1", DAY).orElseThrow().waitingFor("s").orElseThrow());
            read("h1", GOOD);
            assertFalse(conditions.has(HallFault.BOARD_REFUSED));
        }
    }

    @Test
    void theExampleOfTheContractIsTaken() throws IOException {
        read("hall-1", Files.readString(
                Path.of(System.getProperty("project.root", "."), "src/docs/contract/examples/board.json")));
        assertEquals(3, boards.board("hall-1", DAY).orElseThrow().waitingFor("social").orElseThrow());
    }

    @Test
    void aBoardSaysNothingAboutAnotherDay() {
        read("h1", GOOD);
        assertTrue(boards.board("h1", DAY.plusDays(1)).isEmpty());
    }

    @Test
    void manyBoardsThatAreNoneAreOneConditionUntilTheLastOfThemIsInOrder() {
        for (int i = 0; i < 1_000; i++) {
            read("h" + i, "{}");
        }
        assertEquals(1, conditions.present().size());
        for (int i = 0; i < 1_000; i++) {
            assertTrue(i > 255 || conditions.has(HallFault.BOARD_REFUSED));
            read("h" + i, "");
        }
        assertFalse(conditions.has(HallFault.BOARD_REFUSED));
    }

    @Test
    void aBoardUnderAnotherHallsTopicIsRefused() {
        read("h2", GOOD);
        assertTrue(boards.board("h1", DAY).isEmpty());
        assertTrue(conditions.has(HallFault.BOARD_REFUSED));
    }

    private void read(String hall, String json) {
        boards.read(new Document("ting/1/area/hall/" + hall + "/board", json.getBytes(StandardCharsets.UTF_8)));
    }
}
