package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.time.SteppedClock;
import cn.ting.wire.Meaning.Message;
import cn.ting.wire.Traffic.Direction;
import cn.ting.wire.WireScroll.Burst;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What passed on the lines, kept and counted. */
class WireScrollTest {

    private final SteppedClock clock = new SteppedClock();
    private final WireScroll scroll = new WireScroll(clock);
    /** Bytes below 10 are a polling, its answer twenty more. */
    private final Traffic reader = scroll.watch("reader", (direction, bytes) ->
            List.of(new Message(bytes, "says " + bytes[0], bytes[0] < 10 ? "poll" : "")));
    private final Traffic printer = scroll.watch("printer", (direction, bytes) -> List.of(new Message(bytes, "prints")));

    @Test
    void aBurstTellsTimeDeviceDirectionBytesAndMeaning() {
        reader.passed(Direction.TO_DEVICE, new byte[] {(byte) 0xAA, 11});
        assertEquals(List.of(new Burst(1, 1, "09:30:00.000", "reader", "to-device", "AA 0B", 2, "says -86", 1)),
                scroll.after(0).bursts());
        printer.passed(Direction.FROM_DEVICE, new byte[65]);
        Burst longer = scroll.after(1).bursts().get(0);
        assertEquals("00 ".repeat(64) + "…", longer.hex());
        assertEquals(65, longer.bytes());
    }

    @Test
    void aPollingThatGoesOnIsCountedAndComesAgainUnderAHigherN() {
        for (int times = 0; times < 50; times++) {
            reader.passed(Direction.TO_DEVICE, new byte[] {1});
            printer.passed(Direction.TO_DEVICE, new byte[] {1});
            reader.passed(Direction.FROM_DEVICE, new byte[] {2});
            clock.step(Duration.ofMillis(300));
        }
        List<Burst> bursts = scroll.after(0).bursts().stream().filter(burst -> burst.device().equals("reader")).toList();
        assertEquals(List.of("1 1×50", "3 2×50"),
                bursts.stream().map(burst -> burst.id() + " " + burst.says().replace("says ", "") + "×" + burst.times()).toList());
        assertEquals("09:30:14.700", bursts.get(1).at());
        assertEquals(150, scroll.after(0).next());
        assertEquals(List.of(150L), scroll.after(149).bursts().stream().map(Burst::n).toList());
        assertEquals(50, scroll.after(0).bursts().stream().filter(burst -> burst.device().equals("printer")).count());
    }

    @Test
    void anotherAnswerOrAnythingElseEndsTheCount() {
        for (int answer : new int[] {2, 2, 3, 2, 20, 2}) {
            reader.passed(Direction.FROM_DEVICE, new byte[] {(byte) answer});
        }
        assertEquals("2×2 3×1 2×1 20×1 2×1", scroll.after(0).bursts().stream()
                .map(burst -> burst.says().replace("says ", "") + "×" + burst.times()).collect(Collectors.joining(" ")));
    }

    @Test
    void theNewestAreKeptAndTold() {
        for (int i = 0; i < 1_000; i++) {
            printer.passed(Direction.TO_DEVICE, new byte[] {(byte) i});
        }
        List<Burst> bursts = scroll.after(0).bursts();
        assertEquals(200, bursts.size());
        assertEquals(1_000, bursts.get(199).n());
        assertEquals(List.of(), scroll.after(1_000).bursts());
        assertFalse(scroll.after(5_000).bursts().isEmpty(), "an n of another life");
    }

    @Test
    void aMeaningThatFailsBreaksNoLine() {
        scroll.watch("x", (direction, bytes) -> {
            throw new IllegalStateException("a bug, wanted here");
        }).passed(Direction.TO_DEVICE, new byte[] {7});
        assertEquals("not understood", scroll.after(0).bursts().get(0).says());
    }
}
