package cn.ting.device.ups;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.device.inventory.Driver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver for NUT at a simulated service, and what it makes of words. */
class NutUpsTest extends UpsContract {

    @Override
    Driver driver() {
        return new NutDriver();
    }

    @Override
    String profile(String name, String patience) {
        return "{ups: %s, pollEvery: 100ms, patience: %s}".formatted(name, patience);
    }

    @Override
    FarUps farUps() {
        SimulatedUps simulated = new SimulatedUps(0, "kiosk", clock);
        simulated.start();
        return new FarUps() {
            @Override
            public String address() {
                return simulated.line().address();
            }

            @Override
            public void loseMains() {
                simulated.loseMains();
            }

            @Override
            public void drain() {
                simulated.drain();
            }

            @Override
            public void undecided() {
                simulated.undecided(true);
            }

            @Override
            public void restoreMains() {
                simulated.undecided(false);
                simulated.restoreMains();
            }

            @Override
            public void wear() {
                simulated.wear(true);
            }

            @Override
            public void mute(boolean on) {
                simulated.mute(on);
            }

            @Override
            public void stale(boolean on) {
                simulated.stale(on);
            }

            @Override
            public void close() {
                simulated.close();
            }
        };
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            OL, MAINS
            OL CHRG, MAINS
            CHRG OL LB, MAINS
            OB, BATTERY
            OB DISCHRG, BATTERY
            OB LB, BATTERY_LOW
            OB LB FSD, BATTERY_LOW
            OL FSD, BATTERY_LOW
            WAIT, UNKNOWN
            OL WAIT, UNKNOWN
            OL OB, UNKNOWN
            BYPASS, UNKNOWN
            OFF, UNKNOWN
            '', UNKNOWN
            """)
    void theStatusIsReadWordByWord(String status, Supply supply) {
        assertEquals(supply, NutReading.of(Map.of("ups.status", status)).supply());
    }

    @Test
    void numbersMayHaveAFractionAndStayInTheirRange() {
        NutReading reading = NutReading.of(Map.of("battery.charge", "93.7", "battery.runtime", "1800"));
        assertEquals(93, reading.chargePercent().orElseThrow());
        assertEquals(Optional.of(Duration.ofMinutes(30)), reading.runtime());
        NutReading hostile = NutReading.of(Map.of("battery.charge", "101", "battery.runtime", "-5"));
        assertEquals("NutReading[supply=UNKNOWN, replace=false, chargePercent=OptionalInt.empty, runtime=Optional.empty]", hostile.toString());
    }

    @Test
    void wordsAreApartByBlanksOrInQuotes() {
        assertEquals(Optional.of(List.of("VAR", "kiosk", "device.model", "A \"B\" \\ C")),
                NutWords.of("VAR kiosk  device.model \"A \\\"B\\\" \\\\ C\""));
        assertEquals(Optional.of(List.of("")), NutWords.of("\"\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "\"open\\", "VAR \"a\\\"", "a b c d e f g h i j k l m n o p q"})
    void aLineThatBreaksTheRulesIsNone(String line) {
        assertEquals(Optional.empty(), NutWords.of(line));
    }
}
