package cn.ting.outbox;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened, on its way to the platform. The link carries it unread.
 *
 * @param type what happened, lower-case words with dots and dashes, such as {@code queue.ticket-issued}; becomes the type of
 *     a CloudEvent
 * @param lane which letters go first where not all can
 * @param key letters of one key arrive in the order in which they were posted: the visit's id, or the kiosk's name
 * @param data a JSON object in UTF-8, at most 64 KiB, without a personal datum in clear
 * @param former where it is posted once more, because a damaged ledger has lost it: how it was posted first
 */
public record Letter(String type, Lane lane, String key, byte[] data, Optional<Former> former) {

    /**
     * A letter as it was posted first.
     *
     * @param epoch of the id it had, as is the number
     * @param boot the life of the process that posted it; empty when that is not known any more
     */
    public record Former(String epoch, long number, Optional<String> boot) {}

    private static final int MOST_BYTES = 64 * 1024;

    /** A letter of the lane of promises. */
    public Letter(String type, String key, byte[] data) {
        this(type, Lane.PROMISES, key, data);
    }

    public Letter(String type, Lane lane, String key, byte[] data) {
        this(type, lane, key, data, Optional.empty());
    }

    public Letter {
        Objects.requireNonNull(type);
        Objects.requireNonNull(lane);
        Objects.requireNonNull(key);
        Objects.requireNonNull(former);
        if (data.length > MOST_BYTES) {
            throw new IllegalArgumentException("a letter of " + data.length + " bytes is too large");
        }
    }
}
