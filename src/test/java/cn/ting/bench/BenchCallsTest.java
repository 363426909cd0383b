package cn.ting.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.time.SteppedClock;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of bench calls in {@code src/docs/bench.md} and the bench's routes are the same. */
class BenchCallsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?`) \\|");
    private static final Pattern CALL = Pattern.compile("`([^`]+)`");

    @Test
    void thePageListsEveryCallAndNoOther(@TempDir Path directory) throws IOException {
        Vertx vertx = Vertx.vertx();
        try (Bench bench = new Bench(BenchPlan.free(List.of("k1"), directory), new SteppedClock())) {
            Router router = Router.router(vertx);
            new BenchRoutes(bench).mount(router);
            Set<String> routes = new TreeSet<>();
            for (Route route : router.getRoutes()) {
                String path = route.getName() == null ? route.getPath() : route.getName();
                if (path != null && path.startsWith("/bench/api/")) {
                    routes.add(route.methods().iterator().next() + " " + path.replaceAll(":\\w+", "*"));
                }
            }
            assertFalse(routes.isEmpty());
            assertEquals(String.join("\n", routes), String.join("\n", listed()));
        } finally {
            vertx.close();
        }
    }

    /** A row may name further hands of its first one's folder, and begin with the cabinet of the row before. */
    private static Set<String> listed() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("project.root", "."), "src/docs/bench.md"));
        Set<String> calls = new TreeSet<>();
        for (String row : ROW.matcher(page).results().map(found -> found.group(1)).toList()) {
            List<String> hands = CALL.matcher(row).results().map((MatchResult found) -> found.group(1).replaceAll("\\?.*", "")).toList();
            String first = hands.get(0).replace("…", "/bench/api/cabinets/{c}").replaceAll("\\{\\w+}", "*");
            calls.add(first);
            hands.stream().skip(1).forEach(hand -> calls.add(first.substring(0, first.lastIndexOf('/') + 1) + hand));
        }
        return calls;
    }
}
