package cn.ting.device.contactcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told of a reader while it, or the service, is waited for: by a program that goes on, as nothing of its own broke. */
class PcscReaderWaitsTest {

    private static final String NAME = "reader 00 00";

    private final SystemClock clock = new SystemClock();
    private final Conditions conditions = new Conditions(clock);
    private final List<String> told = new ArrayList<>();
    private final DeviceStatus status = new DeviceStatus("social", clock, this::changed);
    private int programs;

    private void changed() {
        DeviceStatus.Now now = status.now();
        told.add((now.state() + " " + now.cause().map(cause -> cause.code()).orElse("")).strip()
                + conditions.present().stream().map(wrong -> " " + wrong.fault()).collect(Collectors.joining()));
    }

    private void serve(String... talk) {
        PcscReader reader = new PcscReader(new DevicePlace("social", Section.empty(), clock, status, conditions), "*",
                new PcscSettings(Duration.ZERO, Duration.ofSeconds(60)), () -> {
                    programs++;
                    return new Program(talk);
                });
        assertThrows(IOException.class, () -> reader.serve(Line.NONE));
    }

    @Test
    void aReaderThatIsPulledIsWaitedForByTheSameProgram() {
        serve("B Y", "R Y" + NAME, "H Y\0", "H Y\0", "H Y\0", "C Y\1", "H Nthe reader is gone",
                "B Y", "R Y", "C Y\0", "C Y\1", "R Y" + NAME, "H Y\0", "H Y\0", "H Y\0");
        assertEquals(List.of("PRESENT", "READY", "ABSENT contactcard.silent", "ABSENT contactcard.no-reader", "PRESENT", "READY",
                "FAULTY contactcard.crashed CRASHED"), told);
        assertEquals(1, programs);
    }

    @Test
    void aServiceThatIsNotThereIsToldOnceAndWaitedForAsLongAsItTakes() {
        serve("B Wno service", "  Wno service", "  Wno service", "  Y", "R Y" + NAME, "H Y\0", "H Y\0", "H Y\0");
        assertEquals(List.of("ABSENT contactcard.no-service", "PRESENT", "READY", "FAULTY contactcard.crashed CRASHED"), told);
        assertEquals(1, status.events().stream().filter(event -> event.what().equals("no service")).count());
    }

    @Test
    void whatCrashedIsOverOnceAnotherWaits() {
        serve();
        serve("B Wno service", "  Y", "R Y", "C Y\0");
        assertEquals(List.of("FAULTY contactcard.crashed CRASHED", "ABSENT contactcard.no-service", "ABSENT contactcard.no-reader",
                "FAULTY contactcard.crashed CRASHED"), told);
    }

    /** A reader that never answers is left to the inventory, which waits longer each time: no loop of its own runs hot. */
    @Test
    void aReaderThatIsNamedAndNeverAnswersEndsTheServing() {
        serve("B Y", "R Y" + NAME, "H Nno answer", "B Y");
        assertEquals(List.of("PRESENT"), told);
        assertEquals(Optional.empty(), status.now().cause());
        assertEquals(DeviceState.PRESENT, status.now().state());
    }

    /** Says what it is to say, each to the question it stands behind; a blank one is said by itself. Then it ends. */
    private static final class Program implements Line {

        private final Deque<String> talk;
        private final Deque<Byte> said = new ArrayDeque<>();

        Program(String... talk) {
            this.talk = new ArrayDeque<>(List.of(talk));
        }

        @Override
        public void write(byte[] question) throws IOException {
            String next = talk.poll();
            if (next == null) {
                throw new LineClosedException("program");
            }
            assertEquals(next.charAt(0), (char) question[0]);
            say(next);
            while (!talk.isEmpty() && talk.peek().startsWith(" ")) {
                say(talk.poll());
            }
        }

        private void say(String line) {
            for (byte one : new PcscFrame(line.charAt(2), line.substring(3).getBytes()).bytes()) {
                said.add(one);
            }
        }

        @Override
        public int read(byte[] into, Duration patience) {
            int count = 0;
            while (count < into.length && !said.isEmpty()) {
                into[count++] = said.poll();
            }
            return count;
        }

        @Override
        public void close() {}
    }
}
