package cn.ting.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.idcard.SamVDriver;
import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Driver;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.PretendDriver;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.link.LinkSettings;
import cn.ting.outbox.Outbox;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Section;
import cn.ting.store.Ledger;
import cn.ting.supply.Supplies;
import cn.ting.telemetry.Telemetry;
import cn.ting.telemetry.TelemetrySettings;
import cn.ting.time.FlowingClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import cn.ting.wire.Lines;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reader whose line tears more and more of its answers, as ops see it: the shipped driver in a real inventory, fed with bytes, through
 * hours that pass as fast as they are told. What ops have is read from the health document, minute by minute.
 */
@Timeout(300)
class WearingReaderTest {

    private static final int DEAD = -1;
    private static final String UNSTEADY = "inventory.unsteady";

    @TempDir
    Path directory;

    private final FlowingClock clock = new FlowingClock();
    private final Conditions conditions = new Conditions(clock);
    /** The health document of every minute. */
    private final List<JsonNode> minutes = new ArrayList<>();
    private DeviceStatus reader;
    /** Those of the reader at the end of the story. */
    private List<String> events = List.of();

    @Test
    void retriesRiseForAnHourOpsAreToldInTimeThenItDiesAndComesBack() throws Exception {
        live(90, minute -> minute < 60 ? minute / 2 : minute < 70 ? DEAD : 0);

        assertEquals("ready", told(5));
        assertEquals("05.01-20180101-000001234-123456789", minutes.get(5).path("devices").get(0).path("identity").asText());
        int first = firstTold();
        assertTrue(first > 10 && first <= 35, () -> "told in minute " + first + ", and it died in minute 60");
        assertTrue(conditions(first).get(0).path("detail").asText().matches("\\d+ of \\d+ exchanges in 10 min had to be repeated"));
        assertEquals("notice", conditions(first).get(0).path("severity").asText());
        for (int minute = first; minute < 60; minute++) {
            assertTrue(codes(minute).contains(UNSTEADY), "still told in minute " + minute);
        }
        assertEquals("degraded " + UNSTEADY, told(50));

        assertEquals("absent inventory.unplugged", told(62));
        assertEquals("absent inventory.unplugged", told(69));
        assertEquals("inventory.absent", codes(65));

        assertEquals("ready", told(72));
        assertEquals("ready", told(89));
        assertEquals("", codes(89));
        assertEquals(List.of("absent inventory.unplugged", "present", "ready"), events.subList(events.size() - 3, events.size()));
        assertEquals(1, events.stream().filter(event -> event.startsWith("is ")).count(), "it is the one it was");
        JsonNode device = minutes.get(89).path("devices").get(0);
        assertTrue(device.path("repeated").asLong() > 500 && device.path("repeated").asLong() < device.path("exchanges").asLong() / 5,
                device.toString());
    }

    @Test
    void whenTheShareFallsItIsReadyByItself() throws Exception {
        live(60, minute -> minute >= 10 && minute < 30 ? 25 : 0);
        int first = firstTold();
        assertTrue(first > 10 && first < 20, () -> "told in minute " + first);
        assertEquals("degraded " + UNSTEADY, told(30));
        assertEquals("ready", told(41));
        assertEquals("", codes(41));
    }

    @Test
    void whatALineLosesNowAndThenIsNotTold() throws Exception {
        live(60, minute -> 2);
        assertFalse(minutes.stream().anyMatch(document -> document.toString().contains(UNSTEADY)));
        assertTrue(reader.repeated() > 10);
    }

    private int firstTold() {
        return (int) minutes.stream().takeWhile(document -> !document.toString().contains(UNSTEADY)).count();
    }

    private String told(int minute) {
        JsonNode device = minutes.get(minute).path("devices").get(0);
        return (device.path("state").asText() + " " + device.path("cause").asText()).strip();
    }

    private JsonNode conditions(int minute) {
        return minutes.get(minute).path("conditions");
    }

    private String codes(int minute) {
        List<String> codes = new ArrayList<>();
        conditions(minute).forEach(condition -> codes.add(condition.path("code").asText()));
        return codes.stream().collect(Collectors.joining(" "));
    }

    /** Lets so many minutes pass, of each of which the line tears a share of the answers, in percent. */
    private void live(int length, IntUnaryOperator tornPercent) throws Exception {
        Duration wait = Duration.ofSeconds(1);
        PlaceSettings place = new PlaceSettings("demo", "k1", "亭", "Kiosk");
        try (Ledger ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock)) {
            Worn module = new Worn(length, tornPercent);
            Inventory inventory = new Inventory(new Drivers(List.of(module.driver())), new InventorySettings(true, wait, wait, wait),
                    List.of(new DeviceSettings("reader", "worn-sam-v", "memory", Section.empty())), new Lines(), clock, conditions);
            reader = inventory.statuses().get(0);
            Outbox outbox = new Outbox(ledger, clock, place);
            Link link = new Link(new LinkSettings(URI.create("tcp://127.0.0.1:1"), wait, wait, 1, wait, wait, wait, wait), new TlsSettings("none", "none", "none"), place, outbox,
                    new Documents(), conditions, clock, new DeviceKeyFile(Optional.empty(), Path.of("never-asked"), conditions));
            HealthReport health = new HealthReport(link, outbox, inventory, new InService(inventory, ledger, clock),
                    new Supplies(ledger, clock, conditions), conditions,
                            new Telemetry(link, ledger, conditions, clock, new TelemetrySettings(64, 64)), clock);
            clock.every(Duration.ofMinutes(1), () -> {
                // What the driver lives through until its thread has heard of the stop is no part of the story.
                if (module.over.getCount() > 0) {
                    minutes.add(read(health));
                }
            });
            inventory.start();
            assertTrue(module.over.await(240, TimeUnit.SECONDS), "the hours did not pass");
            inventory.stop();
        }
    }

    private static JsonNode read(HealthReport health) {
        try {
            return new ObjectMapper().readTree(health.document());
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    /** The shipped driver on a line in memory; at its end a module on which no card ever lies, by the bytes of the makers' pages. */
    private final class Worn implements Line {

        private final int length;
        private final IntUnaryOperator tornPercent;
        private final CountDownLatch over = new CountDownLatch(1);
        private final Random weather = new Random(450);
        private final Deque<byte[]> arrived = new ArrayDeque<>();
        private DevicePlace place;

        Worn(int length, IntUnaryOperator tornPercent) {
            this.length = length;
            this.tornPercent = tornPercent;
        }

        Driver driver() {
            return new PretendDriver.WithoutLine("worn-sam-v", this::attached) {
                @Override
                public Class<? extends Record> profile() {
                    return new SamVDriver().profile();
                }
            };
        }

        private Device attached(DevicePlace given) {
            place = given;
            Device shipped = new SamVDriver().attach(given);
            return none -> {
                if (torn() == DEAD) {
                    throw new ConnectException("nobody is there");
                }
                shipped.serve(this);
            };
        }

        private int torn() {
            return tornPercent.applyAsInt((int) clock.uptime().toMinutes());
        }

        @Override
        public void write(byte[] asked) throws IOException {
            place.status().comesRound();
            if (torn() == DEAD) {
                throw new LineClosedException("memory");
            }
            if (clock.uptime().toMinutes() >= length) {
                // The inventory comes again until it is stopped: only the first time is the story's end.
                if (over.getCount() > 0) {
                    events = reader.events().stream().map(DeviceStatus.Event::what).toList();
                    over.countDown();
                }
                throw new LineClosedException("the story is over");
            }
            byte[] answer = HexFormat.of().parseHex(switch (asked[7] << 8 | asked[8] & 0xFF) {
                case 0x11FF -> "aaaaaa96690004000090" + "94";
                case 0x12FF -> "aaaaaa96690014000090" + "0500010085ec3301d204000015cd5b07" + "89";
                case 0x2001 -> "aaaaaa96690004000080" + "84";
                default -> "aaaaaa96690004000021" + "25";
            });
            arrived.add(weather.nextInt(100) < torn() ? Arrays.copyOf(answer, answer.length / 2) : answer);
        }

        @Override
        public int read(byte[] into, Duration patience) {
            place.status().comesRound();
            byte[] piece = arrived.poll();
            if (piece == null) {
                clock.step(patience);
                return 0;
            }
            System.arraycopy(piece, 0, into, 0, piece.length);
            return piece.length;
        }

        @Override
        public void close() {}
    }
}
