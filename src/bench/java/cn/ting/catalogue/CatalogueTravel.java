package cn.ting.catalogue;

import cn.ting.catalogue.Publication.Piece;
import cn.ting.time.KioskClock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of the catalogue travelled: from the platform to the broker when it was published, and from there to the kiosks that
 * asked for it. The newest {@value #MOST_KEPT} legs. Safe for use by any thread.
 */
public final class CatalogueTravel {

    private static final int MOST_KEPT = 2_000;
    private static final int MOST_TOLD = 500;
    private static final int MOST_KNOWN = 20_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Piece UNKNOWN = new Piece("", "", "");

    /**
     * One document on its way.
     *
     * @param n grows by one with every leg
     * @param at time of day
     * @param what {@code head}, {@code chapter} or {@code page} was published; {@code asked} for, or {@code sent} to, a kiosk
     * @param id of the chapter or matter, the version of a head; empty for what was never published here
     * @param kind of a published chapter, such as {@code matters}; of what was asked for or sent, {@code head}, {@code chapter} or
     *     {@code page}
     * @param hash SHA-256 in the topic of a blob; empty for a head
     * @param bytes of the document; 0 for what was asked for
     * @param kiosk that asked, or was sent it; empty for what was published
     */
    public record Leg(long n, String at, String what, String id, String kind, String hash, int bytes, String kiosk) {}

    /**
     * An answer to {@link #after}.
     *
     * @param next what to ask for after this
     */
    public record Told(long next, List<Leg> legs) {}

    private final KioskClock clock;
    private final Deque<Leg> legs = new ArrayDeque<>();
    private final Map<String, Piece> known = new LinkedHashMap<>();
    private long last;

    public CatalogueTravel(KioskClock clock) {
        this.clock = clock;
    }

    /** The platform published these documents, and nothing else of this version. */
    public synchronized void published(Publication moved) {
        moved.documents().forEach((topic, bytes) -> {
            Piece piece = moved.pieces().getOrDefault(topic, UNKNOWN);
            known.put(topic, piece);
            add(piece.what(), piece.id(), piece.kind(), topic, bytes.length, "");
        });
        while (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** A kiosk subscribed to a document. */
    public synchronized void asked(String kiosk, String topic) {
        Piece piece = known.getOrDefault(topic, UNKNOWN);
        add("asked", piece.id(), piece.what(), topic, 0, kiosk);
    }

    /** The broker sent a kiosk a document. */
    public synchronized void sent(String kiosk, String topic, int bytes) {
        Piece piece = known.getOrDefault(topic, UNKNOWN);
        add("sent", piece.id(), piece.what(), topic, bytes, kiosk);
    }

    private void add(String what, String id, String kind, String topic, int bytes, String kiosk) {
        String hash = topic.startsWith(Publication.BLOB) ? topic.substring(Publication.BLOB.length()) : "";
        legs.add(new Leg(++last, TIME.format(clock.local()), what, id, kind, hash, bytes, kiosk));
        if (legs.size() > MOST_KEPT) {
            legs.remove();
        }
    }

    /** What travelled after an {@code n}, oldest first, the newest {@value #MOST_TOLD}; everything after an n never reached. */
    public synchronized Told after(long n) {
        long from = n > last ? 0 : n;
        List<Leg> newer = legs.stream().filter(leg -> leg.n > from).toList();
        return new Told(last, List.copyOf(newer.subList(Math.max(0, newer.size() - MOST_TOLD), newer.size())));
    }
}
