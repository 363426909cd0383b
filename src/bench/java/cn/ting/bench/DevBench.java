package cn.ting.bench;

import cn.ting.device.camera.SimulatedCamera;
import cn.ting.device.speaker.SimulatedSpeaker;
import cn.ting.time.KioskClock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The bench inside dev mode: started before the kiosk, its front hung into the kiosk's own HTTP server. */
@Singleton
public class DevBench {

    private static final Logger LOG = Logger.getLogger(DevBench.class);

    private static final String KIOSK = "bench-1";

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
        writePrograms();
        LOG.infof("touch page: http://127.0.0.1:%d/    bench page: http://127.0.0.1:%d/bench", port, port);
    }

    /**
     * What stands in place of ffmpeg and espeak-ng, where {@code device-config/bench.yaml} names it: programs are started in the root folder,
     * so that their place cannot be told from this one.
     *
     * @throws IllegalStateException when the folder is somebody else's, who could have the kiosk run whatever they like
     */
    private void writePrograms() {
        Wiring.Ports ports = bench.portsOf(KIOSK);
        try {
            if (!Files.isDirectory(BenchPlan.FILES)) {
                Files.createDirectory(BenchPlan.FILES, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path mine = Files.createTempFile("ting-bench", "");
            boolean isMine = Files.getOwner(BenchPlan.FILES, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(mine))
                    && Files.isDirectory(BenchPlan.FILES, LinkOption.NOFOLLOW_LINKS);
            Files.delete(mine);
            if (!isMine) {
                throw new IllegalStateException(BenchPlan.FILES + " is not yours: the bench puts programs there");
            }
            SimulatedCamera.program(BenchPlan.FILES, ports.camera());
            SimulatedSpeaker.program(BenchPlan.FILES, ports.speaker());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        bench.close();
    }
}
