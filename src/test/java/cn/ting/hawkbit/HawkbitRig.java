package cn.ting.hawkbit;

import cn.ting.http.PlayedServer;
import cn.ting.ota.OtaLife;
import cn.ting.ota.OtaRig;
import cn.ting.slots.Workshop.Made;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A kiosk to which a hawkBit assigns releases, which come from a repository of their own. */
final class HawkbitRig implements AutoCloseable {

    final OtaRig kiosk;
    final Made eight;
    final PlayedServer repository;
    final Path token;

    HawkbitRig(Path directory, UpdateServer server) throws Exception {
        this(directory, server, server.address());
    }

    /** @param address at which the kiosk asks */
    HawkbitRig(Path directory, UpdateServer server, URI address) throws Exception {
        kiosk = new OtaRig(directory);
        eight = kiosk.workshop.make(8);
        kiosk.workshop.offer(eight);
        Made nine = kiosk.workshop.make(9);
        kiosk.workshop.offer(nine);
        kiosk.workshop.stick("served", eight);
        repository = new PlayedServer(kiosk.workshop.stick("served", nine));
        token = Files.writeString(directory.resolve("hawkbit.token"), server.token() + "\n");
        kiosk.hawkbit = OtaLife.hawkbit(address, repository.base(), token);
        kiosk.start();
    }

    OtaLife life() {
        return kiosk.life;
    }

    /** Waits as long as hawkBit wants it to, and looks. */
    void pollAgain() {
        kiosk.clock.step(Duration.ofMinutes(7));
        kiosk.life.goOn();
    }

    /** Into the hours in which the site may be switched. */
    void intoTheNight() {
        kiosk.clock.step(Duration.ofHours(17));
        kiosk.life.goOn();
    }

    /** The launcher starts what it has to, and that runs until it is kept. */
    void liveOn() throws Exception {
        kiosk.start();
        kiosk.life.goOn();
        kiosk.clock.step(Duration.ofMinutes(1));
        kiosk.life.goOn();
    }

    @Override
    public void close() {
        repository.close();
        kiosk.close();
    }
}
