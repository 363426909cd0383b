package cn.ting.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was signed and no kiosk would take: it is told, the daily timestamp goes out without it, and another takes its place. */
class RefusedDraftTest extends DeskCases {

    @Test
    void nothing_is_drafted_that_is_over_at_once() throws Exception {
        desk.begin();
        desk.publishes(eight);
        for (List<Object> words : List.<List<Object>>of(List.of("root", desk.repository), List.of("add", desk.repository),
                List.of("drop", desk.repository, "1.8"), List.of("prepare", desk.repository, directory))) {
            assertEquals(1, desk.press(Stream.concat(words.stream(), Stream.of("--days", "0")).toArray()), words.toString());
            assertEquals("ting repo: --days takes a number of days, from 1 to 3650", desk.said().strip());
        }
        assertFalse(Files.exists(desk.repository.resolve("draft/root.json")));
        assertFalse(Files.exists(desk.repository.resolve("draft/timestamp.json")));
    }

    @Test
    void a_signed_root_that_is_over_keeps_no_timestamp_back_and_another_may_take_its_place() throws Exception {
        overdue();
        assertEquals(1, desk.publish(desk.online));
        assertEquals(List.of("ting repo: nothing of the draft of root was published: no kiosk would take it: tuf.expired: root expired at 2026-11-24T01:30:00Z"),
                desk.said().lines().filter(line -> line.startsWith("ting")).toList());
        assertTrue(desk.said().contains("public: timestamp 2 until "), desk.said());
        assertEquals(2, timestamp());
        assertFalse(Files.exists(desk.repository.resolve("metadata/2.root.json")));

        assertEquals(0, desk.press("root", desk.repository), desk.said());
        assertEquals(0, desk.sign("root", desk.roots[0], desk.roots[1]), desk.said());
        assertEquals(0, desk.publish(desk.online), desk.said());
        assertTrue(Files.exists(desk.repository.resolve("metadata/2.root.json")));
    }

    @Test
    void a_signed_root_that_is_in_force_gives_way_only_to_who_says_so() throws Exception {
        desk.begin();
        assertEquals(1, desk.press("root", desk.repository, "--days", "30"));
        assertTrue(desk.said().contains("or give --anew"), desk.said());
        desk.publishes(eight);
        assertEquals(0, desk.press("root", desk.repository, "--days", "30"), desk.said());
        assertEquals(0, desk.sign("root", desk.roots[0]), desk.said());
        assertEquals(0, desk.press("root", desk.repository, "--anew"), desk.said());
        assertTrue(desk.said().contains("signed by nobody yet"), desk.said());
    }

    @Test
    void a_draft_that_cannot_be_read_keeps_no_timestamp_back() throws Exception {
        desk.begin();
        desk.publishes(eight);
        Files.writeString(desk.repository.resolve("draft/targets.json"), "{}");
        assertEquals(1, desk.publish(desk.online));
        assertTrue(desk.said().startsWith("ting repo: nothing of the draft of targets was published: "), desk.said());
        assertEquals(2, timestamp());
    }

    @Test
    void where_the_draft_is_not_at_fault_it_is_refused_as_ever() throws Exception {
        overdue();
        clock.step(Duration.ofDays(366));
        assertEquals(1, desk.publish(desk.online), "the root in force is over itself");
        assertEquals(1, timestamp());
    }

    private void overdue() throws IOException {
        desk.begin();
        desk.publishes(eight);
        assertEquals(0, desk.press("root", desk.repository, "--days", "1"), desk.said());
        assertEquals(0, desk.sign("root", desk.roots[0], desk.roots[1]), desk.said());
        clock.step(Duration.ofDays(2));
    }

    private long timestamp() throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(desk.repository.resolve("metadata/timestamp.json"))).path("signed").path("version").asLong();
    }
}
