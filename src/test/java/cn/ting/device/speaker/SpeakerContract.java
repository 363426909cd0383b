package cn.ting.device.speaker;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Verdict;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every loudspeaker does, whatever speaks: the shipped driver in a real inventory. */
@Timeout(240)
abstract class SpeakerContract {

    static final String LONG_TEXT = "请在看板上查看您的号码，叫到号时请到三号窗口。".repeat(20);

    @TempDir
    Path folder;

    /** A loudspeaker that works; its engine speaks in real time or not. */
    abstract SpeakerBench open() throws Exception;

    @Test
    void itIsReadyOnceItHasSpokenWithoutASound() throws Exception {
        try (SpeakerBench bench = open()) {
            eventually(() -> bench.state() == DeviceState.READY);
            assertTrue(bench.conditions.present().isEmpty());
            assertTrue(bench.speaker.ready());
        }
    }

    @Test
    void aTextIsSaidAndCounted() throws Exception {
        try (SpeakerBench bench = open()) {
            bench.speaker.say("你好", Locale.CHINESE);
            eventually(() -> bench.status().uses() == 1);
            bench.speaker.say("hello", Locale.ENGLISH);
            eventually(() -> bench.status().uses() == 2);
        }
    }

    @Test
    void aTechnicianHearsAGreeting() throws Exception {
        try (SpeakerBench bench = open()) {
            eventually(() -> bench.state() == DeviceState.READY);
            Verdict verdict = bench.inventory.selfTest("speaker").orElseThrow().get(60, TimeUnit.SECONDS);
            assertTrue(verdict.passed(), verdict.toString());
            assertTrue(verdict.seen().startsWith("said 你好 at 80 %"), verdict.seen());
        }
    }

    @Test
    void whatIsSaidIsInNoListOfProcesses() throws Exception {
        try (SpeakerBench bench = open()) {
            for (int i = 0; i < 20; i++) {
                bench.speaker.say(LONG_TEXT, Locale.CHINESE);
                ProcessHandle.current().descendants().forEach(child ->
                        assertTrue(child.info().commandLine().filter(line -> line.contains("看板")).isEmpty()));
            }
            bench.speaker.hush();
        }
    }
}
