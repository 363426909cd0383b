package cn.ting.device.ups;

import cn.ting.device.inventory.Driver;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The driver for NUT at a real upsd with the dummy-ups driver, whose file is written anew for every change. */
class RealUpsdTest extends UpsContract {

    @TempDir
    static Path folder;

    private static RealUpsd service;

    @BeforeAll
    static void startService() throws IOException {
        service = new RealUpsd(folder);
    }

    @AfterAll
    static void endService() throws IOException {
        service.end();
    }

    @Override
    Driver driver() {
        return new NutDriver();
    }

    @Override
    String profile(String name, String patience) {
        return "{ups: %s, pollEvery: 100ms, patience: %s}".formatted(name, patience);
    }

    @Override
    FarUps farUps() {
        return service;
    }
}
