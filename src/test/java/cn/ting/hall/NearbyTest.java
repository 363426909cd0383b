package cn.ting.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.link.Document;
import cn.ting.matter.HallEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Halls compared by walk plus wait, over the bench's catalogue. */
class NearbyTest {

    @Test
    void the_lighter_hall_is_offered_when_it_is_near_open_known_and_worth_the_way(@TempDir Path directory) {
        try (HallBench bench = new HallBench(directory)) {
            AtomicBoolean linked = new AtomicBoolean(true);
            Nearby nearby = new Nearby(bench.catalogue.catalogue, new Waits(bench.boards, linked::get, bench.catalogue.clock), bench.numbers,
                    bench.catalogue.clock);
            String other = otherHall(bench);
            bench.grant(bench.lease("l1", 1, 10), bench.lease("l2", 11, 20).replace(HallBench.HALL, other));
            board(bench, HallBench.HALL, 20);
            assertEquals(Optional.empty(), nearby.lighter(HallBench.HALL, HallBench.SERVICE), "nothing is known of the other");

            board(bench, other, 1);
            Nearby.Lighter lighter = nearby.lighter(HallBench.HALL, HallBench.SERVICE).orElseThrow();
            assertEquals(other, lighter.hall().id());
            assertTrue(lighter.there().to() < lighter.here().from());
            assertEquals(Optional.empty(), nearby.lighter(other, HallBench.SERVICE), "nobody is sent to the longer queue");

            board(bench, other, 21);
            assertEquals(Optional.empty(), nearby.lighter(HallBench.HALL, HallBench.SERVICE), "not worth the way");
            board(bench, other, 1);
            bench.grant(bench.lease("l1", 1, 10));
            assertEquals(Optional.empty(), nearby.lighter(HallBench.HALL, HallBench.SERVICE), "no number for it is here");
            bench.grant(bench.lease("l2", 11, 20).replace(HallBench.HALL, other));
            linked.set(false);
            assertEquals(Optional.empty(), nearby.lighter(HallBench.HALL, HallBench.SERVICE), "no wait is known without a link");
            linked.set(true);
            bench.catalogue.clock.step(Duration.ofHours(9));
            assertEquals(Optional.empty(), nearby.lighter(HallBench.HALL, HallBench.SERVICE), "it is closed by now");
        }
    }

    private static String otherHall(HallBench bench) {
        List<HallEntry> others = bench.catalogue.catalogue.halls().stream()
                .filter(hall -> !hall.id().equals(HallBench.HALL) && hall.walkingMinutes() <= 15)
                .filter(hall -> hall.service(HallBench.SERVICE).isPresent() && hall.hours().openAt(bench.catalogue.clock.local()))
                .toList();
        return others.get(0).id();
    }

    /** A hall with one window, where five have been served in six minutes each. */
    private static void board(HallBench bench, String hall, int waiting) {
        Instant morning = Instant.parse("2026-11-23T01:00:00Z");
        String ended = IntStream.rangeClosed(1, 5).mapToObj(number ->
                "{'number':'A%03d','service':'%s','end':'completed','calledAt':'%s','at':'%s'}".formatted(
                        number, HallBench.SERVICE, morning, morning.plusSeconds(360))).collect(Collectors.joining(","));
        String board = ("{'hall':'" + hall + "','businessDate':'2026-11-23','at':'2026-11-23T01:30:00Z','services':[{'service':'"
                + HallBench.SERVICE + "','waiting':" + waiting + "}],'open':[{'window':'1','services':['" + HallBench.SERVICE
                + "']}],'calls':[],'ended':[" + ended + "]}").replace('\'', '"');
        bench.boards.read(new Document("ting/1/fengshui/hall/" + hall + "/board", board.getBytes(StandardCharsets.UTF_8)));
    }
}
