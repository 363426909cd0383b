package cn.ting.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/**
 * Messages between the kiosk and the program of its ports on a real connection: what went comes, however it is cut, and of whatever else comes no more
 * is held than a message may hold.
 */
class PortSocketFuzzTest {

    private static final long LONG_MS = 60_000;
    private static final String KINDS = "PLKXWRHDTIYGN";

    /** What one end said, byte by byte as the form of a message has it: a letter, a length of four bytes, the content. */
    private record Said(byte kind, int length, byte[] content) {

        static Said whole(int kind, byte[] content) {
            return new Said((byte) KINDS.charAt(kind), content.length, content);
        }

        void in(DataOutputStream bytes) {
            try {
                bytes.writeByte(kind);
                bytes.writeInt(length);
                bytes.write(content);
            } catch (IOException never) {
                throw new UncheckedIOException(never);
            }
        }
    }

    @Property(tries = 300)
    void whatWasSentComesAsItWent(@ForAll("messages") List<Said> messages, @ForAll long cuts) throws Exception {
        byte[] bytes = bytes(messages);
        try (Pair pair = new Pair()) {
            CompletableFuture<Void> writing = pair.says(bytes, cuts);
            for (Said message : messages) {
                PortMessage came = pair.socket.receive(LONG_MS);
                assertEquals((char) message.kind(), came.kind());
                assertArrayEquals(message.content(), came.content());
            }
            writing.join();
            assertThrows(IOException.class, () -> pair.socket.receive(LONG_MS), "nothing more than was sent");
        }
    }

    @Property(tries = 300)
    void whatIsSentStandsOnTheConnectionByteByByte(@ForAll("messages") List<Said> messages) throws Exception {
        byte[] bytes = bytes(messages);
        try (Pair pair = new Pair()) {
            for (Said message : messages) {
                pair.socket.send(new PortMessage((char) message.kind(), message.content()), LONG_MS);
            }
            ByteBuffer came = ByteBuffer.allocate(bytes.length);
            while (came.hasRemaining()) {
                assertTrue(pair.far.read(came) > 0);
            }
            assertArrayEquals(bytes, came.array());
        }
    }

    /** Lengths of any kind, ends in the midst, noise. */
    @Property(tries = 300)
    void whateverComesIsAMessageOrEndsTheConnection(@ForAll("anything") List<Said> anything, @ForAll @Size(max = 40) byte[] noise, @ForAll long cuts)
            throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        said.writeBytes(bytes(anything));
        said.writeBytes(noise);
        DataInputStream expected = new DataInputStream(new ByteArrayInputStream(said.toByteArray()));
        try (Pair pair = new Pair()) {
            CompletableFuture<Void> writing = pair.says(said.toByteArray(), cuts);
            while (true) {
                Said next = next(expected);
                if (next == null) {
                    IOException end = assertThrows(IOException.class, () -> pair.socket.receive(LONG_MS));
                    assertFalse(end instanceof SocketTimeoutException, "what is no message is not waited for");
                    break;
                }
                PortMessage came = pair.socket.receive(LONG_MS);
                assertEquals((char) next.kind(), came.kind());
                assertArrayEquals(next.content(), came.content());
            }
            pair.socket.close();
            // Who still says something after that is told by its own connection.
            writing.handle((done, refused) -> null).join();
        }
    }

    @Property(tries = 300)
    void aTextIsTakenAsFarAsAMessageHolds(@ForAll("texts") String text) {
        PortMessage message = PortMessage.of(PortMessage.REFUSED, text);
        assertTrue(message.content().length <= PortMessage.MOST);
        String kept = message.text();
        assertTrue(text.startsWith(kept.endsWith("\uFFFD") ? kept.substring(0, kept.indexOf('\uFFFD')) : kept), "no more than its end is lost");
        assertFalse(message.toString().contains(text));
    }

    @Property(tries = 300)
    void numbersComeBackAndOneTooManyIsAsked(@ForAll @Size(max = 8) int[] numbers) {
        PortMessage message = PortMessage.of(PortMessage.READ, numbers);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(numbers[i], message.number(i));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> message.number(numbers.length));
    }

    /** The next message by the form of messages; null where there is none. */
    private static Said next(DataInputStream bytes) {
        try {
            byte kind = bytes.readByte();
            int length = bytes.readInt();
            byte[] content = length < 0 || length > 16_384 ? new byte[0] : bytes.readNBytes(length);
            return content.length == length ? new Said(kind, length, content) : null;
        } catch (IOException over) {
            return null;
        }
    }

    private static byte[] bytes(List<Said> said) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream writer = new DataOutputStream(bytes);
        said.forEach(one -> one.in(writer));
        return bytes.toByteArray();
    }

    @Provide
    Arbitrary<List<Said>> messages() {
        return message().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Said>> anything() {
        Arbitrary<Integer> lengths = Arbitraries.oneOf(Arbitraries.integers(), Arbitraries.integers().between(-2, 50),
                Arbitraries.of(16_383, 16_384, 16_385, Integer.MIN_VALUE, Integer.MAX_VALUE));
        Arbitrary<Said> wrong = Combinators.combine(Arbitraries.bytes(), lengths, contents()).as(Said::new);
        return Arbitraries.frequencyOf(Tuple.of(2, message()), Tuple.of(1, wrong)).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "串", "é", "𠮷", "port 3 ").flatMap(
                piece -> Arbitraries.integers().between(1, 20_000).map(times -> piece.repeat(times)));
    }

    private static Arbitrary<Said> message() {
        return Combinators.combine(Arbitraries.integers().between(0, KINDS.length() - 1), contents()).as(Said::whole);
    }

    private static Arbitrary<byte[]> contents() {
        return Arbitraries.oneOf(Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                Arbitraries.of(0, 1, 1_000, 16_383, 16_384).map(byte[]::new));
    }

    /** A connection, one of whose ends is free to say anything. */
    private static final class Pair implements AutoCloseable {

        final SocketChannel far;
        final PortSocket socket;

        Pair() throws IOException {
            try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                far = SocketChannel.open(server.getLocalAddress()).setOption(StandardSocketOptions.TCP_NODELAY, true);
                socket = new PortSocket(server.accept());
            }
        }

        /** Says so much in pieces of any size, then goes. */
        CompletableFuture<Void> says(byte[] bytes, long cuts) {
            return CompletableFuture.runAsync(() -> {
                Random random = new Random(cuts);
                try (far) {
                    for (int at = 0; at < bytes.length; ) {
                        int count = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 9_000));
                        at += far.write(ByteBuffer.wrap(bytes, at, count));
                    }
                } catch (IOException refused) {
                    throw new UncheckedIOException(refused);
                }
            });
        }

        @Override
        public void close() throws IOException {
            socket.close();
            far.close();
        }
    }
}
