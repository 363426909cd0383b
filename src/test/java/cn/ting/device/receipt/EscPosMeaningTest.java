package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.wire.Meaning.Message;
import cn.ting.wire.Traffic.Direction;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the bench says of a printer's bytes, by bytes from the manuals. */
class EscPosMeaningTest {

    private final EscPosMeaning meaning = new EscPosMeaning();

    @Test
    void aSlipIsToldCommandByCommandAndALineWithItsLook() {
        assertEquals(List.of(
                        "begins anew, all modes as at power-on", "Chinese mode on", "“张三” (centred, 2 × 2, bold)", "“A012”",
                        "feeds 1.5 mm", "picture of 16 × 2 dots", "an empty line",
                        "asks in its turn for paper: answered once all before is printed",
                        "feeds past the knife and 6.0 mm, and cuts"),
                sent("1B 40 1C 26 1B 61 01 1D 21 11 1B 45 01 D5 C5 C8 FD 0A 1B 61 00 1D 21 00 1B 45 00 41 30 31 32 0A"
                        + " 1B 4A 0C 1D 76 30 00 02 00 02 00 FF FF 0A 0A 0A 1D 72 01 1D 56 42 30"));
    }

    @Test
    void aQrCodeIsToldStepByStep() {
        assertEquals(List.of("QR code: model", "QR code: dots a module", "QR code: correction", "QR code: holds “ting”",
                        "QR code: print it"),
                sent("1D 28 6B 04 00 31 41 32 00 1D 28 6B 03 00 31 43 06 1D 28 6B 03 00 31 45 31"
                        + " 1D 28 6B 07 00 31 50 30 74 69 6E 67 1D 28 6B 03 00 31 51 30"));
    }

    @Test
    void whatElseThereIs() {
        assertEquals(List.of("feeds 2 lines, 8.5 mm", "cuts where it is", "opens the drawer", "tell every change by yourself",
                        "Chinese mode off", "bar code", "goes on after an error", "clears the print buffer",
                        "an unknown command, ESC 7B", "an empty line"),
                sent("1B 64 02 1D 56 00 1B 70 00 19 FA 1D 61 FF 1C 2E 1D 6B 49 04 7B 42 31 32 10 05 01 10 05 02 1B 7B 0A"));
    }

    @Test
    void aRealTimeAnswerIsToldByItsQuestion() {
        assertEquals(List.of("asks what stops it, for errors, for paper"), sent("10 04 02 10 04 03 10 04 04"));
        assertEquals(List.of("cover closed, nothing stops it", "no error", "paper enough"), answered("12 12 12"));
        sent("10 04 01 10 04 02 10 04 03 10 04 04");
        assertEquals(List.of("offline", "cover open, stopped by the end of the paper", "the cutter is stuck", "paper low"),
                answered("1A 36 1A 1E"));
        sent("10 04 04");
        assertEquals(List.of("no paper"), answered("72"));
        assertEquals(List.of("a real-time status nobody asked for"), answered("12"));
    }

    @Test
    void aQuestionNobodyAnsweredDoesNotShiftTheNextAnswers() {
        sent("10 04 02");
        sent("10 04 04");
        assertEquals(List.of("paper enough"), answered("12"));
    }

    @Test
    void aQueuedAnswerSaysThatAllBeforeIsPrinted() {
        sent("1D 72 01 1D 72 01");
        assertEquals(List.of("all before this question is printed; paper enough", "all before this question is printed; paper low"),
                answered("00 03"));
        assertEquals(List.of("an answer nobody asked for"), answered("00"));
    }

    @Test
    void aNumberIsToldWithItsQuestionAndSoIsAClearing() {
        assertEquals(List.of("asks in its turn for a number: answered once all before is printed",
                        "clears the print buffer, and asks for word of it"),
                sent("1D 28 48 06 00 30 30 41 42 43 44 10 14 08 01 03 14 01 06 02 08"));
        assertEquals(List.of("all before number ABCD is printed", "the print buffer is empty", "a block nobody asked for"),
                answered("37 22 41 42 43 44 00 37 25 00 37 21 41 00"));
    }

    @Test
    void anAutomaticStatusIsFourBytes() {
        assertEquals(List.of("by itself: all is well"), answered("10 00 00 0F"));
        assertEquals(List.of("by itself: offline, cover open, no paper"), answered("38 00 0C 0F"));
        assertEquals(List.of("by itself: offline, a mechanical error"), answered("18 04 00 00"));
    }

    @Test
    void aPollingIsOneAndSoAreItsAnswers() {
        assertEquals("EOT [2, 3, 4]", meaning.of(Direction.TO_DEVICE, hex("10 04 02 10 04 03 10 04 04")).get(0).poll());
        assertEquals("EOT 2", meaning.of(Direction.FROM_DEVICE, hex("12")).get(0).poll());
    }

    /** Seed 1: any bytes, cut anywhere; nothing fails and nothing is lost but what is still open at the end. */
    @Test
    void noByteIsLostHoweverTheyCome() {
        Random random = new Random(1);
        byte[] all = new byte[60_000];
        random.nextBytes(all);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        for (int from = 0; from < all.length; ) {
            int to = Math.min(all.length, from + 1 + random.nextInt(512));
            meaning.of(Direction.TO_DEVICE, Arrays.copyOfRange(all, from, to)).forEach(message -> told.writeBytes(message.bytes()));
            meaning.of(Direction.FROM_DEVICE, Arrays.copyOfRange(all, from, to));
            from = to;
        }
        assertArrayEquals(Arrays.copyOf(all, told.size()), told.toByteArray());
    }

    private List<String> sent(String bytes) {
        return says(Direction.TO_DEVICE, bytes);
    }

    private List<String> answered(String bytes) {
        return says(Direction.FROM_DEVICE, bytes);
    }

    private List<String> says(Direction direction, String bytes) {
        return meaning.of(direction, hex(bytes)).stream().map(Message::says).toList();
    }

    private static byte[] hex(String spaced) {
        return HexFormat.of().parseHex(spaced.replace(" ", ""));
    }
}
