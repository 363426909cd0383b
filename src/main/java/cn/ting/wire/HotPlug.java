package cn.ting.wire;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Sees device files come and go: the folders they stand in are watched, and those above them, because {@code
 * /dev/serial/by-id} itself goes with its last device. A device is told by its name there and not by its node, so that the same
 * device on another port is the same device.
 *
 * <p>One thread. Without a watch, as when the kernel's watches are used up, devices are found by trying again, only later.
 */
public final class HotPlug {

    private static final Logger LOG = Logger.getLogger(HotPlug.class);

    private final Map<Path, Consumer<Boolean>> paths;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "ting-hotplug");
    private volatile WatchService watches;

    /**
     * @param paths what is watched for, and who hears of each: true that it is there, false that it went; both, one after the other, of
     *     what went and is back already
     */
    public HotPlug(Map<Path, Consumer<Boolean>> paths) {
        this.paths = Map.copyOf(paths);
        thread.setDaemon(true);
    }

    /** Begins to watch; does nothing when there is nothing to watch for. */
    public void start() {
        if (paths.isEmpty()) {
            return;
        }
        try {
            watches = FileSystems.getDefault().newWatchService();
            register();
            thread.start();
        } catch (IOException noWatch) {
            LOG.warnf("device files are not watched: %s", noWatch.getMessage());
        }
    }

    /** Watches no more. */
    public void stop() {
        WatchService closing = watches;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException already) {
                LOG.debug(already.getMessage());
            }
        }
    }

    /** Every folder on the way to a path, as far as there is one now. */
    private void register() throws IOException {
        // From the root on: what appears in a folder while it is not watched yet is there when its own turn comes.
        Set<Path> wanted = new TreeSet<>(Comparator.comparing(Path::getNameCount).thenComparing(Path::toString));
        for (Path path : paths.keySet()) {
            // The root never changes what matters here.
            for (Path folder = path.getParent(); folder != null && folder.getParent() != null; folder = folder.getParent()) {
                wanted.add(folder);
            }
        }
        for (Path folder : wanted) {
            if (!folders.containsValue(folder) && Files.isDirectory(folder)) {
                try {
                    folders.put(folder.register(watches, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE), folder);
                } catch (IOException gone) {
                    LOG.debugf("%s cannot be watched: %s", folder, gone.getMessage());
                }
            }
        }
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = watches.take();
                Path folder = folders.get(key);
                List<WatchEvent<?>> events = key.pollEvents();
                if (!key.reset()) {
                    folders.remove(key);
                }
                // What came while a folder was new is told by looking, not by its watch.
                register();
                for (WatchEvent<?> event : events) {
                    if (event.context() instanceof Path name) {
                        tell(folder.resolve(name), event.kind() == StandardWatchEventKinds.ENTRY_DELETE);
                    }
                }
                if (events.stream().anyMatch(event -> event.kind() == StandardWatchEventKinds.OVERFLOW)) {
                    paths.forEach((path, hearer) -> hearer.accept(Files.exists(path, LinkOption.NOFOLLOW_LINKS)));
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException stopped) {
            LOG.debug("device files are not watched any more");
        } catch (IOException lost) {
            LOG.warnf("device files are not watched any more: %s", lost.getMessage());
        }
    }

    private void tell(Path changed, boolean went) {
        paths.forEach((path, hearer) -> {
            if (path.startsWith(changed)) {
                boolean there = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
                // What is there again by now is another than the one that is served, though nobody has seen it away.
                if (went || !there) {
                    hearer.accept(false);
                }
                if (there) {
                    hearer.accept(true);
                }
            }
        });
    }
}
