package cn.ting.device.speaker;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Debian's espeak-ng with a file in place of a sound card, of which there is none where tests run: its own option {@code -w} is added to
 * what the driver asks for.
 */
class EspeakSpeakerTest extends SpeakerContract {


    /** Sixteen bits a sample, one channel, 22050 samples a second. */
    private record Sound(short[] samples) {

        static Sound of(Path wav) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals("RIFF", new String(bytes.array(), 0, 4));
            assertEquals(22_050, bytes.getInt(24));
            short[] samples = new short[(bytes.limit() - 44) / 2];
            bytes.position(44).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
            return new Sound(samples);
        }

        double seconds() {
            return samples.length / 22_050.0;
        }

        double loudness() {
            double sum = 0;
            for (short sample : samples) {
                sum += (double) sample * sample;
            }
            return Math.sqrt(sum / samples.length);
        }
    }

    @Override
    SpeakerBench open() throws IOException {
        return new SpeakerBench(folder, recorder().toString(), SpeakerBench.ANY_HOUR);
    }

    private Path recorder() throws IOException {
        return SpeakerBench.script(folder, "recorder", "exec espeak-ng -w " + wav() + " \"$@\"");
    }

    private Path wav() {
        return folder.resolve("said.wav");
    }

    private Sound sound(SpeakerBench bench, String text, Locale language) throws Exception {
        long before = bench.status().uses();
        bench.speaker.say(text, language);
        eventually(() -> bench.status().uses() == before + 1);
        return Sound.of(wav());
    }

    @Test
    void moreTextIsMoreSpeech() throws Exception {
        try (SpeakerBench bench = open()) {
            Sound one = sound(bench, "请取走身份证。", Locale.CHINESE);
            Sound more = sound(bench, "请取走身份证。请在看板上查看您的号码，叫到号时请到三号窗口。", Locale.CHINESE);
            assertTrue(one.loudness() > 300 && one.seconds() > 0.8, one.loudness() + " in " + one.seconds() + " s");
            assertTrue(more.seconds() > 2 * one.seconds(), one.seconds() + " s and " + more.seconds() + " s");
        }
    }

    /** The voice cmn would say the name of each character in English, which takes several times as long. */
    @Test
    void chineseIsSaidInChineseAndEnglishInEnglish() throws Exception {
        try (SpeakerBench bench = open()) {
            Sound chinese = sound(bench, "社会保险", Locale.CHINESE);
            Sound english = sound(bench, "社会保险", Locale.ENGLISH);
            assertTrue(chinese.seconds() < 2.5 && english.seconds() > 2 * chinese.seconds(),
                    chinese.seconds() + " s and " + english.seconds() + " s");
        }
    }

    @Test
    void byNightItKeepsItsVoiceDown() throws Exception {
        double[] loudness = new double[3];
        for (int i = 0; i < 3; i++) {
            String volumes = new String[] {"dayVolume: 80, nightVolume: 80", "dayVolume: 40, nightVolume: 40", "rate: 150"}[i];
            try (SpeakerBench bench = new SpeakerBench(folder, recorder().toString(), volumes)) {
                loudness[i] = sound(bench, "请取走身份证。", Locale.CHINESE).loudness();
            }
        }
        assertTrue(loudness[1] < 0.6 * loudness[0] && loudness[1] > 0.3 * loudness[0], loudness[0] + " and " + loudness[1]);
        assertTrue(loudness[2] == loudness[0] || loudness[2] == loudness[1], "by default one of the two, by the hour");
    }

    /** As it is where tests run: espeak-ng itself ends with 0 then. */
    @Test
    void withoutASoundCardItIsToldAndNothingIsAway() throws Exception {
        Path program = SpeakerBench.script(folder, "no-card",
                "cat > /dev/null; echo 'ALSA lib pcm.c:2666:(snd_pcm_open_noupdate) Unknown PCM default' >&2; echo 'error: No such file or directory' >&2");
        try (SpeakerBench bench = new SpeakerBench(folder, program.toString(), SpeakerBench.ANY_HOUR)) {
            eventually(() -> bench.conditions.has(SpeakerFault.SILENT));
            bench.speaker.say("你好", Locale.CHINESE);
            SpeakerBench.script(folder, "no-card", "exec cat > /dev/null");
            bench.speaker.say("你好", Locale.CHINESE);
            eventually(() -> bench.conditions.present().isEmpty());
        }
    }
}
