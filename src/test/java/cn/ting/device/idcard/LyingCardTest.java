package cn.ting.device.idcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.FlowingClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Modules whose word about a lying card is worth little, two minutes each, with a card laid at second 5 and lifted at 40, and another that is
 * laid at 60, lifted at 80 and laid again at 90.
 */
class LyingCardTest {

    private static final SyntheticPerson ZHANG = SyntheticPeople.find("zhang-xiaosan").orElseThrow();
    private static final SyntheticPerson WANG = SyntheticPeople.find("wang-guiying").orElseThrow();
    private static final Duration SWITCHED_OFF = Duration.ofMinutes(2);
    private static final byte[] NOTHING = {};
    private static final byte[] SILENCE = null;

    private final FlowingClock clock = new FlowingClock();
    private final Conditions conditions = new Conditions(clock);
    /** What the reader said, by the second in which it did. */
    private final NavigableMap<Long, List<String>> said = new TreeMap<>();

    @Test
    void oneThatAnswersFromMemoryIsFoundOutByTheNextCardAndAskedNoMore() {
        Module module = new Module(true, false);
        twoMinutes(module);

        assertEquals("zhang-xiaosan", said(5, 8).get(0));
        assertEquals(List.of("lies"), said(5, 59).stream().skip(1).toList(), "whatever was taken away");
        assertEquals(List.of("gone", "unreadable"), said(60, 65), "within a glance, and nobody is taken for anybody");
        assertEquals(List.of("wang-guiying"), said(66, 120), "once it was laid again");
        assertTrue(conditions.has(IdCardFault.PRESENCE));
        assertTrue(module.askedLast.compareTo(Duration.ofSeconds(65)) < 0, "asked at " + module.askedLast);
    }

    @Test
    void whatOneModuleWasFoundToDoIsHeldAgainstItAndNotAgainstTheOneInItsPlace() {
        SamVReader reader = reader();
        serve(reader, new Module(1, true, false));
        serve(reader, new Module(1, false, false));
        assertTrue(conditions.has(IdCardFault.PRESENCE));
        assertEquals(List.of("zhang-xiaosan"), said(125, 159), "the same module is not believed after its line broke");

        serve(reader, new Module(2, false, false));
        assertFalse(conditions.has(IdCardFault.PRESENCE));
        assertEquals(List.of("zhang-xiaosan", "lies"), said(245, 279));
        assertEquals(List.of("gone"), said(280, 299));
    }

    @Test
    void oneThatForgetsACardOverALookHasToldUntilItsOwnerWasAskedToTakeIt() {
        twoMinutes(new Module(false, true));

        assertEquals(List.of("zhang-xiaosan", "lies"), said(5, 16));
        assertEquals(List.of("gone"), said(17, 59), "and is not found anew");
        assertEquals(List.of("wang-guiying", "lies"), said(60, 64));
        assertFalse(conditions.has(IdCardFault.PRESENCE));
    }

    @Test
    void oneWhoseWordHoldsIsBelieved() {
        twoMinutes(new Module(false, false));

        assertEquals(List.of("zhang-xiaosan", "lies"), said(5, 39));
        assertEquals(List.of("gone"), said(40, 59));
        assertEquals(List.of("wang-guiying", "lies"), said(60, 79));
        assertEquals(List.of("gone"), said(80, 89));
        assertEquals(List.of("wang-guiying", "lies"), said(90, 117));
        assertFalse(conditions.has(IdCardFault.PRESENCE));
    }

    private void twoMinutes(Module module) {
        serve(reader(), module);
    }

    private void serve(SamVReader reader, Module module) {
        assertThrows(IOException.class, () -> reader.serve(module));
    }

    private SamVReader reader() {
        SamVReader reader = new SamVReader(
                new DevicePlace("reader", Section.empty(), clock, new DeviceStatus("reader", clock, () -> { }), conditions),
                new SamVSettings(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3), false, Presence.APPENDED_ADDRESS, Card.Fields.NONE));
        reader.onEvent(event -> {
            String what = event instanceof CardRead read ? (read.card().number().equals(ZHANG.number()) ? ZHANG : WANG).id()
                    : event instanceof CardLies ? "lies" : event instanceof CardGone ? "gone"
                    : event instanceof CardUnreadable ? "unreadable" : "";
            if (!what.isEmpty()) {
                said.computeIfAbsent(clock.uptime().toSeconds(), second -> new ArrayList<>()).add(what);
            }
        });
        return reader;
    }

    private List<String> said(long from, long to) {
        return said.subMap(from, true, to, true).values().stream().flatMap(List::stream).toList();
    }

    /** Finds a card until it was read. */
    private final class Module implements Line {

        private final Duration began = clock.uptime();
        private final int number;
        private final boolean fromMemory;
        private final boolean forgetsOverLook;
        private final Queue<byte[]> answers = new ArrayDeque<>();
        private final NavigableMap<Duration, Map.Entry<String, SyntheticPerson>> lying = new TreeMap<>();
        private String readLaying = "";
        private boolean remembers;
        private Duration askedLast = Duration.ZERO;

        Module(boolean fromMemory, boolean forgetsOverLook) {
            this(1, fromMemory, forgetsOverLook);
        }

        Module(int number, boolean fromMemory, boolean forgetsOverLook) {
            this.number = number;
            this.fromMemory = fromMemory;
            this.forgetsOverLook = forgetsOverLook;
            lying.put(Duration.ZERO, Map.entry("", ZHANG));
            lying.put(Duration.ofSeconds(5), Map.entry("first", ZHANG));
            lying.put(Duration.ofSeconds(40), Map.entry("", ZHANG));
            lying.put(Duration.ofSeconds(60), Map.entry("second", WANG));
            lying.put(Duration.ofSeconds(80), Map.entry("", WANG));
            lying.put(Duration.ofSeconds(90), Map.entry("third", WANG));
        }

        @Override
        public void write(byte[] request) throws IOException {
            if (since().compareTo(SWITCHED_OFF) > 0) {
                throw new LineClosedException("module");
            }
            answers.clear();
            byte[] answer = answer((request[7] & 0xFF) << 8 | request[8] & 0xFF);
            if (answer != SILENCE) {
                answers.add(answer);
            }
        }

        private Duration since() {
            return clock.uptime().minus(began);
        }

        private byte[] answer(int command) {
            Map.Entry<String, SyntheticPerson> there = lying.floorEntry(since()).getValue();
            boolean lies = !there.getKey().isEmpty();
            boolean news = lies && !there.getKey().equals(readLaying);
            return switch (command) {
                case 0x11FF -> SimulatedSamVLine.frame(0x90, NOTHING);
                case 0x12FF -> SimulatedSamVLine.frame(0x90, ByteBuffer.allocate(16).putInt(number).array());
                case 0x2001 -> {
                    remembers = remembers && !forgetsOverLook;
                    yield news ? SimulatedSamVLine.frame(0x9F, new byte[4]) : SimulatedSamVLine.frame(0x80, NOTHING);
                }
                case 0x2002 -> SimulatedSamVLine.frame(0x90, new byte[8]);
                case 0x3001 -> {
                    readLaying = there.getKey();
                    remembers = true;
                    yield SimulatedSamVLine.frame(0x90, SyntheticCard.textAndPhoto(there.getValue()));
                }
                case 0x3003 -> {
                    askedLast = clock.uptime();
                    boolean answers = remembers && (fromMemory || lies && !news);
                    yield SimulatedSamVLine.frame(answers ? 0x91 : 0x41, NOTHING);
                }
                default -> SILENCE;
            };
        }

        @Override
        public int read(byte[] into, Duration patience) {
            byte[] answer = answers.poll();
            clock.step(answer == null ? patience : Duration.ofMillis(20));
            if (answer == null) {
                return 0;
            }
            System.arraycopy(answer, 0, into, 0, answer.length);
            return answer.length;
        }

        @Override
        public void close() {}
    }
}
