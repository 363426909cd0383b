package cn.ting.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.link.Document;
import cn.ting.matter.HallEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
            bench.outbox.epochs().share(true);
            assertEquals(Optional.empty(), nearby.lighter(HallBench.HALL, HallBench.SERVICE), "it would get no number there either");
            bench.outbox.epochs().share(false);
            assertTrue(nearby.lighter(HallBench.HALL, HallBench.SERVICE).isPresent());
            HallEntry nearly = bench.catalogue.catalogue.halls().stream().filter(hall -> hall.id().equals(other)).findFirst().orElseThrow();
            while (nearly.hours().openAt(bench.catalogue.clock.local().plusMinutes(1))) {
                bench.catalogue.clock.step(Duration.ofMinutes(1));
            }
            board(bench, HallBench.HALL, 20);
            board(bench, other, 1);
            assertEquals(Optional.empty(), nearby.lighter(HallBench.HALL, HallBench.SERVICE), "it closes before one is there");
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

    private static void board(HallBench bench, String hall, int waiting) {
        bench.boards.read(new Document("ting/1/fengshui/hall/" + hall + "/board", ToldBoard.of(
                hall, HallBench.SERVICE, waiting, bench.catalogue.clock.instant(), bench.catalogue.clock.local().toLocalDate())));
    }
}
