package cn.ting.aloud;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.speaker.Speaker;
import cn.ting.device.speaker.SpeakerDriver;
import cn.ting.device.speaker.SpeakerFault;
import cn.ting.outbox.Outbox;
import cn.ting.screen.DrawnScreen;
import cn.ting.screen.Language;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.ChildBench;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real visit, the shipped driver, and a program in place of the speech engine that writes down what it says and never ends. */
@Timeout(300)
class ReadAloudTest extends ChildBench {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    private final KioskClock clock = new SystemClock();
    private final Conditions conditions = new Conditions(clock);

    @TempDir
    Path folder;

    private Ledger ledger;
    private Inventory inventory;
    private Visits visits;
    private DrawnScreen screen;
    private ReadAloud aloud;

    @BeforeEach
    void open() throws Exception {
        Path engine = script(folder, "engine", """
                text=$(cat)
                [ "$text" = . ] || echo "$2 $text" >> %s
                [ -e %s ] && kill -KILL $$
                [ "$text" = . ] && exit 0
                exec sleep 600
                """.formatted(folder.resolve("heard"), folder.resolve("broken")));
        Path file = Files.writeString(folder.resolve("cabinet.yaml"), ("devices: [{name: voice, driver: speaker, line: \"exec:%s\","
                + " profile: {dayVolume: 80, nightVolume: 80}}]\n").formatted(engine));
        ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock);
        visits = new Visits(new VisitSettings(SECOND.multipliedBy(60), SECOND.multipliedBy(20), 1, SECOND), clock, ledger,
                new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock));
        screen = new DrawnScreen(visits);
        inventory = new Inventory(new Drivers(List.of(new SpeakerDriver())), new InventorySettings(true, SECOND, SECOND, SECOND),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
        aloud = new ReadAloud(inventory, screen.screen(), visits);
        aloud.start();
        visits.begin(new Milestone.Began("touch"));
        screen.draws("/guide");
    }

    @AfterEach
    void close() {
        inventory.stop();
        screen.close();
        ledger.close();
    }

    private void ready() throws InterruptedException {
        inventory.start();
        eventually(() -> inventory.find(Speaker.class).orElseThrow().ready());
    }

    private List<String> heard() {
        try {
            return Files.exists(folder.resolve("heard")) ? Files.readAllLines(folder.resolve("heard")) : List.of();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void beforeALoudspeakerIsReadyTheBrowserSpeaks() throws Exception {
        assertEquals(ReadAloud.BROWSER, aloud.say("/guide", "你好"));
        ready();
        assertEquals(ReadAloud.CABINET, aloud.say("/guide", "你好"));
        eventually(() -> heard().equals(List.of("cmn-latn-pinyin 你好")));
    }

    @Test
    void itSpeaksThePagesLanguageAndOneVoiceAtATime() throws Exception {
        ready();
        aloud.say("/guide", "一");
        eventually(() -> heard().size() == 1);
        screen.otherLanguage();
        aloud.say("/guide", "two");
        eventually(() -> heard().equals(List.of("cmn-latn-pinyin 一", "en two")));
        eventually(() -> children() == 1);
    }

    @Test
    void itFallsSilentWhenThePageIsLeftAndSaysNothingOfAPageThatWas() throws Exception {
        ready();
        aloud.say("/guide", "一");
        eventually(() -> heard().size() == 1);
        screen.draws("/home");
        eventually(() -> !hasChild());
        assertEquals(ReadAloud.CABINET, aloud.say("/guide", "二"), "the browser is not to say it either");
        assertEquals(ReadAloud.CABINET, aloud.say(null, "二"));
        aloud.say("/home", "三");
        eventually(() -> heard().size() == 2);
        assertEquals("cmn-latn-pinyin 三", heard().get(1));
    }

    @Test
    void anEngineThatDiesTakesNothingButItsVoiceAlong() throws Exception {
        ready();
        Files.writeString(folder.resolve("broken"), "");
        assertEquals(ReadAloud.CABINET, aloud.say("/guide", "零"));
        eventually(() -> conditions.has(SpeakerFault.CRASHED));
        assertEquals(List.of("cmn-latn-pinyin 零", "cmn-latn-pinyin 零"), heard());
        assertTrue(visits.current().isPresent());
        assertEquals("/guide", screen.screen().path());
        assertEquals(ReadAloud.BROWSER, aloud.say("/guide", "一"), "the next text is the browser's");
        Files.delete(folder.resolve("broken"));
        eventually(() -> inventory.find(Speaker.class).orElseThrow().ready());
        assertEquals(ReadAloud.CABINET, aloud.say("/guide", "二"));
        eventually(() -> heard().contains("cmn-latn-pinyin 二"));
    }

    @Test
    void itFallsSilentWhenTheVisitEnds() throws Exception {
        ready();
        aloud.say("/guide", "一");
        eventually(() -> heard().size() == 1);
        visits.end(EndReason.IDLE);
        eventually(() -> !hasChild());
        aloud.say("/guide", "二");
        visits.begin(new Milestone.Began("touch"));
        screen.draws("/guide");
        aloud.say("/guide", "三");
        eventually(() -> heard().size() == 2);
        assertEquals("cmn-latn-pinyin 三", heard().get(1), "nothing is said while nobody is there");
    }

    @Test
    void aLongPageEndsWithASentenceAndSaysThatThereIsMore() {
        String said = ReadAloud.bounded("要带身份证。".repeat(200), Language.CHINESE);
        assertTrue(said.length() <= Speaker.MOST_CHARACTERS && said.endsWith("要带身份证。后面还有，请看屏幕。"), said);
        assertTrue(ReadAloud.bounded("x".repeat(5_000), Language.ENGLISH).endsWith("x There is more on the screen."));
        assertEquals("要带身份证。", ReadAloud.bounded("要带身份证。", Language.CHINESE));
    }

    private static long children() {
        return ProcessHandle.current().children().filter(child -> child.info().command().orElse("").endsWith("sleep")).count();
    }
}
