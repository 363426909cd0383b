package cn.ting.outbox;

import java.util.Objects;

/**
 * Something that happened, on its way to the platform. The link carries it unread.
 *
 * @param type what happened, lower-case words with dots and dashes, such as {@code queue.ticket-issued}; becomes the type of
 *     a CloudEvent
 * @param lane which letters go first where not all can
 * @param key letters of one key arrive in the order in which they were posted: the visit's id, or the kiosk's name
 * @param data a JSON object in UTF-8, at most 64 KiB, without a personal datum in clear
 */
public record Letter(String type, Lane lane, String key, byte[] data) {

    private static final int MOST_BYTES = 64 * 1024;

    /** A letter of the lane of promises. */
    public Letter(String type, String key, byte[] data) {
        this(type, Lane.PROMISES, key, data);
    }

    public Letter {
        Objects.requireNonNull(type);
        Objects.requireNonNull(lane);
        Objects.requireNonNull(key);
        if (data.length > MOST_BYTES) {
            throw new IllegalArgumentException("a letter of " + data.length + " bytes is too large");
        }
    }
}
