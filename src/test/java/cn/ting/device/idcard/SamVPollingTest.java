package cn.ting.device.idcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsException;
import cn.ting.settings.SettingsFile;
import cn.ting.time.FlowingClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules want to be asked for a card no oftener than every 300 ms: counted where they hear it, as the driver is shipped. */
class SamVPollingTest {

    private static final Duration LEAST = Duration.ofMillis(300);
    private static final int LOOKS = 500;
    private static final int FIND = 0x2001;
    private static final int SELECT = 0x2002;
    private static final int NUMBER = 0x12FF;
    private static final int FOUND = 0x9F;
    private static final int NO_CARD = 0x80;
    private static final int NOT_SELECTED = 0x81;
    private static final int DONE = 0x90;

    private final FlowingClock clock = new FlowingClock();
    private final List<Duration> looks = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"20, 128", "250, 128", "450, 128", "20, 159", "20, 16", "20, 17", "250, 16"})
    void noTwoLooksForACardAreCloser(int answerMs, int find) {
        Duration longest = longestBetweenLooks(new Module(Duration.ofMillis(answerMs), find, 0));
        assertTrue(longest.compareTo(LEAST.multipliedBy(3)) <= 0, longest + " at most");
    }

    /** After one that came in pieces the line is waited for, and the question that follows must not make up for it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 50})
    void norWhereEverySoManyAnswersAreTorn(int tears) {
        longestBetweenLooks(new Module(Duration.ofMillis(20), NO_CARD, tears));
    }

    private Duration longestBetweenLooks(Module module) {
        SamVReader reader = new SamVReader(new DevicePlace("reader", Section.empty(), clock,
                new DeviceStatus("reader", clock, () -> { }), new Conditions(clock)), Section.empty().as(SamVSettings.class));
        assertThrows(IOException.class, () -> reader.serve(module));

        Duration longest = Duration.ZERO;
        for (int i = 1; i < looks.size(); i++) {
            Duration gap = looks.get(i).minus(looks.get(i - 1));
            assertTrue(gap.compareTo(LEAST) >= 0, "look " + i + " came after " + gap);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        assertEquals(LOOKS, looks.size());
        return longest;
    }

    @Test
    void aReaderWithoutAProfileWorksByTheModulesStandard() {
        assertEquals(new SamVSettings(LEAST, Duration.ofSeconds(1), Duration.ofSeconds(3), false, SamVSettings.Presence.NONE, Card.Fields.NONE),
                Section.empty().as(SamVSettings.class));
    }

    @Test
    void aPollFasterThanModulesWantIsRefusedWithItsLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("kiosk.yaml"), "profile:\n  poll: 200ms\n");
        Section profile = SettingsFile.read(file, Profiled.class).profile();
        var refused = assertThrows(SettingsException.class, () -> profile.as(SamVSettings.class));
        assertEquals("kiosk.yaml:2: profile.poll is from 300ms to 5s, not 200ms", refused.getMessage());
    }

    private record Profiled(@Setting(why = "test") Section profile) {}

    /** Answers after a while, and some looks for a card by half an answer. */
    private final class Module implements Line {

        private final Duration takes;
        private final int find;
        private final int tears;
        private final Queue<byte[]> answers = new ArrayDeque<>();

        /** @param tears every how many answers to a look for a card are torn; 0 for none */
        Module(Duration takes, int find, int tears) {
            this.takes = takes;
            this.find = find;
            this.tears = tears;
        }

        @Override
        public void write(byte[] request) throws IOException {
            int command = (request[7] & 0xFF) << 8 | request[8] & 0xFF;
            if (command == FIND) {
                if (looks.size() == LOOKS) {
                    throw new LineClosedException("module");
                }
                looks.add(clock.uptime());
            }
            answers.clear();
            answers.add(switch (command) {
                case FIND -> lookedFor();
                case SELECT -> SimulatedSamVLine.frame(NOT_SELECTED, new byte[0]);
                case NUMBER -> SimulatedSamVLine.frame(DONE, new byte[16]);
                default -> SimulatedSamVLine.frame(DONE, new byte[0]);
            });
        }

        private byte[] lookedFor() {
            byte[] whole = SimulatedSamVLine.frame(find, new byte[find == FOUND ? 4 : 0]);
            return tears > 0 && looks.size() % tears == 0 ? Arrays.copyOf(whole, whole.length / 2) : whole;
        }

        @Override
        public int read(byte[] into, Duration patience) {
            byte[] answer = answers.peek();
            if (answer == null || patience.compareTo(takes) < 0) {
                clock.step(patience);
                return 0;
            }
            clock.step(takes);
            answers.remove();
            System.arraycopy(answer, 0, into, 0, answer.length);
            return answer.length;
        }

        @Override
        public void close() {}
    }
}
