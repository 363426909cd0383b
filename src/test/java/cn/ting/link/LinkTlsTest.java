package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.seal.SealFault;
import cn.ting.seal.TlsKeeper;
import cn.ting.seal.TlsSettings;
import cn.ting.time.BorrowedClock;
import cn.ting.time.KioskClock;
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
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
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

    private final Instant now = Instant.now();
    private final SteppedClock steps = new SteppedClock(now);
    private final Conditions conditions = new Conditions(steps);
    private KioskClock clock = steps;
    private Optional<Instant> passed = Optional.empty();
    private TlsKeeper keeper;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        broker = new Mosquitto(ca);
        broker.certificate("area", "kiosk-1", "kiosk-1");
        broker.certificate("area", "kiosk-1b", "kiosk-1");
        broker.certificate("area", "nobody", "kiosk-1", "/O=nobody");
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
        assertFalse(keeper.renewed(clock.uptime()));
        put("kiosk-1b");
        assertTrue(keeper.renewed(clock.uptime()));
        open("localhost").leave();
        assertFalse(keeper.renewed(clock.uptime()));
        assertEquals("kiosk-1b", lastToComeIn());
    }

    @Test
    void a_new_certificate_the_broker_does_not_take_gives_way_to_the_one_that_holds_for_a_day() throws MqttException, IOException {
        open("localhost").leave();
        put("mask");
        assertTrue(triesUntilItOpens() > 1);
        assertTrue(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
        assertFalse(keeper.renewed(clock.uptime()), "it was tried a moment ago");
        steps.step(Duration.ofDays(1));
        assertTrue(keeper.renewed(clock.uptime()), "the broker may have been in the midst of a change");
        assertTrue(triesUntilItOpens() > 1);
        put("kiosk-1b");
        assertTrue(keeper.renewed(clock.uptime()));
        open("localhost").leave();
        assertFalse(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
    }

    @Test
    void a_certificate_whose_name_the_broker_does_not_let_in_gives_way_after_three_tries_some_minutes_apart() throws MqttException, IOException {
        open("localhost").leave();
        put("nobody");
        MqttException refusal = assertThrows(MqttException.class, () -> open("localhost"));
        assertEquals(134, refusal.getReasonCode(), "a user name that is none, MQTT 5.0, 3.2.2.2");
        assertTrue(conditions.has(SealFault.NOT_ADMITTED));
        assertFalse(conditions.has(SealFault.CERTIFICATE_UNUSABLE), "the broker may have trouble with whom it asks about names");

        for (int several = 0; several < 3; several++) {
            assertThrows(MqttException.class, () -> open("localhost"));
        }
        assertFalse(conditions.has(SealFault.CERTIFICATE_UNUSABLE), "all of them of one moment");
        steps.step(TlsKeeper.APART);
        assertThrows(MqttException.class, () -> open("localhost"));
        assertFalse(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
        steps.step(TlsKeeper.APART);
        assertEquals(2, triesUntilItOpens());
        assertEquals("kiosk-1", lastToComeIn());
        assertTrue(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
        assertFalse(conditions.has(SealFault.NOT_ADMITTED));
    }

    @Test
    void the_certificate_in_use_put_back_over_one_the_broker_does_not_take_ends_the_alarm() throws MqttException, IOException {
        open("localhost").leave();
        put("mask");
        triesUntilItOpens();
        assertTrue(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
        put("kiosk-1");
        open("localhost").leave();
        assertFalse(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
        put("mask");
        assertTrue(keeper.renewed(clock.uptime()), "and what was refused before may be tried once more");
    }

    /** The word of a broker that hangs up may be lost on the way: then it takes three refusals. */
    private int triesUntilItOpens() {
        for (int tries = 1; ; tries++) {
            try {
                open("localhost").leave();
                return tries;
            } catch (MqttException refused) {
                assertTrue(tries <= 3, () -> "refused for ever: " + refused);
            }
        }
    }

    @Test
    void a_connection_that_breaks_as_a_new_certificate_is_shown_says_nothing_against_it() throws MqttException, IOException {
        open("localhost").leave();
        put("kiosk-1b");
        keeper.sockets(new TlsKeeper.KnownTime(now, true, now), clock.uptime());
        keeper.failed(new SSLException("Remote host terminated the handshake"), clock.uptime());
        open("localhost").leave();
        assertEquals("kiosk-1b", lastToComeIn());
    }

    @Test
    void a_certificate_once_refused_is_shown_again_when_the_one_before_is_refused_too() throws MqttException, IOException {
        open("localhost").leave();
        put("kiosk-1b");
        keeper.sockets(new TlsKeeper.KnownTime(now, true, now), clock.uptime());
        // The broker believes the new authority from its next start on, and the old one until then.
        keeper.failed(new SSLHandshakeException("Received fatal alert: unknown_ca"), clock.uptime());
        open("localhost").leave();
        assertEquals("kiosk-1", lastToComeIn());
        keeper.failed(new SSLHandshakeException("Received fatal alert: certificate_expired"), clock.uptime());
        assertTrue(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
        open("localhost").leave();
        assertEquals("kiosk-1b", lastToComeIn());
        assertFalse(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
    }

    private static String lastToComeIn() throws IOException {
        List<String> cameIn = broker.cameIn();
        return cameIn.get(cameIn.size() - 1);
    }

    @Test
    void files_that_do_not_belong_together_leave_the_ones_in_use_and_say_so() throws MqttException, IOException {
        open("localhost").leave();
        Files.copy(ca.resolve("kiosk-1b.key"), tls.resolve("kiosk.key"), StandardCopyOption.REPLACE_EXISTING);
        open("localhost").leave();
        assertTrue(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
        put("kiosk-1");
        assertFalse(keeper.renewed(clock.uptime()));
        assertFalse(conditions.has(SealFault.CERTIFICATE_UNUSABLE), "what is in use was put back");

        Files.delete(tls.resolve("kiosk.pem"));
        keeper = keeper();
        assertThrows(MqttException.class, () -> open("localhost"));
        assertTrue(conditions.has(SealFault.CERTIFICATE_UNUSABLE));
    }

    @Test
    void a_clock_of_long_ago_costs_no_connection() throws MqttException {
        clock = new UnconfirmedClock(new SteppedClock(Instant.EPOCH));
        open("localhost").leave();
    }

    @Test
    void a_clock_far_ahead_costs_no_connection_as_only_the_platform_can_set_it_right() throws MqttException {
        steps.step(Duration.ofDays(4000));
        assertThrows(MqttException.class, () -> open("localhost"), "by a clock that is confirmed everything has expired");
        // Before this connection nobody told it anything.
        clock = new UnconfirmedClock(clock);
        open("localhost").leave();
        assertFalse(conditions.has(SealFault.CERTIFICATE_EXPIRES), "by that clock alone");
    }

    @Test
    void a_certificate_that_ended_before_what_is_known_to_have_passed_is_not_believed_by_any_clock() throws MqttException {
        clock = new UnconfirmedClock(clock);
        passed = Optional.of(now.plus(Duration.ofDays(360)));
        open("localhost").leave();
        passed = Optional.of(now.plus(Duration.ofDays(370)));
        assertThrows(MqttException.class, () -> open("localhost"));
        assertTrue(conditions.has(SealFault.NOT_ADMITTED));
    }

    /** A clock after a start, kept by whatever NTP says, until the platform tells the time. */
    private static final class UnconfirmedClock extends BorrowedClock {

        UnconfirmedClock(KioskClock of) {
            super(of);
        }

        @Override
        public boolean confirmed() {
            return false;
        }
    }

    @Test
    void a_certificate_that_ends_soon_is_told() throws MqttException {
        steps.step(Duration.ofDays(340));
        open("localhost").leave();
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
        return new Door(settings(host), keeper, new Topics("demo", "kiosk-1"), new Signals(4), clock, () -> passed).open(Optional.empty());
    }

    private static LinkSettings settings(String host) {
        return settings(URI.create("ssl://" + host + ":" + broker.port()));
    }

    private static LinkSettings settings(URI address) {
        Duration wait = Duration.ofMillis(500);
        return new LinkSettings(address, Duration.ofSeconds(60), Duration.ofSeconds(60), 8, wait, wait, wait, wait);
    }
}
