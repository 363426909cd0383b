package cn.ting.link;

import cn.ting.condition.Conditions;
import cn.ting.link.Flights.Flight;
import cn.ting.link.Signals.Bell;
import cn.ting.outbox.Outbox;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Takes letters from the outbox to the platform: in the order they were posted, one at a time of each key, many keys at
 * once. A letter is sent again until a receipt names it; the broker's own acknowledgement means nothing here. For the
 * link's worker only.
 */
final class Drain {

    /** A letter passed by so often is taken for one that the platform cannot read, and waits for a person. */
    private static final int MOST_OVERTAKEN = 10;

    /** How long what was receipted may wait to be marked, so that many receipts make one commit, and residents' commits wait for few. */
    private static final Duration MARK_AFTER = Duration.ofMillis(50);

    /** As long as letters fly by the window, many more receipts are on their way, and what was receipted waits up to so long. */
    private static final Duration MARK_WITHIN = Duration.ofSeconds(1);

    /** What the platform refused for the time being is sent again after so long, at least; at most twice as long. */
    static final Duration AGAIN_AFTER = Duration.ofMinutes(5);

    private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final KioskClock.Alarm NONE = () -> {};

    private final int window;
    private final String topic;
    private final Outbox outbox;
    private final Conditions conditions;
    private final KioskClock clock;
    private final Signals signals;
    private final Backoff backoff;
    private final Flights flights = new Flights();
    private final Receipts receipts;
    private boolean recalled;
    private MqttSession session;
    /** How many letters may be in the air: none before the platform was heard, one that probes, or the whole window. */
    private int lanes;
    private KioskClock.Alarm alarm = NONE;
    /** For what was refused for the time being; none while there is nothing. */
    private KioskClock.Alarm again = NONE;
    /** True when letters are to be read anew that were put off; what receipts have named is to be marked before. */
    private boolean anew;
    /** When what receipts have named is marked, in uptime. */
    private Duration markAt = NEVER;
    private KioskClock.Alarm markAlarm = NONE;
    private final Topics topics;
    private String spareTopic = "";
    private Link.Spare spare;
    /** One message of it is on its way on this connection, or was refused there. */
    private boolean carrying;
    private Duration alarmAt = NEVER;

    Drain(LinkSettings settings, Topics topics, Outbox outbox, Conditions conditions, KioskClock clock, Signals signals, Backoff backoff) {
        this.window = settings.window();
        this.topics = topics;
        this.topic = topics.up(Topics.FACT);
        this.outbox = outbox;
        this.receipts = new Receipts(outbox, flights, conditions, clock, this::forget);
        this.conditions = conditions;
        this.clock = clock;
        this.signals = signals;
        this.backoff = backoff;
    }

    /** A connection stands: what was in the air before is sent again once the platform is heard. */
    void linkUp(MqttSession fresh) {
        session = fresh;
        receipts.connected();
        conditions.clear(LinkFault.RECEIPT_ODD, "");
    }

    void linkDown() {
        session = null;
        lanes = 0;
        carrying = false;
        flights.landAll();
        resume();
    }

    /** Letters wait again that were read before. */
    void readAnew() throws MqttException {
        flights.readAnew();
        recalled = false;
        mark();
        pump();
    }

    /** The ledger, or its epoch, is another one: what is remembered of it may be untrue. */
    void forget() {
        flights.clear();
        recalled = false;
    }

    /** What the platform refused for the time being it may take now: it was born anew, or some time has passed. */
    void tryAgain() throws MqttException {
        resume();
        pump();
    }

    private void resume() {
        anew |= flights.resume();
        again.cancel();
        again = NONE;
    }

    /** The platform says whether it stores, or was not heard; while it does not, one letter at a time probes. */
    void storing(boolean now) throws MqttException {
        if (now && lanes == 1) {
            // The platform is back: nobody waits out a long pause.
            flights.inTheAir().forEach(flight -> flight.due = Duration.ZERO);
        }
        lanes = now ? window : 1;
        pump();
    }

    /** There are letters in the outbox that were not seen yet. */
    void posted() throws MqttException {
        flights.readOn();
        pump();
    }

    /**
     * Sends all that may be sent now.
     *
     * @throws cn.ting.store.LedgerException when the ledger does not answer; what was not sent or settled is by the next call
     */
    void pump() throws MqttException {
        if (session == null) {
            return;
        }
        if (receipts.full()) {
            receipts.markSome();
            markAt = NEVER;
            markWithin(MARK_WITHIN);
        }
        recall();
        resend();
        refill();
        for (List<Flight> next = nextToSend(); !next.isEmpty(); next = nextToSend()) {
            send(next);
            refill();
        }
        setAlarm();
        if (flights.putsOff() && again == NONE) {
            again = clock.after(new Backoff(AGAIN_AFTER, AGAIN_AFTER.multipliedBy(2), backoff.random()).after(1), () -> signals.ring(Bell.AGAIN));
        }
        carrySpare();
    }

    /** Takes along what may be lost; to be called before the first connection. */
    void carry(String segment, Link.Spare what) {
        spareTopic = topics.up(segment);
        spare = what;
    }

    /** Never in a letter's place, which it would take while the platform only probes, or at the broker's last credit. */
    private void carrySpare() throws MqttException {
        boolean free = spare != null && !carrying && lanes == window && flights.flying() < lanes && flights.allRead() && session.credit() > 1;
        Optional<byte[]> message = free ? spare.next() : Optional.empty();
        carrying |= message.isPresent();
        if (message.isPresent() && !session.tooLarge(spareTopic, message.get())) {
            session.publish(spareTopic, message.get());
        }
    }

    /** The broker has answered a publish, and may take more now. A spare message that it refuses is tried again on the next connection. */
    void answered(String answered, boolean refused) throws MqttException {
        if (answered.equals(spareTopic) && carrying && !refused) {
            spare.taken();
            carrying = false;
        }
        pump();
    }

    private List<Flight> nextToSend() {
        return flights.nextReady(Math.min(lanes - flights.flying(), session.credit()));
    }

    /** Asks the ledger what earlier processes left, until it has told once; throws its LedgerException while it does not answer. */
    void recall() {
        if (recalled) {
            return;
        }
        outbox.finishRewinding();
        outbox.lastNumbersBefore().forEach(receipts::sent);
        int parked = outbox.parked().size();
        conditions.set(parked > 0, LinkFault.PARKED, "", parked + " letters");
        long foreign = outbox.epochs().foreign();
        conditions.set(foreign > 0, LinkFault.MOVED, "", foreign + " letters of another machine");
        recalled = true;
    }

    private void resend() throws MqttException {
        Duration now = clock.uptime();
        List<Flight> due = flights.inTheAir().stream().limit(lanes).filter(flight -> flight.due.compareTo(now) <= 0).toList();
        List<Flight> again = new ArrayList<>();
        for (Flight flight : due) {
            if (flight.passed) {
                flight.overtaken++;
                flight.passed = false;
            }
            if (flight.overtaken >= MOST_OVERTAKEN) {
                receipts.settle(List.of(), Map.of(flight, "unanswered"));
            } else if (again.size() < session.credit()) {
                again.add(flight);
            }
        }
        send(again);
    }

    private void refill() {
        if (anew) {
            mark();
            flights.readAnew();
            anew = false;
        }
        if (flights.refill(outbox)) {
            signals.ring(Bell.DUE);
        }
    }

    private void send(List<Flight> turn) throws MqttException {
        List<Long> posted = turn.stream().map(flight -> flight.letter.posted()).toList();
        Map<Long, byte[]> envelopes = posted.isEmpty() ? Map.of() : outbox.envelopesOf(posted);
        for (Flight flight : turn) {
            send(flight, Optional.ofNullable(envelopes.get(flight.letter.posted())));
        }
    }

    private void send(Flight flight, Optional<byte[]> envelope) throws MqttException {
        if (envelope.isEmpty()) {
            flights.settle(flight);
            return;
        }
        if (session.tooLarge(topic, envelope.get())) {
            receipts.settle(List.of(), Map.of(flight, "too-large"));
            return;
        }
        session.publishOneOfMany(topic, envelope.get());
        flight.sent = true;
        flight.tries++;
        flight.due = clock.uptime().plus(backoff.after(flight.tries));
        flights.takeOff(flight);
        receipts.sent(flight.letter.epoch(), flight.letter.number());
    }

    /**
     * Takes a receipt in.
     *
     * @throws cn.ting.store.LedgerException when the ledger does not answer; what the receipt named is marked later, or sent and receipted again
     */
    void receipt(byte[] payload) throws MqttException {
        recall();
        markWithin(MARK_WITHIN);
        if (receipts.take(payload)) {
            return;
        }
        pump();
        if (flights.flying() == 0 && receipts.unmarked() > window) {
            // A drain is over, and nobody's commit comes right behind it.
            mark();
        } else if (receipts.unmarked() > 0 && flights.flying() <= window / 2) {
            markWithin(MARK_AFTER);
        }
    }

    private void markWithin(Duration wait) {
        Duration at = clock.uptime().plus(wait);
        if (at.compareTo(markAt) < 0) {
            markAt = at;
            markAlarm.cancel();
            markAlarm = clock.after(wait, () -> signals.ring(Bell.DUE));
        }
    }

    /** Marks what receipts have named, if it is time to. */
    void markInTime() {
        if (clock.uptime().compareTo(markAt) >= 0) {
            mark();
        }
    }

    /**
     * Marks in the ledger what receipts have named.
     *
     * @throws cn.ting.store.LedgerException when the ledger does not answer; to be called again then
     */
    void mark() {
        receipts.mark();
        markAt = NEVER;
    }

    /** One alarm for the letter that is due first; without credit it is the broker's next answer that pumps. */
    private void setAlarm() {
        if (session.credit() == 0) {
            return;
        }
        Optional<Duration> first = flights.inTheAir().stream().limit(lanes).map(flight -> flight.due).min(Duration::compareTo);
        Duration now = clock.uptime();
        if (first.isPresent() && (first.get().compareTo(alarmAt) < 0 || alarmAt.compareTo(now) <= 0)) {
            alarm.cancel();
            alarmAt = first.get();
            alarm = clock.after(alarmAt.compareTo(now) < 0 ? Duration.ZERO : alarmAt.minus(now), () -> signals.ring(Bell.DUE));
        }
    }
}
