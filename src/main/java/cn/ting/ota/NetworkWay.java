package cn.ting.ota;

import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The way of a release that the platform named, from its repository into the free slot. Each kiosk begins at a moment of its own. {@link #look}
 * is for one thread.
 */
final class NetworkWay {

    private final OtaKit kit;
    private final WebRoad road;
    private volatile Optional<ReleaseDocument> latest = Optional.empty();
    private long following;

    NetworkWay(OtaKit kit, RandomGenerator random) {
        this.kit = kit;
        this.road = new WebRoad(kit, OtaState.PLATFORM, random);
    }

    /** Hears an instruction, whose seal was verified. Any thread. */
    void hear(ReleaseDocument document) {
        latest = Optional.of(document);
    }

    /**
     * Follows the newest instruction, when it is time to; may take long. While nobody has confirmed the clock none is followed, since nobody
     * could tell what has expired.
     */
    void look() throws IOException {
        Journal journal = kit.journal();
        Optional<ReleaseDocument> told = latest.filter(document -> document.version() > journal.state().instruction());
        if (told.isEmpty() || !kit.clock().trusted() || !journal.state().mayBeFollowed(OtaState.PLATFORM)) {
            return;
        }
        long version = told.get().version();
        if (version != following) {
            following = version;
            road.begin(kit.settings().spread());
        }
        if (road.isDue() && road.follow(told.get().base(), told.get().target(), () -> true, state -> state.followed(version)) == WebRoad.End.HERE) {
            journal.become(journal.state().followed(version));
        }
    }
}
