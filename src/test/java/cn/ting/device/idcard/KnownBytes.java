package cn.ting.device.idcard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Frames made by a script of its own from the vendors' tables, neither by the driver nor by the simulator: the answers to
 * 30 01, and one to 30 03, stand in {@code src/test/resources/idcard}, a fill pattern in place of the photo.
 */
final class KnownBytes {

    /** A profile that asks for all that stands on a card. */
    static final Card.Fields EVERYTHING = new Card.Fields(true, true, true, true, true, true, true);

    private KnownBytes() {}

    static byte[] hex(String spaced) {
        return HexFormat.of().parseHex(spaced.replaceAll("\\s", ""));
    }

    static byte[] frame(String name) {
        try (InputStream in = KnownBytes.class.getResourceAsStream("/idcard/" + name + ".hex")) {
            return hex(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What stands behind SW3 in a frame that holds a card's text, or a later address. */
    static byte[] data(String name) {
        byte[] frame = frame(name);
        return Arrays.copyOfRange(frame, 10, frame.length - 1);
    }

    /** The same with one field written over. */
    static byte[] dataWith(String name, int offset, String value) {
        byte[] data = data(name);
        ByteBuffer.wrap(data).position(4 + offset).put(value.getBytes(StandardCharsets.UTF_16LE));
        return data;
    }

    /** The first answer in these bytes. */
    static Optional<SamVReply> decode(byte[] bytes) {
        SamVFrameDecoder decoder = new SamVFrameDecoder();
        for (byte next : bytes) {
            Optional<SamVReply> reply = decoder.take(next);
            if (reply.isPresent()) {
                return reply;
            }
        }
        return Optional.empty();
    }
}
