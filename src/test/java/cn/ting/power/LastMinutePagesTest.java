package cn.ting.power;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastMinutePagesTest {

    @ParameterizedTest
    @CsvSource({"60, 60", "59, 60", "51, 60", "50, 50", "10, 10", "1, 10", "0, 10"})
    void whatIsLeftIsToldInTens(long left, long told) {
        assertEquals(told, LastMinutePages.inTens(Duration.ofSeconds(left)));
    }
}
