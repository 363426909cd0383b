package cn.ting.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {

    record Numbers(
            @Setting(why = "any") long plain,
            @Setting(why = "a part", min = "0.5", max = "2") double factor) {}

    @ParameterizedTest
    @CsvSource({"300ms, PT0.3S", "20s, PT20S", "5min, PT5M", "12h, PT12H", "7d, PT168H", "0s, PT0S"})
    void aDurationIsWrittenWithItsUnit(String text, String meant) {
        assertEquals(Duration.parse(meant), Scalars.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 s", "-5s", "5m", "1.5s", "9999999999s", "s"})
    void aDurationInAnyOtherWritingIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Scalars.duration(text));
    }

    @Test
    void aLongKeepsEveryDigit() {
        assertEquals(9_007_199_254_740_993L, read("9007199254740993", 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.4  | is from 0.5 to 2, not 0.4
            NaN  | is a number, not NaN
            1e99 | is from 0.5 to 2, not 1e99
            much | is a number, not much
            """)
    void aNumberOutsideItsRangeIsRefused(String text, String sentence) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class, () -> read(text, 1)).getMessage());
    }

    private static Object read(String text, int component) {
        var key = Numbers.class.getRecordComponents()[component];
        return Scalars.read(text, key.getType(), key.getAnnotation(Setting.class));
    }
}
