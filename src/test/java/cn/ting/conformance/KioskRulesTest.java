package cn.ting.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The contract tells which test holds a kiosk to which of its rules, and that test is there. */
class KioskRulesTest {

    private static final Pattern ROW = Pattern.compile("^\\| (K\\d+) \\| .+ \\| (.+) \\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`([a-z.]+\\.[A-Z]\\w*)#(\\w+)`");

    private static final List<Class<? extends Annotation>> MARKS = List.of(Test.class, ParameterizedTest.class, Example.class, Property.class);

    private final List<MatchResult> rows;
    private final String sequences;

    KioskRulesTest() throws IOException {
        rows = ROW.matcher(Files.readString(PlatformOnTrial.CONTRACT.resolve("kiosk-rules.md"))).results().toList();
        sequences = Files.readString(PlatformOnTrial.CONTRACT.resolve("sequences.md"));
    }

    @Test
    void each_rule_of_a_kiosk_has_a_row() {
        TreeSet<String> rules = Pattern.compile("\\*\\*(K\\d+)\\*\\*").matcher(sequences).results()
                .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));

        assertTrue(rules.size() > 20, "there are " + rules);
        assertEquals(rules, rows.stream().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void each_row_names_tests_that_are_there_or_says_that_nothing_is_tried() {
        assertEquals(List.of(), rows.stream().flatMap(KioskRulesTest::wrong).toList());
    }

    private static Stream<String> wrong(MatchResult row) {
        List<MatchResult> tests = TEST.matcher(row.group(2)).results().toList();
        String rest = TEST.matcher(row.group(2)).replaceAll("").replaceAll("[, ]", "");
        if (tests.isEmpty() && row.group(2).startsWith("not tried: ")) {
            return Stream.of();
        }
        return Stream.concat(
                tests.isEmpty() || !rest.isEmpty() ? Stream.of(row.group() + ": it names no tests, or more than tests") : Stream.of(),
                tests.stream().filter(test -> !isThere("cn.ting." + test.group(1), test.group(2))).map(MatchResult::group));
    }

    private static boolean isThere(String type, String method) {
        try {
            Class<?> tests = Class.forName(type);
            return Stream.concat(Stream.of(tests), Arrays.stream(tests.getDeclaredClasses()))
                    .flatMap(part -> Arrays.stream(part.getDeclaredMethods()))
                    .filter(declared -> declared.getName().equals(method))
                    .anyMatch(declared -> MARKS.stream().anyMatch(declared::isAnnotationPresent));
        } catch (ClassNotFoundException none) {
            return false;
        }
    }
}
