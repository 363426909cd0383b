package cn.ting.hawkbit;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a played hawkBit of its own, and a kiosk that asks it. */
abstract class HawkbitCases {

    static final String KIOSK = "fengshui.k1";

    PlayedHawkbit server;
    HawkbitRig rig;

    @TempDir
    Path directory;

    @BeforeEach
    final void begin() throws Exception {
        server = new PlayedHawkbit();
        rig = new HawkbitRig(directory, server);
    }

    @AfterEach
    final void end() {
        rig.close();
        server.close();
    }

    /** What hawkBit knows of an action. */
    final String last(String action) {
        List<String> history = server.history(KIOSK, action);
        return history.get(history.size() - 1);
    }
}
