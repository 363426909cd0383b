package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.seal.SealFault;
import cn.ting.seal.TlsKeeper;
import cn.ting.seal.TlsSettings;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door to a real mosquitto that asks for certificates. */
class LinkTlsTest {

    @TempDir
    static Path ca;

    private static Mosquitto broker;

    @TempDir
    Path tls;

    private final SteppedClock clock = new SteppedClock(Instant.now());
    private final Conditions conditions = new Conditions(clock);
    private TlsKeeper keeper;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        broker = new Mosquitto(ca);
        broker.certificate("area", "kiosk-1", "kiosk-1");
        broker.certificate("area", "kiosk-1b", "kiosk-1");
        broker.authority("stranger");
        broker.certificate("stranger", "mask", "kiosk-1");
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void files() throws IOException {
        put("kiosk-1");
        Files.copy(ca.resolve("area.pem"), tls.resolve("area-ca.pem"));
        keeper = keeper();
    }

    @Test
    void a_kiosk_shows_its_certificate_to_a_broker_it_knows() throws MqttException, IOException {
        open("localhost").leave();
        assertTrue(broker.cameIn().contains("kiosk-1"));
        assertFalse(conditions.has(SealFault.NOT_ADMITTED));
    }

    @Test
    void a_broker_under_another_name_than_it_was_called_by_is_not_believed() {
        assertThrows(MqttException.class, () -> open("127.0.0.1"));
        assertTrue(conditions.has(SealFault.NOT_ADMITTED));
    }

    @Test
    void a_broker_of_another_authority_is_not_believed() throws IOException {
        Files.copy(ca.resolve("stranger.pem"), tls.resolve("area-ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThrows(MqttException.class, () -> open("localhost"));
        assertTrue(conditions.has(SealFault.NOT_ADMITTED));
    }

    @Test
    void a_certificate_the_broker_does_not_take_is_an_alarm_until_the_right_one_is_there() throws IOException, MqttException {
        put("mask");
        assertThrows(MqttException.class, () -> open("localhost"));
        assertTrue(conditions.has(SealFault.NOT_ADMITTED));
        put("kiosk-1");
        open("localhost").leave();
        assertFalse(conditions.has(SealFault.NOT_ADMITTED));
    }

    @Test
    void a_renewed_certificate_is_noticed_and_shown_next_time() throws MqttException, IOException {
        open("localhost").leave();
        assertFalse(keeper.renewed());
        put("kiosk-1b");
        assertTrue(keeper.renewed());
        open("localhost").leave();
        assertFalse(keeper.renewed());
        List<String> cameIn = broker.cameIn();
        assertEquals("kiosk-1b", cameIn.get(cameIn.size() - 1));
    }

    @Test
    void a_new_certificate_the_broker_does_not_take_gives_way_to_the_one_that_holds() throws MqttException, IOException {
        open("localhost").leave();
        put("mask");
        assertThrows(MqttException.class, () -> open("localhost"));
        open("localhost").leave();
        assertTrue(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
        assertFalse(keeper.renewed(), "it is not tried for ever");
        put("kiosk-1b");
        assertTrue(keeper.renewed());
        open("localhost").leave();
        assertFalse(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
    }

    @Test
    void files_that_do_not_belong_together_leave_the_ones_in_use_and_say_so() throws MqttException, IOException {
        open("localhost").leave();
        Files.copy(ca.resolve("kiosk-1b.key"), tls.resolve("kiosk.key"), StandardCopyOption.REPLACE_EXISTING);
        open("localhost").leave();
        assertTrue(conditions.has(SealFault.CERTIFICATE_UNUSABLE));

        Files.delete(tls.resolve("kiosk.pem"));
        keeper = keeper();
        assertThrows(MqttException.class, () -> open("localhost"));
        assertTrue(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
    }

    @Test
    void a_clock_of_long_ago_costs_no_connection() throws MqttException {
        MqttSession.open(settings("localhost"), keeper.sockets(Instant.EPOCH).orElseThrow(), "old-clock", "gone", Optional.empty(), new Signals(4))
                .leave();
    }

    @Test
    void a_certificate_that_ends_soon_is_told() throws MqttException {
        clock.step(Duration.ofDays(340));
        keeper.sockets(clock.instant());
        assertTrue(conditions.has(SealFault.CERTIFICATE_EXPIRES));
    }

    @Test
    void without_tls_nobody_is_reached_but_this_machine() {
        assertThrows(IllegalArgumentException.class, () -> settings(URI.create("tcp://broker.area.example:1883")));
        for (String here : List.of("tcp://127.0.0.1:1883", "tcp://localhost:1883", "tcp://[::1]:1883")) {
            settings(URI.create(here));
        }
    }

    private void put(String name) throws IOException {
        Files.copy(ca.resolve(name + ".pem"), tls.resolve("kiosk.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(ca.resolve(name + ".key"), tls.resolve("kiosk.key"), StandardCopyOption.REPLACE_EXISTING);
    }

    private TlsKeeper keeper() {
        TlsSettings files = new TlsSettings(
                tls.resolve("kiosk.pem").toString(), tls.resolve("kiosk.key").toString(), tls.resolve("area-ca.pem").toString());
        return new TlsKeeper(files, conditions);
    }

    private MqttSession open(String host) throws MqttException {
        return new Door(settings(host), keeper, new Topics("demo", "kiosk-1"), new Signals(4), clock).open(Optional.empty());
    }

    private static LinkSettings settings(String host) {
        return settings(URI.create("ssl://" + host + ":" + broker.port()));
    }

    private static LinkSettings settings(URI address) {
        Duration wait = Duration.ofMillis(500);
        return new LinkSettings(address, Duration.ofSeconds(60), Duration.ofSeconds(60), 8, wait, wait, wait, wait);
    }
}
