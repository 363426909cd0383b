package cn.ting.lives;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk that fails now and then under what SQLite writes, by libfiu in front of the C library. What a JVM and the journal write with
 * ({@code write}) is left alone; {@code pwrite}, {@code fsync}, {@code fdatasync} and {@code ftruncate} are called by SQLite only.
 */
final class BadDisk {

    private static final Path LIBRARIES = Path.of("/usr/lib/fiu");
    private static final List<String> PRELOADED = List.of("fiu_run_preload.so", "fiu_posix_preload.so");
    private static final List<String> WRITES = List.of("posix/io/rw/pwrite", "posix/io/rw/ftruncate");
    private static final List<String> SYNCS = List.of("posix/io/sync/fsync", "posix/io/sync/fdatasync");
    /** As Linux numbers them, see errno(3). */
    private static final int EIO = 5;
    private static final int ENOSPC = 28;

    private static final String OPEN = "posix/io/oc/open";

    private BadDisk() {}

    /** What a process is to find in its environment for its disk to fail in one of five hundred to one of twenty calls, by that seed. */
    static Map<String, String> environment(long seed) {
        Random dice = new Random(seed);
        StringBuilder failures = new StringBuilder();
        double probability = 0.002 + 0.05 * dice.nextDouble();
        boolean full = dice.nextBoolean();
        WRITES.forEach(call -> failures.append(failing(call, probability, full ? ENOSPC : EIO)));
        if (!full) {
            SYNCS.forEach(call -> failures.append(failing(call, probability, EIO)));
        }
        return environment(failures.toString(), dice.nextInt(Integer.MAX_VALUE));
    }

    /** A disk that takes nothing more. */
    static Map<String, String> alwaysFull() {
        return environment(failing(WRITES.get(0), 1, ENOSPC), 0);
    }

    /** A disk on which nothing is synced. */
    static Map<String, String> neverSynced() {
        return environment(failing(SYNCS.get(0), 1, EIO) + failing(SYNCS.get(1), 1, EIO), 0);
    }

    /** A disk that errs when the process itself says so, through pipes that begin with this path, see fiu-ctrl(1). */
    static Map<String, String> toldBy(Path pipes) {
        Map<String, String> environment = new HashMap<>(environment("", 0));
        environment.remove("FIU_ENABLE");
        environment.put("FIU_CTRL_FIFO", pipes.toString());
        return environment;
    }

    /** What to say on that pipe for nothing to be opened any more. */
    static String opensNothing(boolean full) {
        return "enable name=%s,failinfo=%d%n".formatted(OPEN, full ? ENOSPC : EIO);
    }

    static String opensAgain() {
        return "disable name=%s%n".formatted(OPEN);
    }

    /** The linker only warns of a library that is not there, and the disk would be sound. */
    private static Map<String, String> environment(String failures, int seed) {
        List<Path> libraries = PRELOADED.stream().map(LIBRARIES::resolve).toList();
        if (!libraries.stream().allMatch(Files::exists)) {
            throw new IllegalStateException("no disk fails without " + libraries + "; src/test/run installs them");
        }
        return Map.of("LD_PRELOAD", String.join(" ", libraries.stream().map(Path::toString).toList()),
                "FIU_ENABLE", failures, "FIU_PRNG_SEED", String.valueOf(seed));
    }

    private static String failing(String call, double probability, int how) {
        return "enable_random name=%s,probability=%s,failinfo=%d%n".formatted(call, probability, how);
    }
}
