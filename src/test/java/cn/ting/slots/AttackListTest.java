package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the handbook of attacks says is tried is tried: each row names a test that there is. */
class AttackListTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root", "."));
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final List<String> ATTACKS = List.of("arbitrary software", "rollback", "freeze", "endless data", "slow retrieval", "mix-and-match",
            "partial bundle", "extraneous files", "fast-forward", "other model or architecture", "keys below threshold", "revoked root",
            "replay of an old instruction", "stale USB stick", "path and link escape", "decompression bomb", "change between verify and use",
            "tampered archive", "tampered pointer", "downgrade through fallback", "wrong clock both ways", "hostile mirror");

    @Test
    void each_attack_has_a_row_and_each_row_a_test() throws IOException {
        List<String> rows = Files.readAllLines(PROJECT.resolve("src/docs/decisions/0040-what-is-tried-against-updates.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.endsWith("| tests |")).toList();
        assertEquals(ATTACKS, rows.stream().limit(ATTACKS.size()).map(row -> row.substring(2, row.indexOf(" |"))).toList());
        List<String> missing = new ArrayList<>();
        for (String row : rows) {
            List<MatchResult> named = NAMED.matcher(row).results().toList();
            assertTrue(!named.isEmpty(), row);
            for (MatchResult test : named) {
                if (!source(test.group(1)).contains(" void " + test.group(2) + "(")) {
                    missing.add(test.group());
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    private static String source(String type) throws IOException {
        try (Stream<Path> all = Files.walk(PROJECT.resolve("src/test/java"))) {
            Path file = all.filter(path -> path.endsWith(type + ".java")).findFirst().orElseThrow(() -> new AssertionError("there is no " + type));
            return Files.readString(file);
        }
    }
}
