package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.http.PlayedServer;
import cn.ting.seal.Digest;
import cn.ting.slots.Workshop.Made;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a kiosk of 1.7 and a server of its own that has 1.8. */
abstract class ServedCases {

    @TempDir
    Path directory;

    OtaRig rig;
    Made eight;
    PlayedServer server;

    @BeforeEach
    final void begin() throws Exception {
        rig = new OtaRig(directory);
        eight = rig.workshop.make(8);
        rig.workshop.offer(eight);
        server = new PlayedServer(rig.workshop.stick("served", eight));
    }

    @AfterEach
    final void end() {
        server.close();
        rig.close();
    }

    /** The platform names 1.8. */
    final void instruct(long version) {
        rig.life.hear(new ReleaseDocument(version, server.base(), eight.target("x86_64")));
    }

    /** A release is tried, hangs, and the one before is started again, to which 1.8 is named. */
    final void goesOnTriesAndTakesBack() throws Exception {
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
        rig.launcher.start();
        rig.launcher.ended("ota.hung");
        rig.start();
        instruct(1);
        rig.life.goOn();
    }

    /** By which a file of 1.8 is asked for. */
    final String sum(String path) {
        return Digest.sha256Hex(eight.files().get(path));
    }
}
