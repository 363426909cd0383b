package cn.ting.platform;

import cn.ting.platform.Accounts.Owner;
import cn.ting.platform.Intake.Consequences;
import cn.ting.time.KioskClock;
import cn.ting.vault.Vault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** What the platform says by itself: receipts, leases, boards, its state. For the platform's own thread only. */
final class Announcements {

    /** Each kiosk of the area hears each of them. */
    private static final Duration STATE_AT_MOST_EVERY = Duration.ofSeconds(1);

    private final PlatformThread work;
    private final String root;
    private final PlatformFile file;
    private final PlatformSession session;
    private final Accounts accounts;
    private final Leases leases;
    private final Queues queues;
    private final Dsse dsse;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final Intake intake;
    private final Vault vault;
    /** What each kiosk was told last of naming. */
    private final Map<String, String> named = new HashMap<>();
    private long lastVersion;
    private final String boot = UUID.randomUUID().toString();
    private boolean receipting = true;
    /** A birth is to hear of the state, and will when a second has passed since the last. */
    private boolean stateWanted;
    private Duration statedAt = STATE_AT_MOST_EVERY.negated();

    Announcements(PlatformThread work, String root, PlatformFile file, PlatformSession session, Accounts accounts, Leases leases, Queues queues,
            Dsse dsse, KioskClock clock, Intake intake, Vault vault) {
        this.work = work;
        this.root = root;
        this.file = file;
        this.session = session;
        this.accounts = accounts;
        this.leases = leases;
        this.queues = queues;
        this.dsse = dsse;
        this.clock = clock;
        this.intake = intake;
        this.vault = vault;
    }

    void receipting(boolean on) {
        receipting = on;
    }

    boolean receipting() {
        return receipting;
    }

    /** Says what follows from messages that were read, once they are committed. */
    void conclude(Consequences then, TallyDesk tallies, List<HallPlan> halls) throws SQLException {
        for (Owner owner : then.rewound) {
            rewound(owner);
        }
        for (Map.Entry<Owner, SortedSet<Long>> told : then.receipts.entrySet()) {
            receipt(told.getKey(), told.getValue());
            tallies.answer(told.getKey(), (topic, answer) -> session.publish(root + topic, answer));
        }
        if (!then.born.isEmpty() || !then.rewound.isEmpty()) {
            // Whoever has just begun knows the time no later than that; many begin at once after an outage, and each hears every state.
            stateSoon();
        }
        for (String kiosk : then.born) {
            tallies.repeat(kiosk, (topic, answer) -> session.publish(root + topic, answer));
        }
        for (Owner owner : then.leases) {
            leases(owner);
        }
        for (HallPlan hall : halls) {
            if (then.boards.contains(hall.id())) {
                board(hall);
            }
        }
    }

    /** Tells a kiosk what is committed of an epoch, in answer to the numbers that came; to none, when its birth is answered. */
    private void receipt(Owner owner, SortedSet<Long> came) {
        if (receipting) {
            say(owner, came, false);
        }
    }

    /** Tells a kiosk how to name persons, unless it was told the same. */
    void naming(String kiosk) throws SQLException {
        LocalDate today = clock.local().toLocalDate();
        JsonNode deviceKey = intake.deviceKey(kiosk);
        String news = today + " " + deviceKey.path("publicKey").asText();
        if (!news.equals(named.put(kiosk, news))) {
            byte[] document = vault.naming(kiosk, nextVersion(), deviceKey, today);
            file.connection().commit();
            byte[] signed = dsse.sign("application/vnd.ting.naming+json", document);
            session.publishRetained(root + "kiosk/" + kiosk + "/down/naming", signed);
        }
    }

    /** Milliseconds grow even when a platform begins anew. */
    private long nextVersion() {
        lastVersion = Math.max(lastVersion + 1, clock.instant().toEpochMilli());
        return lastVersion;
    }

    /** Makes another key to seal to, and tells every kiosk. */
    void newSealingKey() throws SQLException {
        vault.newSealingKey();
        named.clear();
        for (Owner owner : intake.born()) {
            naming(owner.kiosk());
        }
    }

    /** Tells a kiosk that more is stored of its epoch than its ledger knows of. */
    private void rewound(Owner owner) {
        say(owner, new TreeSet<>(), true);
    }

    private void say(Owner owner, SortedSet<Long> came, boolean rewound) {
        byte[] receipt = accounts.of(owner).receipt(owner.epoch(), came, file.storeId(), rewound);
        session.publish(root + "kiosk/" + owner.kiosk() + "/down/receipt", receipt);
    }

    /** Gives a kiosk the numbers it lacks, and tells it all it has, and how to name persons. */
    void leases(Owner owner) throws SQLException {
        LocalDate today = clock.local().toLocalDate();
        leases.provide(owner.kiosk(), owner.epoch(), today);
        byte[] document = leases.document(owner.kiosk(), owner.epoch(), today, nextVersion());
        file.connection().commit();
        byte[] signed = dsse.sign("application/vnd.ting.leases+json", document);
        session.publishRetained(root + "kiosk/" + owner.kiosk() + "/down/lease", signed);
        naming(owner.kiosk());
    }

    void board(HallPlan hall) throws SQLException {
        byte[] board = queues.board(hall, clock.local().toLocalDate(), clock.instant());
        file.connection().commit();
        session.publishRetained(root + "hall/" + hall.id() + "/board", board);
    }

    private void stateSoon() {
        Duration passed = clock.uptime().minus(statedAt);
        if (passed.compareTo(STATE_AT_MOST_EVERY) >= 0) {
            state(intake.storing());
        } else if (!stateWanted) {
            stateWanted = true;
            clock.after(STATE_AT_MOST_EVERY.minus(passed), () -> work.tell(this::stateIfWanted));
        }
    }

    private void stateIfWanted() {
        if (stateWanted) {
            state(intake.storing());
        }
    }

    void state(boolean storing) {
        stateWanted = false;
        statedAt = clock.uptime();
        session.publishRetained(root + "platform/state", stateDocument(storing));
    }

    /** The platform's state; the time is told only while it is true, and never by a will. */
    private byte[] stateDocument(boolean storing) {
        ObjectNode state = json.createObjectNode().put("storing", storing).put("storeId", file.storeId()).put("boot", boot);
        if (storing) {
            state.put("time", clock.instant().toString());
        }
        try {
            return json.writeValueAsBytes(state);
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }
}
