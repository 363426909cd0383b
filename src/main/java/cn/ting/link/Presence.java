package cn.ting.link;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.Session;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.Sealed;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jboss.logging.Logger;

/**
 * What the platform can see of this kiosk at any time, retained: its birth, that it is gone, and its states such as
 * health. It is present while the epochs of birth and gone differ or birth has the higher session number. And who else is seen there under its
 * name: a clone of its disk, or its old machine.
 */
final class Presence {

    private static final Logger LOG = Logger.getLogger(Presence.class);
    private static final int MOST_STATES = 16;
    private static final int MOST_OTHERS = 16;

    /** What staff are told of one. */
    static final String ANOTHER = "another client has this kiosk's name";

    /** A retained state as last told; {@code told} once the present connection has it. */
    private record State(byte[] document, Duration expiry, boolean told) {}

    private final Outbox outbox;
    private final Topics topics;
    private final Conditions conditions;
    private final KioskClock clock;
    private final String version;
    private final DeviceKeyFile device;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, State> states = new ConcurrentHashMap<>();
    /** The highest session seen of each other life of this name, a process's in one epoch; the ones seen first make room. */
    private final Map<String, Long> others = new LinkedHashMap<>();
    /** Null while the ledger never told which epoch this is. */
    private Session session;
    private long nextNumber;
    private String cause = "start";
    /** True while the ledger has not taken yet that another has this name. */
    private boolean unnoted;
    /** True once another was seen on this connection. */
    private boolean seesAnother;

    Presence(Outbox outbox, Topics topics, Conditions conditions, KioskClock clock, String version, DeviceKeyFile device) {
        this.outbox = outbox;
        this.topics = topics;
        this.conditions = conditions;
        this.clock = clock;
        this.version = version;
        this.device = device;
    }

    /**
     * Begins the next session; to be called before each connection. A ledger that cannot be written does not keep the kiosk
     * away, as its condition is what ops must see: the session's number is then kept in memory alone, and a restart may use
     * it again. A ledger that cannot even be read leaves the kiosk without a name to be born under.
     */
    void begin() {
        seesAnother = false;
        try {
            session = outbox.epochs().beginSession();
            nextNumber = outbox.nextNumber();
        } catch (LedgerException unwritten) {
            LOG.warnf("this session is not in the ledger: %s", unwritten.fault().code());
            beginUnwritten();
        }
    }

    private void beginUnwritten() {
        try {
            Session next = outbox.epochs().nextSession();
            boolean taken = session != null && session.number() >= next.number();
            session = taken ? new Session(next.epoch(), next.previousEpoch(), session.number() + 1) : next;
            nextNumber = outbox.nextNumber();
        } catch (LedgerException unread) {
            session = session == null
                    ? null
                    : new Session(session.epoch(), session.previousEpoch(), session.number() + 1);
        }
    }

    /**
     * Looks at a birth under this kiosk's name. It may be of a life that is over, as this kiosk's own before its start, and a broker that lost what
     * came after, or one that copies from another, may tell of it again and again; it is another's that lives only once that life has been
     * born again. The broker has one client of this name at a time, so that this is seen by who comes back after it was thrown off.
     *
     * @return true when it shows that another has this name, and goes on
     */
    boolean isOfAnother(byte[] birth) {
        JsonNode born = parsed(birth);
        JsonNode boot = born.path("boot");
        JsonNode number = born.path("session").path("n");
        if (!boot.isTextual() || boot.textValue().equals(outbox.boot()) || !number.canConvertToLong()) {
            return false;
        }
        return isOfAnother(boot.textValue() + " " + born.path("session").path("epoch").asText(), number.longValue());
    }

    private JsonNode parsed(byte[] birth) {
        try {
            return json.readTree(birth);
        } catch (IOException malformed) {
            LOG.warn("a birth under this kiosk's name cannot be read and is ignored");
            return json.createObjectNode();
        }
    }

    private boolean isOfAnother(String life, long number) {
        Long before = others.get(life);
        others.merge(life, number, Math::max);
        if (others.size() > MOST_OTHERS) {
            others.remove(others.keySet().iterator().next());
        }
        boolean lives = before != null && number > before;
        seesAnother |= lives;
        return lives;
    }

    /** True once {@link #isOfAnother} has shown it on this connection: what ends the connection is most likely that one, who comes back. */
    boolean seesAnother() {
        return seesAnother;
    }

    /** True while another may have this kiosk's name and what was granted to it, also since before this process; staff are told then. */
    boolean isShared() {
        boolean shared = outbox.epochs().isShared();
        if (shared) {
            conditions.raise(LinkFault.TAKEN_OVER, "", ANOTHER);
        }
        return shared;
    }

    /**
     * Tells staff that another has this kiosk's name, and writes it down: a process to come must not give the numbers that the other one gives.
     *
     * @throws LedgerException when the ledger does not take it; see {@link #noteShared}
     */
    void share() {
        conditions.raise(LinkFault.TAKEN_OVER, "", ANOTHER);
        unnoted = true;
        outbox.epochs().share(true);
        unnoted = false;
    }

    /**
     * Writes down that nobody else has this kiosk's name, and tells staff once the ledger has noted it: until then no number is given.
     *
     * @return false when the ledger does not take it
     */
    boolean unshare() {
        seesAnother = false;
        unnoted = false;
        try {
            outbox.epochs().share(false);
        } catch (LedgerException told) {
            conditions.raise(LinkFault.TAKEN_OVER, "", ANOTHER);
            return false;
        }
        conditions.clear(LinkFault.TAKEN_OVER, "");
        return true;
    }

    /** Writes down what could not be before. */
    void noteShared() {
        if (unnoted) {
            share();
        }
    }

    /** True while this connection was made without a birth, for want of a ledger that tells who this is. */
    boolean nameless() {
        return session == null;
    }

    /** Says on a new connection who is here, and everything that is retained. */
    void appear(MqttSession on) throws MqttException {
        if (!nameless()) {
            on.publishRetained(topics.up(Topics.BIRTH), birth(), Duration.ZERO);
            cause = "reconnect";
        }
        states.replaceAll((segment, state) -> new State(state.document, state.expiry, false));
        tellStates(on);
    }

    /** Why the next birth comes, where it is neither the start nor a lost connection. */
    void because(String why) {
        cause = why;
    }

    private byte[] birth() {
        ObjectNode birth = document()
                .put("previousEpoch", session.previousEpoch())
                .put("nextNumber", nextNumber)
                .put("boot", outbox.boot())
                .put("cause", cause)
                .put("machine", outbox.epochs().machine().orElse(null))
                .put("version", version);
        device.key().ifPresent(key -> birth.putObject("deviceKey")
                .put("alg", Sealed.ALG)
                .put("kid", key.kid())
                .put("publicKey", key.publicKey()));
        return bytes(birth);
    }

    /** Notes a state; told with {@link #tellStates}. Safe for use by any thread. */
    void note(String segment, byte[] document, Duration expiry) {
        if (!states.containsKey(segment) && states.size() >= MOST_STATES) {
            throw new IllegalStateException("too many retained states for " + segment);
        }
        states.put(segment, new State(document, expiry, false));
    }

    /** Publishes the states this connection has not been told, as far as the broker takes more now; to be called again then. */
    void tellStates(MqttSession on) throws MqttException {
        for (Map.Entry<String, State> entry : states.entrySet()) {
            State state = entry.getValue();
            if (!state.told && on.credit() > 0) {
                if (on.tooLarge(topics.up(entry.getKey()), state.document)) {
                    // The broker would hang up on it, on this connection and each new one.
                    LOG.warnf("%s of %d bytes is more than the broker takes", entry.getKey(), state.document.length);
                } else {
                    on.publishRetained(topics.up(entry.getKey()), state.document, state.expiry);
                }
                // Unless another thread has noted a newer one meanwhile.
                states.replace(entry.getKey(), state, new State(state.document, state.expiry, true));
            }
        }
    }

    /** Why this session is over: {@code lost} as the will, else why the kiosk stops; empty for one that was not born. */
    Optional<byte[]> gone(String reason) {
        return nameless() ? Optional.empty() : Optional.of(bytes(document().put("reason", reason)));
    }

    private ObjectNode document() {
        ObjectNode document = json.createObjectNode();
        document.putObject("session").put("epoch", session.epoch()).put("n", session.number());
        return document.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private byte[] bytes(ObjectNode document) {
        try {
            return json.writeValueAsBytes(document);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }
}
