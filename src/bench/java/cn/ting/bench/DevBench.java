package cn.ting.bench;

import cn.ting.time.KioskClock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The bench inside dev mode: started before the kiosk, its front hung into the kiosk's own HTTP server. */
@Singleton
public class DevBench {

    private static final Logger LOG = Logger.getLogger(DevBench.class);

    private final Bench bench;
    private final int port;

    DevBench(
            @ConfigProperty(name = "ting.data") Path data,
            @ConfigProperty(name = "quarkus.http.port") int port,
            KioskClock clock)
            throws IOException {
        this.port = port;
        this.bench = new Bench(BenchPlan.fixed(Files.createDirectories(data)), clock);
    }

    void mount(@Observes Router router) {
        new BenchRoutes(bench).mount(router);
    }

    void start(@Observes @Priority(100) StartupEvent event) {
        bench.start();
        LOG.infof("touch page: http://127.0.0.1:%d/    bench page: http://127.0.0.1:%d/bench", port, port);
    }

    void stop(@Observes ShutdownEvent event) {
        bench.close();
    }
}
