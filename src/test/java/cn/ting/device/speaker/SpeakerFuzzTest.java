package cn.ting.device.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** Whatever a page hands over and whatever an engine does with it. jqwik prints the seed of every run. */
class SpeakerFuzzTest {

    @Property(tries = 300)
    void whatIsSaidIsBoundedAndCommandsNothing(@ForAll @StringLength(max = 1_500) String text) {
        byte[] bytes = SpokenText.of(text);
        String spoken = new String(bytes, StandardCharsets.UTF_8);
        assertTrue(bytes.length <= 4 * Speaker.MOST_CHARACTERS);
        assertEquals(bytes.length, spoken.getBytes(StandardCharsets.UTF_8).length);
        assertTrue(spoken.chars().noneMatch(one -> Character.isISOControl(one) || one == '[' || one == ']'));
        assertEquals(spoken.strip(), spoken);
    }

    /** The whole driver on a real child: it goes on, and says of each text that it was said or why not. */
    @Property(tries = 8)
    void anEngineMayDoAnything(
            @ForAll @IntRange(max = 255) int code,
            @ForAll @IntRange(max = 2_000_000) int output,
            @ForAll @IntRange(max = 300_000) int complaints,
            @ForAll boolean listens,
            @ForAll boolean complains) throws Exception {
        Path folder = Files.createTempDirectory("speaker");
        Path engine = SpeakerBench.script(folder, "engine", (listens ? "cat > /dev/null; " : "") + "head -c " + output + " /dev/zero; "
                + "head -c " + complaints + " /dev/urandom >&2; " + (complains ? "printf '\\nerror: none\\n' >&2; " : "") + "exit " + code);
        try {
            boolean mayBeFine = code == 0 && !complains;
            DeviceState state = said(engine, code);
            // Noise may by chance read like a complaint; a complaint is always one.
            assertTrue(mayBeFine || state == DeviceState.FAULTY, state.toString());
            assertTrue(state == DeviceState.FAULTY || state == DeviceState.READY, state.toString());
        } finally {
            Files.delete(engine);
            Files.delete(folder);
        }
    }

    private static DeviceState said(Path engine, int code) throws Exception {
        KioskClock clock = new SystemClock();
        Conditions conditions = new Conditions(clock);
        DeviceStatus status = new DeviceStatus("speaker", clock, () -> { });
        EspeakSpeaker speaker = new EspeakSpeaker(new DevicePlace("speaker", Section.empty(), clock, status, conditions),
                engine.toString(), Section.empty().as(SpeakerSettings.class), new Lines());
        CompletableFuture<Class<?>> end = new CompletableFuture<>();
        Thread device = new Thread(() -> {
            try {
                speaker.serve(Line.NONE);
            } catch (Exception ended) {
                end.complete(ended.getClass());
            }
        });
        device.start();
        speaker.say("你好", Locale.CHINESE);
        boolean passed = speaker.selfTest().get(60, TimeUnit.SECONDS).passed();
        DeviceState state = status.now().state();
        assertEquals(state == DeviceState.READY, passed);
        assertEquals(state == DeviceState.READY ? List.of() : List.of(code > 128 ? SpeakerFault.CRASHED : SpeakerFault.SILENT),
                conditions.present().stream().map(condition -> condition.fault()).toList());
        device.interrupt();
        assertEquals(InterruptedException.class, end.get(60, TimeUnit.SECONDS));
        return state;
    }
}
