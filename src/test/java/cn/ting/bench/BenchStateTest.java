package cn.ting.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.idcard.SyntheticPeople;
import cn.ting.time.SteppedClock;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bench's page is told of the bench. */
class BenchStateTest {

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private Bench bench;
    private BenchState state;

    @BeforeEach
    void begin() {
        bench = new Bench(BenchPlan.free(List.of("k1"), directory), clock);
        state = new BenchState(bench);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void theReaderTellsCardPlugAndVoice() {
        bench.cabinets().get(0).start();
        bench.cabinets().get(0).reader().lay(SyntheticPeople.all().get(1));
        bench.cabinets().get(0).reader().mute(true);
        assertEquals("{\"card\":\"chen-jing\",\"missed\":false,\"noisePercent\":0,\"muted\":true,\"plugged\":true}", cabinet().path("reader").toString());

        bench.cabinets().get(0).reader().unplug();
        bench.cabinets().get(0).reader().lift();
        assertEquals("{\"card\":\"\",\"missed\":false,\"noisePercent\":0,\"muted\":true,\"plugged\":false}", cabinet().path("reader").toString());
    }

    @Test
    void thePrinterTellsPaperCoverCutterPlugAndVoice() {
        JsonNode sound = cabinet().path("printer");
        assertEquals("there closed free strong", words(sound));
        assertEquals(13, sound.path("hangingMm").asInt(), "so far is the knife from the head");
        assertFalse(sound.path("plugged").asBoolean() || sound.path("offline").asBoolean());

        bench.cabinets().get(0).printer().paperIn(60);
        bench.cabinets().get(0).printer().cover(true);
        bench.cabinets().get(0).printer().cutterFault(true);
        bench.cabinets().get(0).printer().weakMotor(true);
        assertEquals("low open stuck weak", words(cabinet().path("printer")));
        bench.cabinets().get(0).printer().paperOut();
        assertEquals("out open stuck weak", words(cabinet().path("printer")));
    }

    @Test
    void everyPersonHasANameInLatinLettersAndSomeHaveTrouble() {
        Set<String> names = new HashSet<>();
        Set<String> special = new HashSet<>();
        for (JsonNode person : state.state().path("people")) {
            names.add(person.path("nameEn").asText());
            special.add(person.path("special").asText());
            assertTrue(person.path("number").asText().matches("(990101|8[13]0000|999999)\\d{11}[\\dX]|ZZZ9900\\d{8}"), person.toString());
        }
        assertEquals(12, names.size());
        assertFalse(names.contains(""));
        for (String trouble : List.of("expired", "rare character", "very long name", "valid for good", "minor", "layout J", "layout I", "layout Y")) {
            assertTrue(special.stream().anyMatch(said -> said.contains(trouble)), trouble);
        }
    }

    private static String words(JsonNode printer) {
        return String.join(" ", Stream.of("paper", "cover", "cutter", "motor").map(part -> printer.path(part).asText()).toList());
    }

    private JsonNode cabinet() {
        return state.state().path("cabinets").get(0);
    }
}
