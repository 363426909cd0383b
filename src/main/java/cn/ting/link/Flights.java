package cn.ting.link;

import cn.ting.outbox.Lane;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.WaitingLetter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The letters read from the outbox and not yet settled: of each ordering key only the oldest may fly, that is, wait for
 * its receipt; the rest queue behind it. Among those that may, lanes go before one another. A key whose letter the platform will not take
 * now is put off: its letters stay in the outbox, and are read anew once they may be tried again. For the link's worker only.
 *
 * <p>Known limits: a single key with more letters than {@link #MOST} holds back the keys of its lane behind it until it drains; and once
 * {@link #MOST_PUT_OFF} keys are put off, no letter is read before they may be tried again.
 */
final class Flights {

    /** The most letters of a lane looked at ahead; their envelopes stay in the ledger, so this costs little memory. */
    static final int MOST = 4096;

    /** The most keys that are put off; what is kept of each is its name, some hundred bytes. */
    static final int MOST_PUT_OFF = 32_768;

    /** By hand, as a drain compares a dozen times a letter. */
    private static final Comparator<WaitingLetter> TURN = (one, other) ->
            one.lane() == other.lane() ? Long.compare(one.posted(), other.posted()) : one.lane().compareTo(other.lane());

    /** One letter on its way. */
    static final class Flight {
        final WaitingLetter letter;
        /** How often it was sent since the link last came up. */
        int tries;
        /** True once this process has sent it: only such a letter can have a receipt. */
        boolean sent;
        /** How often it was sent and went without a receipt while a later letter of another key had its own. */
        int overtaken;
        /** True when that has happened since it was last sent. */
        boolean passed;
        /** When it is sent again, in uptime. */
        Duration due = Duration.ZERO;

        Flight(WaitingLetter letter) {
            this.letter = letter;
        }
    }

    private final Map<String, Deque<Flight>> byKey = new HashMap<>();
    private final Set<Long> known = new HashSet<>();
    private final Map<Lane, Integer> sizes = new EnumMap<>(Lane.class);
    private final TreeMap<WaitingLetter, Flight> ready = new TreeMap<>(TURN);
    private final TreeMap<WaitingLetter, Flight> flying = new TreeMap<>(TURN);
    private final Set<String> putOff = new HashSet<>();
    private final Map<Lane, Long> readUpTo = new EnumMap<>(Lane.class);
    /** The lanes in which there may be letters that were not read. */
    private final Set<Lane> more = EnumSet.allOf(Lane.class);
    /** False when none of those that are ready was ever sent. */
    private boolean someLanded;

    /** There are letters in the outbox that were not read yet. */
    void readOn() {
        more.addAll(EnumSet.allOf(Lane.class));
    }

    /** Letters wait again that were read before: all are read anew, of which those it has are left as they are. */
    void readAnew() {
        readUpTo.clear();
        readOn();
    }

    /** True when every letter that waits was read. */
    boolean allRead() {
        return more.isEmpty();
    }

    /**
     * Reads on in each lane where there is room, a piece at a time: thousands may be put off, and the worker has documents and receipts to read.
     *
     * @return true when there may be more to read, and is room for it: what was read was put off, or there already
     */
    boolean refill(Outbox outbox) {
        boolean on = false;
        for (Lane lane : Lane.values()) {
            if (hasRoom(lane)) {
                refill(outbox, lane);
                on |= hasRoom(lane);
            }
        }
        return on;
    }

    private boolean hasRoom(Lane lane) {
        return more.contains(lane) && size(lane) < MOST / 2 && putOff.size() < MOST_PUT_OFF;
    }

    private void refill(Outbox outbox, Lane lane) {
        int most = MOST - size(lane);
        List<WaitingLetter> letters = outbox.after(lane, readUpTo.getOrDefault(lane, 0L), most);
        if (letters.size() < most) {
            more.remove(lane);
        }
        if (!letters.isEmpty()) {
            readUpTo.put(lane, letters.get(letters.size() - 1).posted());
        }
        add(letters);
    }

    /** Takes letters in, but for those of keys that are put off; those it has already are left as they are. */
    void add(List<WaitingLetter> letters) {
        for (WaitingLetter letter : letters) {
            if (!putOff.contains(letter.key()) && known.add(letter.posted())) {
                Flight flight = new Flight(letter);
                Deque<Flight> queue = byKey.computeIfAbsent(letter.key(), key -> new ArrayDeque<>(2));
                if (queue.isEmpty()) {
                    ready.put(letter, flight);
                }
                queue.add(flight);
                sizes.merge(letter.lane(), 1, Integer::sum);
            }
        }
    }

    /** Forgets all: they are read from the outbox anew. */
    void clear() {
        byKey.clear();
        known.clear();
        sizes.clear();
        ready.clear();
        flying.clear();
        putOff.clear();
        readAnew();
    }

    int size(Lane lane) {
        return sizes.getOrDefault(lane, 0);
    }

    int flying() {
        return flying.size();
    }

    /** The letters whose turn it is, each of another key; at most so many. */
    List<Flight> nextReady(int most) {
        return ready.values().stream().limit(Math.max(0, most)).toList();
    }

    /** It was sent. */
    void takeOff(Flight flight) {
        ready.remove(flight.letter);
        flying.put(flight.letter, flight);
    }

    /** The platform will not take it now: its key waits, and nobody else. */
    void putOff(Flight flight) {
        ready.remove(flight.letter);
        flying.remove(flight.letter);
        Deque<Flight> queue = byKey.remove(flight.letter.key());
        queue.forEach(waiting -> known.remove(waiting.letter.posted()));
        sizes.merge(flight.letter.lane(), -queue.size(), Integer::sum);
        putOff.add(flight.letter.key());
    }

    boolean putsOff() {
        return !putOff.isEmpty();
    }

    /**
     * The platform may take now what it would not before.
     *
     * @return true when there is such: all is to be read anew
     */
    boolean resume() {
        boolean some = putsOff();
        putOff.clear();
        return some;
    }

    /** It needs no more sending: the next letter of its key may. */
    void settle(Flight flight) {
        if (flying.remove(flight.letter) == null) {
            ready.remove(flight.letter);
        }
        known.remove(flight.letter.posted());
        sizes.merge(flight.letter.lane(), -1, Integer::sum);
        Deque<Flight> queue = byKey.get(flight.letter.key());
        queue.remove();
        if (queue.isEmpty()) {
            byKey.remove(flight.letter.key());
        } else {
            ready.put(queue.peek().letter, queue.peek());
        }
    }

    /** The connection is gone: what flew is sent again on the next one, at once. */
    void landAll() {
        flying.values().forEach(flight -> flight.tries = 0);
        someLanded |= !flying.isEmpty();
        ready.putAll(flying);
        flying.clear();
    }

    /** Letters that wait for a receipt, in their turn. */
    Collection<Flight> inTheAir() {
        return flying.values();
    }

    /** A letter had its receipt and was settled: earlier ones that were sent before it were passed by, all of them of other keys. */
    void passBy(WaitingLetter receipted) {
        for (Flight flight : flying.values()) {
            if (flight.letter.posted() < receipted.posted()) {
                flight.passed = true;
            }
        }
    }

    /** Letters that this process has sent and no receipt has settled, whatever the connection did since. */
    List<Flight> unsettled() {
        List<Flight> sent = new ArrayList<>(flying.values());
        if (someLanded) {
            int before = sent.size();
            ready.values().stream().filter(flight -> flight.sent).forEach(sent::add);
            someLanded = sent.size() > before;
        }
        return sent;
    }
}
