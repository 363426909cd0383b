package cn.ting.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.time.SteppedClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How long a wait will be, and how a number stands, from what boards tell. */
class WaitsTest {

    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");

    private final SteppedClock clock = new SteppedClock();
    private final Boards boards = new Boards(new Documents(), new Conditions(clock));
    private final AtomicBoolean linked = new AtomicBoolean(true);
    private final Waits waits = new Waits(boards, linked::get, clock);

    @Test
    void a_wait_goes_from_ones_own_service_at_the_fast_quarter_to_everybody_at_the_slow_one() {
        // 4, 5, 6, 7, 8 minutes: quartiles 5 and 7.
        board(6, 3, "[{'window':'1','services':['s','other']},{'window':'2','services':['s']}]", served(4, 5, 6, 7, 8));
        // 5 x 6 / 2 = 15; 7 x (6 + 3 + 1) / 2 = 35.
        assertEquals(Optional.of(new Wait(15, 35)), waits.of("h1", "s"));
        // 5 x 1 / 2 = 2.5; 7 x (1 + 3 + 1) / 2 = 17.5.
        assertEquals(Optional.of(new Wait(0, 20)), waits.behind("h1", "s", 1));
    }

    @Test
    void whoever_has_an_appointment_before_the_wait_is_over_may_come_first() {
        String open = "[{'window':'1','services':['s','other']},{'window':'2','services':['s']}]";
        // The stepped clock stands at 01:30; without appointments the slow quarter waits 7 x (6 + 3 + 1) / 2 = 35 minutes.
        board(6, 3, "{'from':'2026-11-23T02:30:00Z','people':9}", open, served(4, 5, 6, 7, 8));
        assertEquals(Optional.of(new Wait(15, 35)), waits.of("h1", "s"), "an hour away");
        board(6, 3, "{'from':'2026-11-23T02:00:00Z','people':2}", open, served(4, 5, 6, 7, 8));
        assertEquals(Optional.of(new Wait(15, 45)), waits.of("h1", "s"), "two come at the other service");
        board(6, 3, "{'from':'2026-11-23T02:10:00Z','people':1},{'from':'2026-11-23T01:25:00Z','people':2}", open, served(4, 5, 6, 7, 8));
        assertEquals(Optional.of(new Wait(15, 50)), waits.of("h1", "s"), "the late two let in the third");
        board(6, 3, "{'from':'2026-11-23T02:00:00Z','people':0},{'from':'2026-11-23T02:00:00Z','people':-4}", open, served(4, 5, 6, 7, 8));
        assertEquals(Optional.of(new Wait(15, 35)), waits.of("h1", "s"), "nobody is nobody");
    }

    @Test
    void what_a_board_tells_again_is_learnt_once() {
        for (int i = 0; i < 10; i++) {
            board(6, 0, "[{'window':'1','services':['s']}]", served(4, 5, 6, 7));
        }
        assertEquals(Optional.empty(), waits.of("h1", "s"), "four were served");
        for (int i = 0; i < 60; i++) {
            board(2, 0, "[{'window':'1','services':['s']}]", served(4 + i % 20 / 10.0 + i / 1000.0));
        }
        assertTrue(waits.of("h1", "s").isPresent());
    }

    @Test
    void no_wait_is_invented() {
        board(6, 0, "[{'window':'1','services':['other']}]", served(4, 5, 6, 7, 8));
        assertEquals(Optional.empty(), waits.of("h1", "s"), "no window takes it");
        board(6, 0, "", served(4, 5, 6, 7, 8));
        assertEquals(Optional.empty(), waits.of("h1", "s"), "nobody says who is at the windows");
        board(6, 0, "[{'window':'1','services':['s']}]", served(4, 5, 6, 7, 8));
        assertTrue(waits.of("h1", "s").isPresent());
        assertEquals(Optional.empty(), waits.of("h2", "s"), "a hall nothing is known of");
        linked.set(false);
        assertEquals(Optional.empty(), waits.of("h1", "s"), "without a link");
        linked.set(true);
        board(900, 0, "[{'window':'1','services':['s']}]", served(4, 5, 6, 7, 8));
        assertEquals(Optional.empty(), waits.of("h1", "s"), "more than anybody can tell");
        assertThrows(IllegalArgumentException.class, () -> new Wait(10, 10));
    }

    @Test
    void more_people_than_numbers_can_be_break_no_page_and_make_no_short_wait() {
        String window = "[{'window':'1','services':['s','other']}]";
        for (String people : List.of("2147483647", "2147483643", "4294967297", "9223372036854775807", "18446744073709551617")) {
            board(people, "6", "", window, served(4, 5, 6, 7, 8));
            assertEquals(Optional.empty(), waits.of("h1", "s"), people);
            board("1", people, "", window, served(4, 5, 6, 7, 8));
            assertEquals(Optional.empty(), waits.of("h1", "s"), people + " for what the window takes as well");
            int all = boards.board("h1", clock.local().toLocalDate()).orElseThrow().services().stream().mapToInt(Board.Waiting::waiting).sum();
            assertTrue(all > 900, all + " in all");
        }
    }

    @Test
    void nobody_is_served_in_no_time_or_in_half_a_day() {
        board(6, 0, "[{'window':'1','services':['s']}]", served(0.1, 0.1, 0.1, 4, 5, 6, 7, 300));
        assertEquals(Optional.empty(), waits.of("h1", "s"));
    }

    @Test
    void what_happened_to_a_number_last_is_how_it_stands() {
        String called = "{'number':'A007','service':'s','window':'3','at':'2026-11-23T01:20:00Z','counter':2}";
        String again = "{'number':'A007','service':'s','window':'3','at':'2026-11-23T01:22:00Z','counter':3}";
        assertEquals(new Standing.Called("3", false), standing(called, "", ""));
        assertEquals(new Standing.Called("3", true), standing(again + "," + called, "", ""));
        assertEquals(new Standing.Passed(), standing(called, end("passed", "21:00"), ""));
        assertEquals(new Standing.Called("3", true), standing(again + "," + called, end("passed", "21:00"), ""));
        assertEquals(new Standing.Completed(), standing(called, end("completed", "25:00"), ""));
        assertEquals(new Standing.Cancelled(), standing("", end("cancelled", "25:00"), ""));
        assertEquals(new Standing.Transferred("other", OptionalInt.of(1)),
                standing(called, end("transferred", "25:00").replace("'at'", "'to':'other','at'"), "'A001','A007'"));
        assertEquals(new Standing.Waiting(OptionalInt.of(2)), standing("", "", "'A001','B002','A007'"));
        assertEquals(new Standing.Waiting(OptionalInt.empty()), standing("", end("vanished", "25:00"), ""), "an end of a later release");
    }

    private static String end(String end, String minute) {
        return "{'number':'A007','service':'s','end':'" + end + "','at':'2026-11-23T01:" + minute + "Z'}";
    }

    private Standing standing(String calls, String ended, String next) {
        read("{'hall':'h1','businessDate':'2026-11-23','at':'2026-11-23T01:30:00Z','services':[{'service':'s','waiting':4,'next':[" + next
                + "]}],'calls':[" + calls + "],'ended':[" + ended + "]}");
        Board board = boards.board("h1", clock.local().toLocalDate()).orElseThrow();
        QueueNumber number = new QueueNumber("A", 7);
        return board.told(number).orElseGet(() -> new Standing.Waiting(board.aheadOf(number)));
    }

    private static String served(double... minutes) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < minutes.length; i++) {
            rows.add("{'number':'A%03d','service':'s','end':'completed','calledAt':'%s','at':'%s'}"
                    .formatted(i + 1, MORNING, MORNING.plusMillis((long) (minutes[i] * 60_000))));
        }
        return String.join(",", rows);
    }

    private void board(int own, int others, String open, String ended) {
        board(own, others, "", open, ended);
    }

    private void board(int own, int others, String booked, String open, String ended) {
        board(String.valueOf(own), String.valueOf(others), booked, open, ended);
    }

    private void board(String own, String others, String booked, String open, String ended) {
        read("{'hall':'h1','businessDate':'2026-11-23','at':'2026-11-23T01:30:00Z','services':[{'service':'s','waiting':" + own
                + "},{'service':'other','waiting':" + others + ",'booked':[" + booked + "]}]," + (open.isEmpty() ? "" : "'open':" + open + ",")
                + "'calls':[],'ended':[" + ended + "]}");
    }

    private void read(String json) {
        boards.read(new Document("ting/1/area/hall/h1/board", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
