package cn.ting.device.idcard;

import static cn.ting.device.idcard.KnownBytes.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.idcard.IdCardReader.CardFound;
import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import cn.ting.device.idcard.IdCardReader.Event;
import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.device.inventory.Device.GoneException;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * The whole driver on a line where anything may come: right answers, answers to other questions, halves, doubles, noise. jqwik
 * prints the seed of every run.
 */
class SamVReaderFuzzTest {

    private static final Set<String> NUMBERS = Set.of("990101199003071341", "810000199408230021", "PAK310080010103", "931586198001010028");
    private static final List<byte[]> RIGHT = List.of(
            hex("AA AA AA 96 69 00 04 00 00 90 94"),
            hex("AA AA AA 96 69 00 14 00 00 90 05 00 01 00 85 EC 33 01 D2 04 00 00 15 CD 5B 07 89"),
            hex("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"),
            hex("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C"),
            hex("AA AA AA 96 69 00 04 00 00 91 95"),
            KnownBytes.frame("resident"), KnownBytes.frame("hmt-resident"),
            KnownBytes.frame("foreigner-2017"), KnownBytes.frame("foreigner-2023"));

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);

    @Property(tries = 400)
    void whateverComesNobodyElseIsReadAndEveryCardHasItsEnd(
            @ForAll("days") List<List<byte[]>> day, @ForAll("persons") List<String> persons, @ForAll Presence presence,
            @ForAll boolean everything) {
        List<Event> events = new ArrayList<>();
        SamVReader reader = reader(presence, everything ? KnownBytes.EVERYTHING : Card.Fields.NONE);
        reader.onEvent(events::add);
        ScriptedLine line = new ScriptedLine(clock);
        Deque<List<byte[]>> script = new ArrayDeque<>(day);
        line.answersBy(request -> {
            if (script.isEmpty()) {
                throw new IOException("the day is over");
            }
            List<byte[]> wrong = script.poll();
            return wrong.isEmpty() ? List.of(right(request, persons.get(script.size() % persons.size()))) : wrong;
        });

        IOException end = assertThrows(IOException.class, () -> reader.serve(line));
        while (end instanceof GoneException) {
            // Too many questions without an answer: the inventory would serve it again.
            assertTrue(conditions.has(IdCardFault.SILENT));
            end = assertThrows(IOException.class, () -> reader.serve(line));
        }
        assertEquals("the day is over", end.getMessage());
        // This module finds a card whenever it is asked, also while one lies that was read.
        assertTrue(conditions.present().stream().allMatch(left -> left.fault() == IdCardFault.WORN || left.fault() == IdCardFault.PRESENCE));
        assertInOrder(events);
        ReadingCounts counts = reader.counts();
        assertTrue(counts.lost() <= counts.asked() && counts.read() <= events.size());
        Statistics.collect(events.stream().anyMatch(CardRead.class::isInstance));
        Statistics.coverage(read -> read.check(true).percentage(often -> often > 50));
    }

    private static byte[] right(byte[] request, String person) {
        return switch ((request[7] & 0xFF) << 8 | request[8] & 0xFF) {
            case 0x11FF -> RIGHT.get(0);
            case 0x12FF -> RIGHT.get(1);
            case 0x2001 -> RIGHT.get(2);
            case 0x2002 -> RIGHT.get(3);
            case 0x3003 -> RIGHT.get(4);
            case 0x3005 -> SimulatedSamVLine.frame(0x90, new byte[28]);
            default -> KnownBytes.frame(person);
        };
    }

    private static void assertInOrder(List<Event> events) {
        Event last = new CardGone();
        for (Event event : events) {
            if (event instanceof CardFound) {
                assertTrue(last instanceof CardGone || last instanceof CardRead || last instanceof CardUnreadable, events::toString);
            } else if (event instanceof CardRead || event instanceof CardUnreadable) {
                // A card that was not read at first may be read after all, in silence.
                assertTrue(last instanceof CardFound || last instanceof CardUnreadable && event instanceof CardRead, events::toString);
            } else if (event instanceof CardLies) {
                assertTrue(last instanceof CardRead, events::toString);
            } else {
                assertTrue(last instanceof CardLies, events::toString);
            }
            if (event instanceof CardRead read) {
                assertTrue(NUMBERS.contains(read.card().number()));
            }
            last = event;
        }
        assertTrue(!(last instanceof CardFound) && !(last instanceof CardLies), events::toString);
    }

    private SamVReader reader(Presence presence, Card.Fields fields) {
        // Without a wait between two looks the stepped clock is never waited for.
        SamVSettings settings = new SamVSettings(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3), false, presence, fields);
        ForgottenCard none = new ForgottenCard(clock, ForgottenCard.SETTLES);
        none.lifted();
        return new SamVReader(
                new DevicePlace("reader", Section.empty(), clock, new DeviceStatus("reader", clock, () -> {}), conditions), settings, none);
    }

    /** Two hundred questions; an empty answer stands for the right one, which comes mostly. */
    @Provide
    Arbitrary<List<List<byte[]>>> days() {
        return Arbitraries.frequencyOf(Tuple.of(6, Arbitraries.just(List.<byte[]>of())), Tuple.of(1, answers()))
                .list().ofMinSize(10).ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<String>> persons() {
        return Arbitraries.of("resident", "hmt-resident", "foreigner-2017", "foreigner-2023").list().ofMinSize(1).ofMaxSize(5);
    }

    /** What may come in place of an answer: a byte at least, or pieces of anything. */
    private static Arbitrary<List<byte[]>> answers() {
        Arbitrary<byte[]> frame = Arbitraries.of(RIGHT);
        Arbitrary<byte[]> status = Arbitraries.bytes().map(sw3 -> SimulatedSamVLine.frame(sw3, new byte[0]));
        Arbitrary<byte[]> piece = Arbitraries.frequencyOf(
                Tuple.of(3, frame),
                Tuple.of(3, status),
                Tuple.of(2, frame.flatMap(whole -> Arbitraries.integers().between(0, whole.length).map(cut -> Arrays.copyOf(whole, cut)))),
                Tuple.of(1, frame.map(whole -> {
                    byte[] twice = Arrays.copyOf(whole, 2 * whole.length);
                    System.arraycopy(whole, 0, twice, whole.length, whole.length);
                    return twice;
                })),
                Tuple.of(1, Arbitraries.integers().between(1, 3_000).map(length -> {
                    byte[] preamble = new byte[length];
                    Arrays.fill(preamble, (byte) 0xAA);
                    return preamble;
                })),
                Tuple.of(2, Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(64)));
        return piece.list().ofMinSize(1).ofMaxSize(4);
    }
}
