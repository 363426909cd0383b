package cn.ting.device.speaker;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Verdict;
import cn.ting.settings.Section;
import cn.ting.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A program in place of the engine that writes down how it was called and what it was to say, and speaks as long as a test wants. */
class ScriptedSpeakerTest extends SpeakerContract {

    private Path called() {
        return folder.resolve("called");
    }

    private Path heard() {
        return folder.resolve("heard");
    }

    @Override
    SpeakerBench open() throws IOException {
        return open(":");
    }

    /** @param speaking what the program does with a text of which it has taken note */
    private SpeakerBench open(String speaking) throws IOException {
        Path program = SpeakerBench.script(folder, "engine", """
                echo "$*" >> %s
                text=$(cat)
                echo "$text" >> %s
                if [ "$text" != . ]; then %s; fi
                """.formatted(called(), heard(), speaking));
        return new SpeakerBench(folder, program.toString(), SpeakerBench.ANY_HOUR);
    }

    private List<String> heardLines() {
        try {
            return Files.exists(heard()) ? Files.readAllLines(heard()) : List.of();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** Options as espeak-ng(1) 1.51 has them: voice, amplitude, words a minute, input in UTF-8, text from the input. */
    @Test
    void theEngineIsCalledByItsManual() throws Exception {
        try (SpeakerBench bench = open()) {
            bench.speaker.say("你好", Locale.CHINESE);
            eventually(() -> bench.status().uses() == 1);
            bench.speaker.say("hello", Locale.ENGLISH);
            eventually(() -> bench.status().uses() == 2);
            assertEquals(List.of("-v cmn-latn-pinyin -a 0 -s 150 -b 1 --stdin", "-v cmn-latn-pinyin -a 80 -s 150 -b 1 --stdin",
                    "-v en -a 80 -s 150 -b 1 --stdin"), Files.readAllLines(called()));
            assertEquals(List.of(".", "你好", "hello"), heardLines());
        }
    }

    @Test
    void theNewestTextWinsAndNoneWaitsBehindIt() throws Exception {
        try (SpeakerBench bench = open("exec sleep 600")) {
            bench.speaker.say("one", Locale.CHINESE);
            eventually(() -> heardLines().contains("one"));
            for (int i = 0; i < 50; i++) {
                bench.speaker.say("between " + i, Locale.CHINESE);
            }
            bench.speaker.say("last", Locale.CHINESE);
            eventually(() -> heardLines().contains("last"));
            assertTrue(heardLines().size() < 10, "what nobody waited for was begun: " + heardLines());
            bench.speaker.hush();
            eventually(() -> !bench.hasChild());
            assertEquals(DeviceState.READY, bench.state());
        }
    }

    @Test
    void withoutAnEngineStaffAreToldAndResidentsLoseNothing() throws Exception {
        try (SpeakerBench bench = new SpeakerBench(folder, "no-such-program-here", SpeakerBench.ANY_HOUR)) {
            eventually(() -> bench.conditions.has(SpeakerFault.ABSENT));
            assertFalse(bench.speaker.ready());
            bench.speaker.say("你好", Locale.CHINESE);
            bench.speaker.hush();
            assertEquals(1, bench.conditions.present().size());
            assertEquals(DeviceState.FAULTY, bench.state());
            assertFalse(bench.inventory.selfTest("speaker").orElseThrow().get().passed());
        }
    }

    /** An engine may repeat what it could not say; nobody shall read it there. */
    @Test
    void whatTheEngineComplainsOfIsNotToldOn() throws Exception {
        try (SpeakerBench bench = open("echo \"error: cannot say $text\" >&2; exit 7")) {
            bench.speaker.say("张小三", Locale.CHINESE);
            // Only until it is tried with a full stop, which it can say.
            eventually(() -> bench.conditions.present().stream().anyMatch(wrong ->
                    wrong.fault() == SpeakerFault.SILENT && wrong.detail().endsWith("ended with 7 and complained")));
            assertTrue(bench.status().events().stream().noneMatch(event -> event.what().contains("张")));
        }
    }

    /** A signal in the midst of a text, as a crash or a kernel without memory sends one. */
    private static String killedWhile(String condition) {
        return "if " + condition + "; then kill -SEGV $$; fi";
    }

    @Test
    void anEngineThatDiesInTheMidstOfATextIsGivenItOnceMore() throws Exception {
        try (SpeakerBench bench = open(killedWhile("[ $(grep -c two " + heard() + ") = 1 ]"))) {
            bench.speaker.say("two", Locale.CHINESE);
            eventually(() -> bench.status().uses() == 1);
            assertEquals(List.of(".", "two", "two"), heardLines());
            assertEquals(DeviceState.READY, bench.state());
            assertTrue(bench.conditions.present().isEmpty());
            assertTrue(bench.status().events().stream().anyMatch(event -> event.what().contains("killed by signal 11")), "staff can read of it");
        }
    }

    @Test
    void oneThatDiesOfItAgainIsToldAndIsBackOnceItNoLongerDoes() throws Exception {
        Path broken = folder.resolve("broken");
        Path program = SpeakerBench.script(folder, "engine", "text=$(cat); echo \"$text\" >> " + heard() + "; "
                + killedWhile("[ -e " + broken + " ]"));
        try (SpeakerBench bench = new SpeakerBench(folder, program.toString(), SpeakerBench.ANY_HOUR)) {
            eventually(bench.speaker::ready);
            Files.writeString(broken, "");
            bench.speaker.say("one", Locale.CHINESE);
            eventually(() -> bench.conditions.has(SpeakerFault.CRASHED));
            assertFalse(bench.speaker.ready(), "or a page would leave it to this one to speak");
            Files.delete(broken);
            eventually(bench.speaker::ready);
            assertTrue(bench.conditions.present().isEmpty(), "without anybody asking for it");
            bench.speaker.say("two", Locale.CHINESE);
            eventually(() -> bench.status().uses() == 1);
            assertEquals(List.of("one", "one", "two"), heardLines().stream().filter(text -> !text.equals(".")).toList());
        }
    }

    @Test
    void anEngineThatNeverEndsIsEnded() throws Exception {
        Path program = SpeakerBench.script(folder, "engine", "[ \"$4\" = 0 ] && exit 0; exec sleep 600");
        try (SpeakerBench bench = new SpeakerBench(folder, program.toString(), SpeakerBench.ANY_HOUR + ", longest: 2s")) {
            // A text that has waited for three seconds is not begun, and the engine is tried before the first.
            eventually(bench.speaker::ready);
            bench.speaker.say("你好", Locale.CHINESE);
            eventually(() -> bench.status().uses() == 1);
            eventually(() -> !bench.hasChild());
        }
    }

    /** As in a sound card that takes no more. */
    @Test
    void anEngineThatHangsIsNotReadyAndFailsItsTest() throws Exception {
        Path hangs = Files.writeString(folder.resolve("hangs"), "");
        Path program = SpeakerBench.script(folder, "engine", "[ -e " + hangs + " ] && exec sleep 600; exec cat > /dev/null");
        try (SpeakerBench bench = new SpeakerBench(folder, program.toString(), SpeakerBench.ANY_HOUR)) {
            eventually(() -> bench.conditions.has(SpeakerFault.SILENT));
            assertEquals(DeviceState.FAULTY, bench.state());
            Files.delete(hangs);
            eventually(bench.speaker::ready);
            assertTrue(bench.conditions.present().isEmpty());
            Files.writeString(hangs, "");
            Verdict verdict = bench.inventory.selfTest("speaker").orElseThrow().get(60, TimeUnit.SECONDS);
            assertFalse(verdict.passed(), verdict::seen);
            assertFalse(bench.speaker.ready());
        }
    }

    @Test
    void oneThatBeginsToHangInATextIsNotReadyOnceThatIsCut() throws Exception {
        Path hangs = folder.resolve("hangs");
        Path program = SpeakerBench.script(folder, "engine", "[ -e " + hangs + " ] && exec sleep 600; exec cat > /dev/null");
        try (SpeakerBench bench = new SpeakerBench(folder, program.toString(), SpeakerBench.ANY_HOUR + ", longest: 2s")) {
            eventually(bench.speaker::ready);
            Files.writeString(hangs, "");
            bench.speaker.say("你好", Locale.CHINESE);
            eventually(() -> bench.conditions.has(SpeakerFault.SILENT));
            assertEquals(DeviceState.FAULTY, bench.state());
            assertEquals(1, bench.status().uses());
        }
    }

    @ParameterizedTest
    @CsvSource({"06:59, 40", "07:00, 80", "20:59, 80", "21:00, 40", "00:00, 40"})
    void theHourSaysHowLoud(LocalTime time, int volume) {
        assertEquals(volume, Section.empty().as(SpeakerSettings.class).volumeAt(time));
    }

    @Test
    void whatCouldCommandTheEngineIsNotSaid() {
        assertEquals("a b c d e", new String(SpokenText.of("a\u0001b [[c]] \r\n d\u0000[e")));
        assertEquals(0, SpokenText.of(" \t[[]]").length);
        assertEquals(Speaker.MOST_CHARACTERS, SpokenText.of("x".repeat(5_000)).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "exec:", "exec:-w", "exec:a b", "exec:sh;id", "file:/bin/sh", "espeak-ng"})
    void whatIsNoProgramIsRefused(String written) {
        assertEquals("a speaker is written exec:PROGRAM, such as exec:espeak-ng, not " + written,
                assertThrows(IllegalArgumentException.class, () -> new SpeakerDriver().checkAddress(written)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dayFrom: 21", "voice: \"en -w /tmp/x\"", "dayVolume: 101"})
    void aWrongProfileIsRefused(String profile) {
        assertThrows(SettingsException.class, () -> new SpeakerBench(folder, "espeak-ng", profile).close());
    }

    @Test
    void voicesAreChosenByLanguage() {
        SpeakerSettings settings = Section.empty().as(SpeakerSettings.class);
        assertEquals(List.of("cmn-latn-pinyin", "cmn-latn-pinyin", "en", "en"),
                Arrays.asList(Locale.CHINESE, Locale.FRENCH, Locale.ENGLISH, Locale.UK).stream().map(settings::voiceFor).toList());
    }
}
