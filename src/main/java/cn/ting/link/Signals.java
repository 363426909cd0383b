package cn.ting.link;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;

/**
 * The way from every other thread to the link's one worker. Telling never waits: a bell already rung is not rung twice,
 * answers are bounded by what was asked, and documents by a limit here.
 */
final class Signals {

    /** What the worker can be told. */
    sealed interface Signal permits Bell, Arrived, Answered, Ended, Stumbled {}

    /** Something is to be done; what exactly, the worker sees for itself. */
    enum Bell implements Signal {
        /** Time to connect. */
        CONNECT,
        /** A letter was posted. */
        POSTED,
        /** A letter's wait for its receipt is over, or what receipts have named is to be marked in the ledger. */
        DUE,
        /** What the platform refused for the time being is to be sent again. */
        AGAIN,
        /** The wanted documents changed. */
        WANTED,
        /** A question is to be carried. */
        ASKED,
        /** A retained state changed. */
        STATE,
        /** The platform should have been heard by now. */
        QUIET,
        /** Another epoch is in force. */
        EPOCH,
        /** Letters wait again that were read before. */
        REQUEUED,
        /** The network came up while nobody was connected. */
        NETWORK,
        /** The platform was not heard for so long that the connection is not believed any more. */
        PULSELESS,
        /** Time to see whether the certificate was renewed. */
        CERTIFICATE,
        /** Nobody else has been here under this name for long. */
        ALONE,
        /** Documents came faster than they were read. */
        FLOODED,
        /** The kiosk stops. */
        STOP
    }

    /**
     * A message came; {@code packet} must be acknowledged once it was read.
     *
     * @param retained true when the broker had kept it and gave it to this subscription, false when it was published just now (MQTT 5.0, 3.3.1.3)
     */
    record Arrived(MqttSession on, int packet, Document document, boolean retained) implements Signal {}

    /** The broker answered a publish on a topic, and it is news; a reason of 128 or more is a refusal. */
    record Answered(MqttSession on, String topic, int reason) implements Signal {}

    /**
     * The connection is gone.
     *
     * @param takenOver true when another client connected under this name
     */
    record Ended(MqttSession on, String why, boolean takenOver) implements Signal {}

    /** A thread of the library is ending with what it did not catch. */
    record Stumbled(Thread thread) implements Signal {}

    private final int mostArrivals;
    private final Queue<Signal> waiting = new ArrayDeque<>();
    private final Set<Bell> rung = EnumSet.noneOf(Bell.class);
    private int arrivals;

    Signals(int mostArrivals) {
        this.mostArrivals = mostArrivals;
    }

    synchronized void ring(Bell bell) {
        if (rung.add(bell)) {
            put(bell);
        }
    }

    synchronized void tell(Answered answered) {
        put(answered);
    }

    synchronized void tell(Ended ended) {
        put(ended);
    }

    synchronized void tell(Stumbled stumbled) {
        put(stumbled);
    }

    /** @return false when too many wait already; the message was not taken */
    synchronized boolean tell(Arrived arrived) {
        if (arrivals >= mostArrivals) {
            return false;
        }
        arrivals++;
        put(arrived);
        return true;
    }

    /** Waits for the next signal; for the worker only. */
    synchronized Signal take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        Signal next = waiting.remove();
        if (next instanceof Bell bell) {
            rung.remove(bell);
        } else if (next instanceof Arrived) {
            arrivals--;
        }
        return next;
    }

    private void put(Signal signal) {
        waiting.add(signal);
        notifyAll();
    }
}
