package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.DrippingServer;
import cn.ting.slots.Disk;
import cn.ting.slots.Workshop;
import cn.ting.time.BorrowedClock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the platform's instructions, with a server that is away, refuses, breaks off, lies, or does not speak as it should, and with a clock that nobody has confirmed, or a disk that fails. */
@Timeout(120)
class AwayServerTest extends ServedCases {

    @Test
    void nothing_is_followed_while_nobody_has_confirmed_the_clock() throws Exception {
        rig.clock.told(rig.clock.instant().plus(Duration.ofDays(400)));
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of(), rig.life.told());
        rig.clock.told(rig.clock.instant());
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
    }

    @Test
    void a_hostile_mirror_gains_nothing() throws Exception {
        server.lies.put(sum("bin/ting"), new byte[eight.files().get("bin/ting").length]);
        instruct(1);
        rig.life.goOn();
        server.lies.put(sum("bin/ting"), new byte[10_000_000]);
        server.unsized.add(sum("bin/ting"));
        instruct(2);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.changed", "offered 1.8"), rig.life.told(), "it is asked again, for so many bytes as were signed");
        server.lies.put("timestamp.json", new byte[1_000_000]);
        instruct(3);
        rig.life.goOn();
        assertEquals(List.of("refused 1.8 tuf.too-large"), rig.life.told().subList(3, 4));
        assertEquals("7", rig.counter("committed"));
    }

    @Test
    void what_broke_off_is_gone_on_with_even_by_the_next_process() throws Exception {
        server.breaks.put(sum("bin/ting"), 5);
        instruct(1);
        rig.life.look();
        assertEquals(List.of("offered 1.8"), rig.life.told());
        rig.start();
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
        assertTrue(server.asked.contains(sum("bin/ting") + " bytes=5-"), server.asked.toString());
    }

    @Test
    void frozen_metadata_and_what_nobody_signed_are_refused() throws Exception {
        rig.life.hear(new ReleaseDocument(1, server.base(), "ting/1.9/x86_64/MANIFEST"));
        rig.life.goOn();
        rig.clock.step(Duration.ofDays(31));
        instruct(2);
        rig.life.goOn();
        assertEquals(List.of("refused  ota.no-release", "refused  tuf.expired"), rig.life.told());
    }

    @Test
    void a_server_that_is_away_is_asked_later_and_later_and_given_up_in_the_end() throws Exception {
        server.statuses.put("/files/", 503);
        instruct(1);
        rig.life.goOn();
        assertEquals(1, server.asked.size(), "not again at once");
        for (int hour = 0; hour < 48; hour++) {
            rig.clock.step(Duration.ofHours(1));
            rig.life.goOn();
        }
        assertEquals(WebRoad.MOST_TRIES, server.asked.size());
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.unreachable"), rig.life.told());

        server.statuses.clear();
        instruct(2);
        rig.life.goOn();
        assertTrue(rig.life.told().contains("fetched 1.8"), "a new instruction is a new beginning");
    }

    /** It is there, and some bytes take a minute; and it never goes on with what came before. */
    @Test
    void slow_retrieval_of_files_is_given_up_in_the_end_and_told_as_that() throws Exception {
        AtomicBoolean slow = new AtomicBoolean();
        rig.machine = new BorrowedClock(rig.clock) {
            @Override
            public Duration uptime() {
                rig.clock.step(Duration.ofMinutes(slow.get() ? 1 : 0));
                return super.uptime();
            }
        };
        rig.start();
        server.meanwhile = () -> slow.set(true);
        instruct(1);
        for (int hour = 0; hour < 40; hour++) {
            slow.set(false);
            Workshop.deleteAll(Files.createDirectories(directory.resolve("slots/fetching")));
            rig.life.look();
            rig.clock.step(Duration.ofHours(1));
        }
        assertEquals(WebRoad.MOST_TRIES, server.asked.size(), "one file at each");
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.too-slow"), rig.life.told());
        assertTrue(rig.life.tells("detail").contains("comes too slowly"), rig.life.tells("detail"));
    }

    /** It gives all of it away, and what comes finds no place; or what is here already cannot be read. */
    @ParameterizedTest
    @ValueSource(strings = {"slots/b/MANIFEST", "slots/fetching", "tuf/root.json"})
    void a_disk_that_fails_is_told_at_once_and_as_that_and_no_server_is_blamed(String place) throws Exception {
        AtomicBoolean failing = new AtomicBoolean(true);
        rig.disk = new Disk() {
            @Override
            protected FileChannel open(Path file) throws IOException {
                if (failing.get() && file.endsWith(place)) {
                    throw new IOException("Input/output error");
                }
                return super.open(file);
            }
        };
        rig.start();
        if (place.equals("slots/fetching")) {
            Files.writeString(directory.resolve(place), "in the way");
        }
        if (place.startsWith("tuf")) {
            Files.createDirectories(directory.resolve(place).resolve("in-the-way"));
        }
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of("platform"), rig.life.conditions.present().stream().filter(one -> one.fault() == OtaFault.SLOTS).map(one -> one.subject()).toList());
        for (int hour = 0; hour < 40; hour++) {
            rig.clock.step(Duration.ofHours(1));
            rig.life.look();
        }
        assertTrue(rig.life.told().get(rig.life.told().size() - 1).endsWith(" ota.disk"), rig.life.told().toString());
        assertFalse(rig.life.conditions.has(OtaFault.SLOTS), "the refusal says so");
    }

    @Test
    void a_server_that_was_away_for_an_hour_costs_nothing() throws Exception {
        server.statuses.put("/", 404);
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of(), rig.life.told());
        assertFetchedAnHourLater();
    }

    @Test
    void what_the_server_refuses_for_good_is_not_asked_for_again() throws Exception {
        server.statuses.put("/files/", 410);
        instruct(1);
        rig.life.goOn();
        rig.clock.step(Duration.ofDays(2));
        rig.life.goOn();
        assertEquals(1, server.asked.size());
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.denied"), rig.life.told());
    }

    @ParameterizedTest
    @CsvSource({"/metadata/timestamp.json, 410", "/metadata/2.root.json, 401", "/targets/, 400"})
    void metadata_and_manifests_that_the_server_refuses_for_good_are_not_asked_for_again_either(String place, int status) throws Exception {
        server.statuses.put(place, status);
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of("refused  tuf.denied"), rig.life.told());
        server.statuses.clear();
        rig.clock.step(Duration.ofDays(2));
        rig.life.goOn();
        assertEquals(List.of("refused  tuf.denied"), rig.life.told());
    }

    @ParameterizedTest
    @CsvSource({"/metadata/timestamp.json, 429, ''", "/targets/, 408, ''", "/targets/, 404, ''", "/metadata/timestamp.json, 503, ''", "/metadata/timestamp.json, 403, ''",
            "/targets/, 403, ''", "/files/, 403, offered 1.8", "/targets/, 407, ''", "/files/, 407, offered 1.8"})
    void what_passes_is_asked_for_again(String place, int status, String told) throws Exception {
        server.statuses.put(place, status);
        instruct(1);
        rig.life.goOn();
        assertEquals(told, String.join(", ", rig.life.told()));
        assertFetchedAnHourLater();
    }

    /** With status 200, in the place of the first thing that every try asks for: short, empty, longer than any timestamp, or the half of one. */
    @ParameterizedTest
    @CsvSource({"<html>please log in</html>, 1", "'', 1", "'  <html>', 9999", "'{\"signed\": {', 1"})
    void a_page_in_the_place_of_the_timestamp_costs_a_try_and_not_the_release(String page, int times) throws Exception {
        server.lies.put("timestamp.json", page.repeat(times).getBytes(StandardCharsets.US_ASCII));
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of(), rig.life.told());
        assertFetchedAnHourLater();
    }

    /** The server is itself again. */
    private void assertFetchedAnHourLater() throws Exception {
        server.statuses.clear();
        server.lies.clear();
        rig.clock.step(Duration.ofHours(1));
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
    }

    /** As stores of objects answer for what is not there. */
    @Test
    void a_next_root_that_may_not_be_seen_is_none() throws Exception {
        server.statuses.put("/metadata/2.root.json", 403);
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
    }

    /** A challenge without a scheme: the JDK's own client breaks on it, with an exception that nobody declared. */
    @Test
    void an_answer_on_which_a_library_breaks_is_weather_with_a_code_and_asked_for_later_and_later() throws Exception {
        server.challenge = "realm=\"updates\"";
        instruct(1);
        rig.life.goOn();
        rig.life.goOn();
        assertEquals(List.of(), rig.life.told());
        assertEquals(1, server.challenged.get(), "not again at once");
        for (int hour = 0; hour < 40; hour++) {
            rig.clock.step(Duration.ofHours(1));
            rig.life.look();
        }
        assertEquals(List.of("refused  tuf.unreachable"), rig.life.told());
        assertEquals(WebRoad.MOST_TRIES, server.challenged.get());
    }

    @ParameterizedTest
    @CsvSource({"/metadata/, ''", "/targets/, ''", "/files/, offered 1.8"})
    void a_server_whose_answer_never_begins_holds_nobody_up(String drips, String told) throws Exception {
        try (DrippingServer dripping = new DrippingServer(rig.directory.resolve("served"), rig.clock, drips)) {
            rig.life.hear(new ReleaseDocument(1, dripping.base(), eight.target("x86_64")));
            rig.life.look();
            assertEquals(told, String.join(" ", rig.life.told()));
            dripping.drips = "/nothing/";
            rig.clock.step(Duration.ofHours(1));
            rig.life.goOn();
            assertTrue(rig.life.told().contains("fetched 1.8"), rig.life.told().toString());
        }
    }
}
