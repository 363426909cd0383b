package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.device.receipt.AnswerSorter.Answer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** By the table of fixed bits (Epson TM-T88III p173, Citizen CT-S310 p310) and the blocks of Epson's command reference. */
class AnswerSorterTest {

    private final AnswerSorter sorter = new AnswerSorter();

    @Test
    void eachKindHasItsBits() {
        assertEquals(List.of(new Answer.RealTime(0x12), new Answer.RealTime(0x7E)), sorted("12 7E"));
        assertEquals(List.of(new Answer.Queued(0x00), new Answer.Queued(0x03)), sorted("00 03"));
        assertEquals(List.of(new Answer.Automatic(0x18, 0x20, 0x0C)), sorted("18 20 0C 0F"));
        assertEquals(List.of(new Answer.Process("ABCD")), sorted("37 22 41 42 43 44 00"));
        assertEquals(List.of(new Answer.Cleared()), sorted("37 25 00"));
        assertEquals(List.of(), sorted("11 13 37 21 30 00"));
        assertEquals(List.of(new Answer.Noise(0x80), new Answer.Noise(0xFF)), sorted("80 FF"));
    }

    /** All that has its fixed bits is 64 bytes; what GS r can say is the roll and the drawer. */
    @Test
    void anAnswerToAQueuedQuestionSaysNothingButWhatItCan() {
        assertEquals(List.of(new Answer.Queued(0x0F), new Answer.Noise(0x20), new Answer.Noise(0x40), new Answer.Noise(0x6C)), sorted("0F 20 40 6C"));
        assertEquals(List.of(new Answer.Automatic(0x10, 0x40, 0x6C)), sorted("10 40 6C 20"));
    }

    @Test
    void aStatusInsideOthersIsStillOne() {
        assertEquals(List.of(new Answer.RealTime(0x32), new Answer.Automatic(0x10, 0x00, 0x00), new Answer.Process("@OMA")),
                sorted("37 22 40 32 10 13 00 00 11 0F 4F 4D 41 00"));
    }

    @Test
    void whatIsCutOffIsDroppedAtTheNextBeginning() {
        assertEquals(List.of(new Answer.Automatic(0x10, 0x01, 0x02)), sorted("18 20 10 01 02 0F"));
        assertEquals(List.of(new Answer.Cleared()), sorted("37 22 41 37 25 00"));
        assertEquals(List.of(new Answer.Noise(0x81), new Answer.Queued(0x00)), sorted("18 20 81 00"));
        assertEquals(List.of(), sorted("37 22 41"));
        sorter.silence();
        assertEquals(List.of(new Answer.Queued(0x00)), sorted("00"));
    }

    @Test
    void aBlockWithoutAnEndIsGivenUp() {
        assertEquals(List.of(new Answer.RealTime(0x12), new Answer.Queued(0x00)), sorted("37 22" + " 41".repeat(60) + " 12 00 00"));
    }

    /**
     * Answers of every kind in any order; real-time ones and flow control at any place among the bytes of others, an automatic
     * status at any place in a block. What was sent is heard, each kind in its order, wherever the line tore it.
     */
    @Property(tries = 2_000)
    void allKindsInterleavedAreToldApart(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
        Random random = new Random(seed);
        List<Answer> sent = new ArrayList<>();
        List<Integer> wire = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            unit(random, sent, wire);
        }
        List<Answer> heard = new ArrayList<>();
        wire.forEach(next -> sorter.take(next).ifPresent(heard::add));
        for (Class<?> kind : Answer.class.getPermittedSubclasses()) {
            assertEquals(of(kind, sent), of(kind, heard), "seed " + seed);
        }
    }

    /** However the bytes are mangled: no exception, and after a silence all is heard right again. */
    @Property(tries = 1_000)
    void noiseIsForgottenWithASilence(@ForAll @Size(max = 500) byte[] noise) {
        for (byte next : noise) {
            sorter.take(next & 0xFF);
        }
        sorter.silence();
        assertEquals(List.of(new Answer.Queued(0x03), new Answer.Process("BCDE"), new Answer.Automatic(0x10, 0, 0)),
                sorted("03 37 22 42 43 44 45 00 10 00 00 00"));
    }

    private static List<Answer> of(Class<?> kind, List<Answer> answers) {
        return answers.stream().filter(kind::isInstance).toList();
    }

    private static void unit(Random random, List<Answer> sent, List<Integer> wire) {
        switch (random.nextInt(4)) {
            case 0 -> {
                int bits = random.nextInt(0x10);
                sent.add(new Answer.Queued(bits));
                wire.add(bits);
            }
            case 1 -> automatic(random, sent, wire);
            case 2 -> {
                put(random, sent, wire, 0x37);
                put(random, sent, wire, 0x25);
                wire.add(0);
                sent.add(new Answer.Cleared());
            }
            default -> {
                StringBuilder number = new StringBuilder();
                put(random, sent, wire, 0x37);
                put(random, sent, wire, 0x22);
                for (int i = 0; i < 4; i++) {
                    if (random.nextInt(5) == 0) {
                        automatic(random, sent, wire);
                    }
                    char letter = AnswerSorter.LETTERS.charAt(random.nextInt(AnswerSorter.LETTERS.length()));
                    number.append(letter);
                    put(random, sent, wire, letter);
                }
                wire.add(0);
                sent.add(new Answer.Process(number.toString()));
            }
        }
        aside(random, sent, wire);
    }

    private static void automatic(Random random, List<Answer> sent, List<Integer> wire) {
        int[] four = {0x10 | random.nextInt(0x80) & ~0x93, plain(random), plain(random), plain(random)};
        for (int i = 0; i < 3; i++) {
            put(random, sent, wire, four[i]);
        }
        wire.add(four[3]);
        sent.add(new Answer.Automatic(four[0], four[1], four[2]));
    }

    private static int plain(Random random) {
        return random.nextInt(0x80) & ~0x90;
    }

    private static void put(Random random, List<Answer> sent, List<Integer> wire, int next) {
        wire.add(next);
        aside(random, sent, wire);
    }

    /** What may stand anywhere. */
    private static void aside(Random random, List<Answer> sent, List<Integer> wire) {
        switch (random.nextInt(6)) {
            case 0 -> {
                int bits = 0x12 | random.nextInt(0x80) & ~0x93;
                sent.add(new Answer.RealTime(bits));
                wire.add(bits);
            }
            case 1 -> wire.add(random.nextBoolean() ? 0x11 : 0x13);
            default -> { }
        }
    }

    private List<Answer> sorted(String hex) {
        List<Answer> answers = new ArrayList<>();
        for (byte next : HexFormat.ofDelimiter(" ").parseHex(hex)) {
            sorter.take(next & 0xFF).ifPresent(answers::add);
        }
        return answers;
    }
}
