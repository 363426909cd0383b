package cn.ting.device.contactcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever the program says, nothing but a broken line leaves the driver, every card that was told is told gone, and nobody is made up. */
class PcscReaderFuzzTest {

    @Property(tries = 300)
    void noise(@ForAll @Size(max = 400) byte[] noise, @ForAll long cuts) throws Exception {
        served(noise, cuts);
    }

    /** Answers that are whole and say anything: one byte for whether a card is in among them. */
    @Property(tries = 300)
    void answersOfAnyKind(@ForAll @Size(max = 60) List<@Size(max = 40) byte[]> contents, @ForAll long cuts) throws Exception {
        Random random = new Random(cuts);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        said.writeBytes(new PcscFrame(PcscFrame.YES, new byte[0]).bytes());
        said.writeBytes(new PcscFrame(PcscFrame.YES, "reader".getBytes()).bytes());
        for (byte[] content : contents) {
            char kind = "YYYYYYYNMW?".charAt(random.nextInt(11));
            said.writeBytes(new PcscFrame(kind, random.nextInt(3) == 0 ? new byte[] {1} : content).bytes());
        }
        served(said.toByteArray(), cuts);
    }

    private static void served(byte[] said, long cuts) throws Exception {
        KioskClock clock = new SystemClock();
        DeviceStatus status = new DeviceStatus("social", clock, () -> { });
        Conditions conditions = new Conditions(clock);
        PcscReader reader = new PcscReader(new DevicePlace("social", Section.empty(), clock, status, conditions), "*",
                new PcscSettings(Duration.ZERO, Duration.ofSeconds(10)), () -> new Saying(said, new Random(cuts)));
        List<Object> told = new ArrayList<>();
        reader.onCard(told::add);
        reader.onGone(() -> told.add("gone"));
        assertThrows(IOException.class, () -> reader.serve(Line.NONE));
        for (int i = 0; i < told.size(); i += 2) {
            assertNotEquals(SocialSecurityCard.class, told.get(i).getClass());
            assertEquals("gone", told.get(i + 1));
        }
    }

    /** Says so much in pieces of any size, whatever it is asked, then ends. */
    private static final class Saying implements Line {

        private final byte[] said;
        private final Random random;
        private int at;

        Saying(byte[] said, Random random) {
            this.said = said;
            this.random = random;
        }

        @Override
        public void write(byte[] bytes) {}

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            if (at == said.length) {
                throw new LineClosedException("program");
            }
            int count = Math.min(Math.min(into.length, random.nextInt(20)), said.length - at);
            System.arraycopy(said, at, into, 0, count);
            at += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
