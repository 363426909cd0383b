package cn.ting.link;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A broker played byte by byte (MQTT 5.0, OASIS): it grants a small Receive Maximum, as many do and the bench's does not, and
 * answers a publish only when the test says so. One client; its own platform says that it stores.
 */
final class ScriptedBroker implements AutoCloseable {

    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int UNSUBSCRIBE = 10;
    private static final int PINGREQ = 12;
    private static final String STATE = "ting/1/demo/platform/state";

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final int receiveMaximum;
    private final List<String> heard = new ArrayList<>();
    private final List<List<String>> steps = new ArrayList<>();
    private final Queue<Integer> unanswered = new ArrayDeque<>();
    private long largest;
    private String receipts = "";
    private boolean answering;
    private boolean deaf;
    private boolean alone;
    private String forbidden = "nothing";
    private int connections;
    private int mostUnanswered;
    private OutputStream out;

    ScriptedBroker(int receiveMaximum) throws IOException {
        this.receiveMaximum = receiveMaximum;
        Thread thread = new Thread(this::serve, "scripted-broker");
        thread.setDaemon(true);
        thread.start();
    }

    URI address() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    /** The topics of everything published so far, in their order. */
    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** What was done on each connection, in its order: {@code connect}, {@code subscribe}, or the topic of what was published. */
    synchronized List<List<String>> steps() {
        return steps.stream().map(List::copyOf).toList();
    }

    /** Hangs up on the client. */
    synchronized void hangUp() {
        try {
            out.close();
        } catch (IOException gone) {
            // So it is.
        }
    }

    synchronized int unanswered() {
        return unanswered.size();
    }

    synchronized int mostUnanswered() {
        return mostUnanswered;
    }

    synchronized int connections() {
        return connections;
    }

    /** The largest packet that the client lets the broker send; 0 when it did not say. */
    synchronized long largest() {
        return largest;
    }

    /**
     * Sends receipts without an end, at QoS 0 and so without waiting for anybody.
     *
     * @return how many passed before the client was gone, a million at most
     */
    int storm() throws IOException {
        byte[] topic = receipts().getBytes(StandardCharsets.UTF_8);
        byte[] receipt = ("{\"epoch\":\"x\",\"through\":0,\"refused\":[],\"storeId\":\"s\",\"also\":["
                + IntStream.range(0, 4_000).mapToObj(n -> String.valueOf(2 * n)).collect(Collectors.joining(","))
                + "]}").getBytes(StandardCharsets.UTF_8);
        int length = 3 + topic.length + receipt.length;
        byte[] packet = ByteBuffer.allocate(4 + length)
                .put(new byte[] {0x30, (byte) (length | 0x80), (byte) (length >> 7 | 0x80), (byte) (length >> 14)})
                .putShort((short) topic.length).put(topic).put((byte) 0).put(receipt).array();
        OutputStream gale = out();
        for (int sent = 0; sent < 1_000_000; sent++) {
            try {
                gale.write(packet);
            } catch (IOException gone) {
                return sent;
            }
        }
        return 1_000_000;
    }

    private synchronized String receipts() {
        return receipts;
    }

    private synchronized OutputStream out() {
        return out;
    }

    /** Takes connections and lets nobody in. */
    synchronized void deaf(boolean on) {
        deaf = on;
    }

    /** Nobody is there but the broker, which has kept what its platform said; until that comes and says it again. */
    synchronized void alone(boolean on) {
        alone = on;
        if (!on) {
            storing(STATE);
        }
    }

    /** Hangs up on a client that subscribes to a filter with such an end. */
    synchronized void hangUpOn(String end) {
        forbidden = end;
    }

    /** Says that another has come under the client's name. */
    synchronized void throwOff() {
        send(0xE0, new byte[] {(byte) 0x8E});
    }

    /** Hands on what some client was let publish: its topic has a line's end in it (1.5.4 lets a receiver take that for malformed). */
    synchronized void sendUnreadable() {
        send(0x30, new byte[] {0, 1, '\n', 0});
    }

    /** Answers the oldest publish, if there is one. */
    synchronized void answer() {
        Integer packet = unanswered.poll();
        if (packet != null) {
            send(0x40, new byte[] {(byte) (packet >> 8), packet.byteValue()});
        }
    }

    /** Answers every publish from now on. */
    synchronized void answerAll() {
        answering = true;
        while (!unanswered.isEmpty()) {
            answer();
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                synchronized (this) {
                    out = client.getOutputStream();
                    connections++;
                    steps.add(new ArrayList<>());
                    unanswered.clear();
                }
                while (true) {
                    int first = in.readUnsignedByte();
                    byte[] body = new byte[length(in)];
                    in.readFully(body);
                    take(first, ByteBuffer.wrap(body));
                }
            } catch (IOException gone) {
                // The client may come again.
            }
        }
    }

    private synchronized void take(int first, ByteBuffer body) {
        switch (first >> 4) {
            // Receive Maximum is property 0x21 of CONNACK (3.2.2.3.3).
            case 1 -> {
                step(isClean(body) ? "connect" : "resume");
                largest = largest(body);
                if (!deaf) {
                    send(0x20, new byte[] {0, 0, 3, 0x21, (byte) (receiveMaximum >> 8), (byte) receiveMaximum});
                }
            }
            case PUBLISH -> {
                heard.add(text(body));
                step(heard.get(heard.size() - 1));
                unanswered.add((int) body.getShort());
                mostUnanswered = Math.max(mostUnanswered, unanswered.size());
                if (answering) {
                    answer();
                }
            }
            case SUBSCRIBE -> {
                step("subscribe");
                subscribed(body);
            }
            case UNSUBSCRIBE -> send(0xB0, new byte[] {body.get(0), body.get(1), 0, 0});
            case PINGREQ -> send(0xD0, new byte[0]);
            default -> { }
        }
    }

    private void step(String what) {
        steps.get(steps.size() - 1).add(what);
    }

    /** Bit 1 of the flags is Clean Start (3.1.2.4), and a session that is to be kept has property 0x11 with an expiry (3.1.2.11.2). */
    private static boolean isClean(ByteBuffer connect) {
        boolean fresh = (connect.get(7) & 2) != 0;
        return fresh && (connect.get(11) != 0x11 || connect.getInt(12) == 0);
    }

    /** Maximum Packet Size is property 0x27 of CONNECT (3.1.2.11.4), behind Session Expiry Interval and Receive Maximum, or before. */
    private static long largest(ByteBuffer connect) {
        connect.position(10);
        int end = connect.get() + connect.position();
        while (connect.position() < end) {
            int property = connect.get();
            if (property == 0x27) {
                return connect.getInt();
            }
            connect.position(connect.position() + (property == 0x11 ? 4 : property == 0x21 || property == 0x22 ? 2 : 1));
        }
        return 0;
    }

    private void subscribed(ByteBuffer body) {
        ByteBuffer answer = ByteBuffer.allocate(body.remaining());
        answer.putShort(body.getShort()).put((byte) 0);
        body.position(body.position() + 1 + body.get(body.position()));
        List<String> filters = new ArrayList<>();
        while (body.hasRemaining()) {
            String filter = text(body);
            filters.add(filter);
            receipts = filter.endsWith("/down/receipt") ? filter : receipts;
            body.get();
            answer.put((byte) 1);
        }
        if (filters.stream().anyMatch(filter -> filter.endsWith(forbidden))) {
            hangUp();
            return;
        }
        send(0x90, java.util.Arrays.copyOf(answer.array(), answer.position()));
        filters.stream().filter(filter -> filter.equals(STATE)).forEach(this::storing);
    }

    private void storing(String topic) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        byte[] state = "{\"storing\":true,\"time\":\"2020-01-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer publish = ByteBuffer.allocate(3 + name.length + state.length);
        // The lowest bit says that it was kept (3.3.1.3).
        send(alone ? 0x31 : 0x30, publish.putShort((short) name.length).put(name).put((byte) 0).put(state).array());
    }

    private void send(int first, byte[] body) {
        try {
            out.write(new byte[] {(byte) first, (byte) body.length});
            out.write(body);
            out.flush();
        } catch (IOException gone) {
            // The test sees what was not answered.
        }
    }

    private static String text(ByteBuffer body) {
        byte[] text = new byte[body.getShort()];
        body.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Remaining Length, a variable byte integer (1.5.5). */
    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return length;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
