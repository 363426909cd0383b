package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.Broker;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.PromptSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;

class MqttSessionTest {

    private final Signals signals = new Signals(4);

    @Test
    void a_broker_that_accepts_and_says_nothing_is_given_up_in_time_and_leaves_no_thread()
            throws IOException, InterruptedException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("tcp://127.0.0.1:" + mute.getLocalPort());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60), () -> assertThrows(MqttException.class, () -> open(address, "mute-test", Duration.ofSeconds(3))));
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("mute-test")) {
                // The library tells its threads to end and does not wait for them.
                thread.join(Duration.ofSeconds(60).toMillis());
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    @Test
    void a_letter_larger_than_the_broker_takes_is_known_before_it_is_sent() throws MqttException {
        try (Broker broker = new Broker(0, new SystemClock())) {
            broker.start();
            MqttSession session = open(broker.address(), "large-test", Duration.ofSeconds(60));

            assertTrue(session.tooLarge("t", new byte[250_000]));
            assertFalse(session.tooLarge("t", new byte[128 * 1024]));

            session.leave();
        }
    }

    @Test
    void of_many_answers_only_the_first_wakes_the_worker_and_all_give_credit_back() throws MqttException, InterruptedException {
        KioskClock clock = new SystemClock();
        try (Broker broker = new Broker(0, clock)) {
            broker.start();
            MqttSession session = open(broker.address(), "many-test", Duration.ofSeconds(60));
            int credit = session.credit();
            for (int i = 0; i < 5; i++) {
                session.publishOneOfMany("t", new byte[] {1});
            }
            Duration deadline = clock.uptime().plus(Duration.ofSeconds(60));
            while (session.credit() < credit) {
                assertTrue(clock.uptime().compareTo(deadline) < 0, "not all were answered");
                clock.pause(Duration.ofMillis(10));
            }
            signals.ring(Signals.Bell.STOP);

            assertEquals(new Signals.Answered(session, "t", 0), signals.take());
            assertEquals(Signals.Bell.STOP, signals.take());
            session.leave();
        }
    }

    private MqttSession open(URI address, String clientId, Duration answerWithin) throws MqttException {
        return MqttSession.open(settings(address, answerWithin), PromptSockets.readingAhead(), clientId, "gone", Optional.empty(), signals);
    }

    private static LinkSettings settings(URI address, Duration answerWithin) {
        Duration wait = Duration.ofMillis(500);
        return new LinkSettings(address, Duration.ofSeconds(60), answerWithin, 8, wait, wait, wait, wait);
    }
}
