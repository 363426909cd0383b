package cn.ting.link;

import cn.ting.condition.Conditions;
import cn.ting.link.Flights.Flight;
import cn.ting.link.Signals.Bell;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jboss.logging.Logger;

/**
 * Takes letters from the outbox to the platform: in the order they were posted, one at a time of each key, many keys at
 * once. A letter is sent again until a receipt names it; the broker's own acknowledgement means nothing here. For the
 * link's worker only.
 */
final class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final int window;
    private final Duration resendMost;
    private final String topic;
    private final Outbox outbox;
    private final Conditions conditions;
    private final KioskClock clock;
    private final Signals signals;
    private final Backoff backoff;
    private final Flights flights = new Flights();
    private final Map<String, Long> highestSent = new HashMap<>();
    private boolean recalled;
    private MqttSession session;
    /** How many letters may be in the air: none before the platform was heard, one that probes, or the whole window. */
    private int lanes;
    private boolean more = true;
    private long readUpTo;
    private KioskClock.Alarm alarm = () -> {};
    private Duration alarmAt = Duration.ofSeconds(Long.MAX_VALUE);

    Drain(LinkSettings settings, Topics topics, Outbox outbox, Conditions conditions, KioskClock clock, Signals signals,
            Backoff backoff) {
        this.window = settings.window();
        this.resendMost = settings.resendMost();
        this.topic = topics.up(Topics.FACT);
        this.outbox = outbox;
        this.conditions = conditions;
        this.clock = clock;
        this.signals = signals;
        this.backoff = backoff;
    }

    /** A connection stands: what was in the air before is sent again once the platform is heard. */
    void linkUp(MqttSession fresh) {
        session = fresh;
        conditions.clear(LinkFault.RECEIPT_ODD, "");
    }

    void linkDown() {
        session = null;
        lanes = 0;
        flights.landAll();
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
        more = true;
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
        recall();
        resend();
        refill();
        while (flights.flying() < lanes && session.credit() > 0 && flights.nextReady() != null) {
            send(flights.nextReady());
            refill();
        }
        setAlarm();
    }

    /**
     * Asks the ledger what earlier processes left, until it has told once.
     *
     * @throws cn.ting.store.LedgerException when it does not answer
     */
    void recall() {
        if (recalled) {
            return;
        }
        outbox.lastNumbersBefore().forEach((epoch, number) -> highestSent.merge(epoch, number, Math::max));
        long parked = outbox.parked();
        conditions.set(parked > 0, LinkFault.PARKED, "", parked + " letters");
        recalled = true;
    }

    private void resend() throws MqttException {
        Duration now = clock.uptime();
        List<Flight> due = flights.inTheAir().stream()
                .limit(lanes)
                .filter(flight -> flight.due.compareTo(now) <= 0)
                .toList();
        for (Flight flight : due) {
            if (session.credit() > 0) {
                send(flight);
            }
        }
    }

    private void refill() {
        if (more && flights.size() < Flights.MOST / 2) {
            int most = Flights.MOST - flights.size();
            List<OutboxTable.Row> rows = outbox.after(readUpTo, most);
            more = rows.size() == most;
            if (!rows.isEmpty()) {
                readUpTo = rows.get(rows.size() - 1).posted();
            }
            flights.add(rows);
        }
    }

    private void send(Flight flight) throws MqttException {
        byte[] envelope = outbox.envelopeOf(flight.row.posted());
        if (session.tooLarge(topic, envelope)) {
            settle(List.of(), Map.of(flight, "too-large"));
            return;
        }
        session.publish(topic, envelope);
        flight.sent = true;
        flight.tries++;
        flight.due = clock.uptime().plus(backoff.after(flight.tries));
        flights.takeOff(flight);
        highestSent.merge(flight.row.epoch(), flight.row.number(), Math::max);
    }

    /** Takes a receipt in. One that cannot be true is ignored whole. */
    void receipt(byte[] payload) throws MqttException {
        recall();
        Receipt receipt;
        try {
            receipt = Receipt.parse(payload);
        } catch (IllegalArgumentException malformed) {
            LOG.warnf("a receipt was ignored: %s", malformed.getMessage());
            return;
        }
        if (receipt.highest() > highestSent.getOrDefault(receipt.epoch(), -1L)) {
            conditions.raise(LinkFault.RECEIPT_ODD, "", receipt.epoch() + "/" + receipt.highest() + " was never sent");
            return;
        }
        List<Flight> receipted = new ArrayList<>();
        Map<Flight, String> refused = new HashMap<>();
        for (Flight flight : flights.unsettled()) {
            if (!flight.row.epoch().equals(receipt.epoch())) {
                continue;
            }
            Optional<Receipt.Refusal> refusal = receipt.refusal(flight.row.number());
            if (refusal.isPresent() && refusal.get().forGood()) {
                refused.put(flight, refusal.get().code());
            } else if (refusal.isPresent()) {
                flight.due = clock.uptime().plus(resendMost);
            } else if (receipt.names(flight.row.number())) {
                receipted.add(flight);
            }
        }
        settle(receipted, refused);
        pump();
    }

    private void settle(List<Flight> receipted, Map<Flight, String> refused) {
        if (receipted.isEmpty() && refused.isEmpty()) {
            return;
        }
        Map<Long, String> parked = new HashMap<>();
        refused.forEach((flight, why) -> parked.put(flight.row.posted(), why));
        outbox.settle(receipted.stream().map(flight -> flight.row.posted()).toList(), parked);
        receipted.forEach(flights::settle);
        refused.forEach((flight, why) -> {
            flights.settle(flight);
            conditions.raise(LinkFault.PARKED, "", flight.row.epoch() + "/" + flight.row.number() + " " + why);
        });
    }

    /** One alarm for the letter that is due first; without credit it is the broker's next answer that pumps. */
    private void setAlarm() {
        if (session.credit() == 0) {
            return;
        }
        Optional<Duration> first =
                flights.inTheAir().stream().limit(lanes).map(flight -> flight.due).min(Duration::compareTo);
        Duration now = clock.uptime();
        if (first.isPresent() && (first.get().compareTo(alarmAt) < 0 || alarmAt.compareTo(now) <= 0)) {
            alarm.cancel();
            alarmAt = first.get();
            Duration wait = alarmAt.minus(now);
            alarm = clock.after(wait.isNegative() ? Duration.ZERO : wait, () -> signals.ring(Bell.DUE));
        }
    }
}
