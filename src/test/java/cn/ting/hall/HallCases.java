package cn.ting.hall;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests at a kiosk's halls, each at new ones. */
abstract class HallCases {

    HallBench bench;

    @BeforeEach
    final void open(@TempDir Path directory) {
        bench = new HallBench(directory);
    }

    @AfterEach
    final void close() {
        bench.close();
    }
}
