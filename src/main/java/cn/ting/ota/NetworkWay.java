package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.http.ServerTrust;
import cn.ting.http.TrustFileException;
import cn.ting.slots.SlotsException;
import cn.ting.trial.Journal;
import cn.ting.trial.UpdateState;
import cn.ting.trial.UpdateState.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The way of a release that the platform named, from its repository into the free slot. Each kiosk begins at a moment of its own. {@link #look}
 * is for one thread.
 */
final class NetworkWay {

    /** How often the file of authorities is looked at while no release comes: one that is gone shall be told before a release needs it. */
    private static final Duration GLANCE_AT_FILE = Duration.ofMinutes(10);

    private final OtaKit kit;
    private final ServerTrust trust;
    private final Conditions conditions;
    private final WebRoad road;
    private Duration nextGlance = Duration.ZERO;
    private boolean fileWanting;
    private final Instructions instructions;
    private long following;

    /**
     * @param conditions where it is told that the repository's server is not believed, or nobody can be
     * @param first whether something comes before the rest of a release that is on its way; asked once a second at most
     * @param meanwhile run as often while a release is on its way
     */
    NetworkWay(OtaKit kit, Conditions conditions, BooleanSupplier first, Runnable meanwhile, RandomGenerator random) {
        this.kit = kit;
        this.trust = ServerTrust.of(kit.settings().authority());
        this.conditions = conditions;
        this.instructions = new Instructions(conditions);
        this.road = new WebRoad(kit, UpdateState.PLATFORM, conditions, () -> first.getAsBoolean() || isNewer(), meanwhile, random);
    }

    /** Hears an instruction, whose seal was verified. Any thread. */
    void hear(ReleaseDocument document) {
        instructions.hear(document);
    }

    /** Hears that no release is named any more. Any thread. */
    void hearNone() {
        instructions.hearNone();
    }

    /** Notes which instructions were seen, so that none of them is followed when it is published again; called before each {@link #look}. */
    void note() throws IOException {
        Journal journal = kit.journal();
        UpdateState noted = instructions.note(journal.state());
        if (!noted.equals(journal.state())) {
            journal.become(noted);
        }
    }

    /**
     * Follows the newest instruction, when it is time to; may take long. While nobody has confirmed the clock none is followed, since nobody
     * could tell what has expired.
     */
    void look() throws IOException {
        glanceAtFile();
        letGo();
        Journal journal = kit.journal();
        Optional<ReleaseDocument> told = told();
        if (told.isEmpty()) {
            return;
        }
        long version = told.get().version();
        if (version != following) {
            following = version;
            road.begin(kit.settings().spread());
        }
        if (road.isDue() && road.follow(new Origin(told.get().base(), Optional.empty(), trust), told.get().target(), () -> !instructions.isTakenBack(),
                state -> instructions.note(state.followed(version))) == WebRoad.End.HERE) {
            kit.bringing().letGo(UpdateState.PLATFORM, UpdateState.SUPERSEDED, "the platform names what is in force");
            journal.become(journal.state().followed(version));
        }
    }

    /**
     * Notes and does what was heard since the last look, just before the switch.
     *
     * @return false where what stands in the free slot was the platform's, which wants it no more
     */
    boolean isWantedStill() throws IOException {
        note();
        letGo();
        return kit.journal().state().phase() == Phase.FETCHED;
    }

    /** An instruction takes the place of the one before: what that brought is not switched to any more, however long the newer one's takes. */
    private void letGo() throws IOException {
        UpdateState now = kit.journal().state();
        boolean waits = now.phase() == Phase.FETCHED && now.way().equals(UpdateState.PLATFORM);
        if (instructions.isTakenBack() || isTakenBack(now) && instructions.latest().isEmpty()) {
            kit.bringing().letGo(UpdateState.PLATFORM, SlotsException.Why.CALLED_OFF.code(), "the platform names none any more");
            road.rest(fileWanting);
        } else if (waits && instructions.latest().filter(newer -> newer.version() > now.instruction() && !newer.target().equals(kit.cabinet().target(now.version()))).isPresent()) {
            kit.bringing().letGo(UpdateState.PLATFORM, UpdateState.SUPERSEDED, "a newer instruction came before it was tried");
        }
    }

    /** By what was noted: that it was emptied was heard by a process before this one, and the broker keeps no message that says so. */
    private static boolean isTakenBack(UpdateState noted) {
        long named = switch (noted.phase()) {
            case FETCHED -> noted.instruction();
            case OFFERED -> noted.newestInstruction();
            case NONE, ARMED, COMMITTED, REVERTED, REFUSED -> 0;
        };
        return named > 0 && named <= noted.takenBack();
    }

    private void glanceAtFile() {
        if (kit.clock().uptime().compareTo(nextGlance) < 0) {
            return;
        }
        nextGlance = kit.clock().uptime().plus(GLANCE_AT_FILE);
        try {
            trust.mustBeThere();
            if (fileWanting) {
                conditions.clear(OtaFault.SERVER, UpdateState.PLATFORM);
                // Whoever mended it wants to see that it goes on.
                road.begin(Duration.ZERO);
            }
            fileWanting = false;
        } catch (TrustFileException wanting) {
            fileWanting = true;
            conditions.raise(OtaFault.SERVER, UpdateState.PLATFORM, wanting.getMessage());
        }
    }

    /** True while the next look has something to do: what came after it makes way. For the thread that looks. */
    boolean waits() {
        return told().filter(document -> document.version() != following || road.isDue()).isPresent();
    }

    private Optional<ReleaseDocument> told() {
        UpdateState now = kit.journal().state();
        return instructions.latest().filter(document -> document.version() > now.instruction() && kit.clock().trusted() && now.mayBeFollowed(UpdateState.PLATFORM));
    }

    /** One that is sent once more is no news, and an older one none either. */
    private boolean isNewer() {
        return instructions.latest().filter(document -> document.version() > following).isPresent();
    }
}
