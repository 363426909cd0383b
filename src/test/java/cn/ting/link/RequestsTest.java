package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.answers.Answer;
import cn.ting.answers.AnswerDesk;
import cn.ting.link.Requests.Reply;
import cn.ting.time.SteppedClock;
import cn.ting.wire.BrokerEars;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions and answers through a real broker; the platform answers, keeps silent, holds, or says what nobody asked. */
@Timeout(300)
class RequestsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] WHAT = "{\"sha256\":\"ab\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private LinkRig rig;
    private AnswerDesk desk;

    @BeforeEach
    void start() {
        rig = new LinkRig(directory);
        desk = new AnswerDesk(rig.broker.platformAddress(), "demo", rig.clock);
        desk.on("test.echo", Answer.Json::new);
        desk.on("test.bytes", data -> new Answer.Bytes(new byte[] {0, 1, (byte) 255}));
        desk.on("test.none", data -> new Answer.None("unknown"));
        desk.start();
    }

    @AfterEach
    void end() {
        desk.close();
        rig.close();
    }

    private Reply come(CompletableFuture<Reply> reply) throws Exception {
        return reply.get(60, TimeUnit.SECONDS);
    }

    @Test
    void anAnswerIsDataOrBytesOrThatThereIsNone() throws Exception {
        rig.linked();

        Reply data = come(rig.link.requests().ask("test.echo", WHAT, LONG));
        assertEquals(new ObjectMapper().readTree(WHAT), new ObjectMapper().readTree(assertInstanceOf(Reply.Answered.class, data).data()));
        Reply bytes = come(rig.link.requests().ask("test.bytes", WHAT, LONG));
        assertArrayEquals(new byte[] {0, 1, (byte) 255}, assertInstanceOf(Reply.Answered.class, bytes).data());
        assertEquals(new Reply.Refused("unknown"), come(rig.link.requests().ask("test.none", WHAT, LONG)));
        assertEquals(new Reply.Refused("type"), come(rig.link.requests().ask("test.other", WHAT, LONG)));
    }

    @Test
    void aQuestionAskedWithoutALinkIsAnsweredWhenThereIsOne() throws Exception {
        rig.linked();
        rig.broker.cut();
        rig.await("the link is down", () -> !rig.link.up());

        CompletableFuture<Reply> reply = rig.link.requests().ask("test.none", WHAT, LONG);
        rig.broker.restore();

        assertEquals(new Reply.Refused("unknown"), come(reply));
    }

    @Test
    void aQuestionThatWasCarriedIsAskedAgainOnTheNextConnection() throws Exception {
        try (Holding platform = new Holding()) {
            CompletableFuture<Reply> reply = rig.link.requests().ask("test.held", WHAT, LONG);
            MqttProperties first = platform.asked.poll(60, TimeUnit.SECONDS);
            rig.broker.cut();
            rig.await("the link is down", () -> !rig.link.up());
            rig.broker.restore();

            MqttProperties again = platform.asked.poll(60, TimeUnit.SECONDS);
            assertArrayEquals(first.getCorrelationData(), again.getCorrelationData());
            platform.say(again, again.getCorrelationData(), "{\"refused\":\"once\"}");
            assertEquals(new Reply.Refused("once"), come(reply));
        }
    }

    @Test
    void whatIsNotAnsweredInTimeIsToldAndMakesRoom() {
        SteppedClock clock = new SteppedClock();
        Requests requests = new Requests(Topics.of(LinkRig.PLACE), "boot", clock, () -> {});
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            all.add(requests.ask("test.echo", WHAT, Duration.ofSeconds(2)));
        }
        assertEquals(new Reply.Unanswered(), requests.ask("test.echo", WHAT, LONG).getNow(null), "one too many");
        clock.step(Duration.ofSeconds(2));
        for (CompletableFuture<Reply> one : all) {
            assertEquals(new Reply.Unanswered(), one.getNow(null));
        }
        assertFalse(requests.ask("test.echo", WHAT, LONG).isDone());
    }

    @Test
    void aQuestionThatWasCarriedAndIsNotAnsweredMakesRoom() throws Exception {
        try (Holding platform = new Holding()) {
            for (int i = 0; i < 15; i++) {
                rig.link.requests().ask("test.held", WHAT, LONG);
            }
            rig.await("fifteen are asked", () -> platform.asked.size() == 15);
            // What this machine is too slow to carry within its deadline is asked again.
            while (platform.asked.size() == 15) {
                assertEquals(new Reply.Unanswered(), come(rig.link.requests().ask("test.held", WHAT, Duration.ofSeconds(2))));
            }
            assertFalse(rig.link.requests().ask("test.held", WHAT, LONG).isDone());
            assertEquals(new Reply.Unanswered(), rig.link.requests().ask("test.held", WHAT, LONG).getNow(null), "one too many");
        }
    }

    @Test
    void aQuestionIsWithdrawnByCancellingIt() {
        for (int i = 0; i < 40; i++) {
            CompletableFuture<Reply> reply = rig.link.requests().ask("test.echo", WHAT, LONG);
            assertFalse(reply.isDone(), "the one before makes room");
            reply.cancel(true);
        }
    }

    @Test
    void aHeldAnswerComesOnceAndWhatNobodyAskedForIsDropped() throws Exception {
        try (Holding platform = new Holding()) {
            CompletableFuture<Reply> reply = rig.link.requests().ask("test.held", WHAT, LONG);
            MqttProperties question = platform.asked.poll(60, TimeUnit.SECONDS);
            CompletableFuture<Reply> later = rig.link.requests().ask("test.held", WHAT, LONG);
            MqttProperties second = platform.asked.poll(60, TimeUnit.SECONDS);
            platform.say(question, "nobody's".getBytes(StandardCharsets.UTF_8), "{\"refused\":\"stray\"}");
            platform.say(question, question.getCorrelationData(), "{");
            platform.say(question, question.getCorrelationData(), "{\"data\":7}");
            platform.say(question, question.getCorrelationData(), "{\"refused\":\"first\"}");
            platform.say(question, question.getCorrelationData(), "{\"refused\":\"again\"}");
            platform.say(second, second.getCorrelationData(), "{\"refused\":\"second\"}");

            assertEquals(new Reply.Refused("second"), come(later));
            assertEquals(new Reply.Refused("first"), come(reply));
        }
    }

    /** A platform in place of the desk's, which keeps what it was asked and says what it is told to. */
    private final class Holding implements BrokerEars, AutoCloseable {

        private final BlockingQueue<MqttProperties> asked = new LinkedBlockingQueue<>();
        private final MqttAsyncClient client;

        private Holding() throws Exception {
            desk.close();
            rig.linked();
            client = new MqttAsyncClient(rig.broker.platformAddress().toString(), "holding", new MemoryPersistence());
            client.setCallback(this);
            client.connect().waitForCompletion(LONG.toMillis());
            client.subscribe(new MqttSubscription("ting/1/demo/kiosk/+/up/request", 1)).waitForCompletion(LONG.toMillis());
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            asked.add(message.getProperties());
        }

        private void say(MqttProperties question, byte[] correlation, String event) throws Exception {
            MqttMessage message = new MqttMessage(event.getBytes(StandardCharsets.UTF_8));
            message.setQos(1);
            MqttProperties properties = new MqttProperties();
            properties.setCorrelationData(correlation);
            message.setProperties(properties);
            client.publish(question.getResponseTopic(), message).waitForCompletion(LONG.toMillis());
        }

        @Override
        public void close() throws MqttException {
            client.disconnectForcibly(0, 100, false);
            client.close(true);
        }
    }

    @Test
    void aQuestionThatIsTooLargeOrWaitsTooLongIsABugOfOurs() {
        assertThrows(IllegalArgumentException.class, () -> rig.link.requests().ask("test.echo", new byte[17 * 1024], LONG));
        assertThrows(IllegalArgumentException.class, () -> rig.link.requests().ask("test.echo", WHAT, Duration.ofMinutes(2)));
        assertThrows(IllegalArgumentException.class, () -> rig.link.requests().ask("test.echo", WHAT, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> rig.link.requests().ask("test.echo", new byte[] {1}, LONG));
    }
}
