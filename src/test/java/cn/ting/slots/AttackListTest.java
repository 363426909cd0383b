package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.tuf.TufException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the handbook of attacks says is tried is tried: each row names tests that there are, each code of a row stands in one of them, and what it
 * means in the technician's handbook.
 */
class AttackListTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root", "."));
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern CODE = Pattern.compile("`((?:ota|tuf|patch)\\.[a-z-]+)`");
    private static final Pattern LITERAL = Pattern.compile("\"((?:ota|tuf)\\.[a-z-]+)");
    private static final Pattern CALLED = Pattern.compile("\\b([a-z]\\w+)\\(|@MethodSource\\(\"(\\w+)\"\\)");
    private static final List<String> ATTACKS = List.of("arbitrary software", "rollback", "freeze", "endless data", "slow retrieval", "mix-and-match",
            "partial bundle", "extraneous files", "fast-forward", "other model or architecture", "keys below threshold", "revoked root",
            "replay of an old instruction", "stale USB stick", "path and link escape", "decompression bomb", "change between verify and use",
            "tampered archive", "tampered pointer", "downgrade through fallback", "wrong clock both ways", "hostile mirror");

    @Test
    void each_attack_has_a_row_and_each_row_a_test() throws IOException {
        assertEquals(ATTACKS, rows().stream().limit(ATTACKS.size()).map(row -> row.substring(2, row.indexOf(" |"))).toList());
        List<String> missing = new ArrayList<>();
        for (String row : rows()) {
            List<MatchResult> named = NAMED.matcher(row).results().toList();
            assertFalse(named.isEmpty(), row);
            named.stream().filter(test -> method(source(test.group(1)), test.group(2)).isEmpty()).forEach(test -> missing.add(test.group()));
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void each_attack_is_told_by_a_code_and_each_code_of_a_row_is_asserted_by_one_of_its_tests() throws IOException {
        List<String> without = new ArrayList<>();
        for (String row : rows()) {
            List<String> codes = CODE.matcher(row).results().map(code -> code.group(1)).toList();
            if (codes.isEmpty() && ATTACKS.contains(row.substring(2, row.indexOf(" |")))) {
                without.add(row);
            }
            for (String code : codes) {
                if (NAMED.matcher(row).results().noneMatch(test -> asserts(source(test.group(1)), test.group(2), code))) {
                    without.add(code + " of " + row);
                }
            }
        }
        assertEquals("", String.join("\n", without));
    }

    /** Staff are sent there for it, whichever it is; what stands as a condition of its own has its sentences there. */
    @Test
    void each_code_that_a_release_can_be_refused_or_taken_back_with_stands_in_the_technicians_handbook() throws IOException {
        Set<String> told = new TreeSet<>();
        for (String row : rows()) {
            CODE.matcher(row).results().map(code -> code.group(1)).forEach(told::add);
        }
        for (String room : List.of("ota", "trial", "hawkbit", "slots", "tuf")) {
            try (Stream<Path> all = Files.list(PROJECT.resolve("src/main/java/cn/ting").resolve(room))) {
                for (Path file : all.filter(path -> !path.endsWith("OtaFault.java")).toList()) {
                    LITERAL.matcher(Files.readString(file)).results().map(code -> code.group(1)).filter(code -> !code.endsWith(".")).forEach(told::add);
                }
            }
        }
        String handbook = Files.readString(PROJECT.resolve("ota/README.md"));
        told.removeIf(code -> handbook.contains("`" + code + "`"));
        assertEquals(Set.of(), told);
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(PROJECT.resolve("src/docs/decisions/0040-what-is-tried-against-updates.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.endsWith("| tests |")).toList();
    }

    /** By its word, or by the constant that stands for it; in the test, in what it calls, or in where its cases come from. */
    private static boolean asserts(String source, String test, String code) {
        Set<String> seen = new TreeSet<>();
        String text = withCalled(source, test, seen);
        Map<String, String> constants = constants(source);
        return text.contains(code) || constants.containsKey(code) && Pattern.compile("(Why\\.|\\| )" + constants.get(code) + "\\b").matcher(text).find();
    }

    private static Map<String, String> constants(String source) {
        if (source.contains("import cn.ting.tuf.TufException.Why;")) {
            return Arrays.stream(TufException.Why.values()).collect(Collectors.toMap(TufException.Why::code, Enum::name));
        }
        return source.startsWith("package cn.ting.slots;") || source.contains("import cn.ting.slots.SlotsException.Why;")
                ? Arrays.stream(SlotsException.Why.values()).collect(Collectors.toMap(SlotsException.Why::code, Enum::name)) : new TreeMap<>();
    }

    private static String withCalled(String source, String name, Set<String> seen) {
        if (!seen.add(name)) {
            return "";
        }
        StringBuilder all = new StringBuilder(method(source, name));
        for (MatchResult called : CALLED.matcher(method(source, name)).results().toList()) {
            all.append(withCalled(source, called.group(1) == null ? called.group(2) : called.group(1), seen));
        }
        return all.toString();
    }

    /** A method with all that stands above it; empty where the type has none of that name. */
    private static String method(String source, String name) {
        MatchResult head = Pattern.compile("\\n    \\w[\\w<>\\[\\], ]* " + name + "\\(").matcher(source).results().findFirst().orElse(null);
        return head == null ? "" : source.substring(Math.max(0, source.lastIndexOf("\n\n", head.start())), source.indexOf("\n    }\n", head.start()));
    }

    private static String source(String type) {
        try (Stream<Path> all = Files.walk(PROJECT.resolve("src/test/java"))) {
            return Files.readString(all.filter(path -> path.endsWith(type + ".java")).findFirst().orElseThrow(() -> new AssertionError("there is no " + type)));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
