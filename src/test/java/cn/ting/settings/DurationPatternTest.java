package cn.ting.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DurationPatternTest {

    @Test
    void aRangeOfNumbersIsMatchedAndNothingBeside() {
        for (int[] range : new int[][] {{0, 0}, {0, 9}, {0, 1}, {1, 10}, {7, 123}, {99, 1001}, {300, 300}, {305, 319}, {10, 99}, {1, 1499}, {95, 205}}) {
            List<String> patterns = DurationPattern.numbers(range[0], range[1]);
            for (int number = 0; number < 2_000; number++) {
                String written = Integer.toString(number);
                assertEquals(number >= range[0] && number <= range[1], written.matches(String.join("|", patterns)), written + " of " + patterns);
            }
        }
    }

    @Test
    void aDurationIsComparedInEveryUnit() {
        String pattern = DurationPattern.of("300ms", "90s");
        for (String good : List.of("300ms", "90000ms", "1s", "90s", "1min")) {
            assertEquals(true, good.matches(pattern), good);
        }
        for (String bad : List.of("299ms", "90001ms", "0s", "91s", "2min", "1h", "0ms", "1", "s")) {
            assertEquals(false, bad.matches(pattern), bad);
        }
        assertEquals(true, "999999999d".matches(DurationPattern.of("", "")));
    }
}
