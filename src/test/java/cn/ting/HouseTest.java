package cn.ting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The law of the house, read from the signs on its doors. {@link HouseLawTest} shows each of its rules failing. */
class HouseTest {

    private static final House HOUSE = House.ours();

    static Stream<Rule> law() {
        return Stream.of(SignRules.ALL, WallRules.ALL, SizeRules.ALL, HabitRules.ALL).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("law")
    void theHouseKeepsTheLaw(Rule rule) {
        assertEquals(List.of(), rule.brokenIn(HOUSE), () -> rule.sentence());
    }
}
