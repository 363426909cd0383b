package cn.ting.link;

import cn.ting.condition.Conditions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.util.MqttTopicValidator;
import org.jboss.logging.Logger;

/** Keeps the broker's subscriptions equal to the documents wanted, and hands each document to its readers. */
final class Subscriptions {

    private static final Logger LOG = Logger.getLogger(Subscriptions.class);
    private static final int MOST_AT_A_TIME = 64;
    /** A line may be lost just then once. */
    private static final int MOST_HANG_UPS = 2;

    private final Documents documents;
    private final Topics topics;
    private final Conditions conditions;
    private final Map<String, Documents.Wish> served = new HashMap<>();
    /** How often in a row the connection was gone before the broker had answered who asked for births under this name. */
    private int hungUp;
    /** Those of the filters served that name more than one topic. */
    private List<String> patterns = List.of();

    Subscriptions(Documents documents, Topics topics, Conditions conditions) {
        this.documents = documents;
        this.topics = topics;
        this.conditions = conditions;
    }

    /** Subscribes to everything on a new connection; nothing lived in the broker's session. */
    void renew(MqttSession session) throws MqttException {
        served.clear();
        subscribe(session, List.of(topics.below(Topics.PLATFORM_STATE), topics.down(Topics.RECEIPT), topics.down(Topics.REPLY)));
        match(session);
        lookForOthers(session);
    }

    /**
     * Asks for births under this kiosk's name, by itself and after all that the kiosk needs: brokers whose access list does not let it may
     * hang up instead of refusing, and would keep it away for good. Then this process does without; before this kiosk's own birth, which
     * takes the place of the one that the broker has kept.
     */
    private void lookForOthers(MqttSession session) throws MqttException {
        String births = topics.up(Topics.BIRTH);
        if (hungUp >= MOST_HANG_UPS) {
            conditions.raise(LinkFault.REFUSED, births, "subscribe, the broker hangs up");
            return;
        }
        try {
            subscribe(session, List.of(births));
            hungUp = 0;
        } catch (MqttException gone) {
            // Not to answer in time is no hanging up.
            hungUp = gone.getReasonCode() == MqttClientException.REASON_CODE_CLIENT_TIMEOUT ? 0 : hungUp + 1;
            if (hungUp == MOST_HANG_UPS) {
                LOG.warnf("the broker hangs up on who subscribes to %s: this process does not ask again, and sees no other of its name", births);
            }
            throw gone;
        }
    }

    /** Asks for what is newly wanted and gives up what is no longer. */
    void match(MqttSession session) throws MqttException {
        Map<String, Documents.Wish> wanted = new HashMap<>();
        documents.wishes().forEach(wish -> wanted.put(topics.below(wish.filter()), wish));
        List<String> unwanted = served.keySet().stream().filter(filter -> !wanted.containsKey(filter)).toList();
        if (!unwanted.isEmpty()) {
            session.unsubscribe(unwanted);
            served.keySet().removeAll(unwanted);
        }
        List<String> fresh = wanted.keySet().stream()
                .filter(filter -> wanted.get(filter) != served.get(filter))
                .toList();
        // Known before the broker is asked: a retained document may be here before its answer.
        fresh.forEach(filter -> served.put(filter, wanted.get(filter)));
        patterns = served.keySet().stream().filter(filter -> filter.contains("+") || filter.contains("#")).toList();
        for (int from = 0; from < fresh.size(); from += MOST_AT_A_TIME) {
            subscribe(session, fresh.subList(from, Math.min(fresh.size(), from + MOST_AT_A_TIME)));
        }
    }

    private void subscribe(MqttSession session, List<String> filters) throws MqttException {
        int[] reasons = session.subscribe(filters);
        for (int i = 0; i < filters.size(); i++) {
            conditions.set(
                    MqttSession.isRefusal(reasons[i]), LinkFault.REFUSED, filters.get(i), "subscribe, reason " + reasons[i]);
        }
    }

    /** Hands a document on; what a reader throws is our bug and costs this document only. */
    void read(Document document) {
        List<Documents.Wish> readers = new ArrayList<>();
        // Hundreds are asked for by their whole names while a catalogue comes, and some by patterns.
        Optional.ofNullable(served.get(document.topic())).ifPresent(readers::add);
        patterns.stream().filter(pattern -> MqttTopicValidator.isMatched(pattern, document.topic())).map(served::get).forEach(readers::add);
        for (Documents.Wish wish : readers) {
            try {
                wish.reader().read(document);
            } catch (RuntimeException bug) {
                LOG.errorf(bug, "the reader of %s failed on %s", wish.filter(), document.topic());
            }
        }
    }
}
