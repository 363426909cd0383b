package cn.ting.measure;

import cn.ting.bench.Bench;
import cn.ting.bench.BenchPlan;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.device.camera.CameraLoop;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the drivers cost while nothing happens: the processor time of a kiosk with one device of each kind, and of the child processes
 * these have, less that of one without any, as a part of one core. They are asked as often as the shipped settings say; the bench asks some
 * oftener. The camera rests, as it does at the idle page; whether pcscd runs is this machine's. Taken once more with reader, scanner and relay
 * board on serial ports, as shipped cabinets have them: the process that holds these is a child too.
 */
final class DeviceIdling implements Benchmark {

    /** The compiler has seen by then whatever is done again and again. */
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration WATCHED = Duration.ofSeconds(60);
    private static final double LIMIT_PERCENT = 1;
    /** What the bench's kiosk is told of how often to ask. */
    private static final String OFTENER = ", profile: \\{pollEvery: [^}]*}";
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int FRAMES = 10;
    /** USER_HZ is 100 on every machine Linux runs on. */
    private static final double TICKS_A_SECOND = 100;

    private final KioskClock clock;

    DeviceIdling(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("device.idle");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Path film = CameraLoop.of(
                Files.createDirectories(directory).resolve("desk.mjpeg"), noise(), WIDTH, HEIGHT);
        UnaryOperator<String> all = config -> LaunchedKiosk.withA4(config).replaceAll(OFTENER, "").replaceFirst("(?m)^devices:$", """
                devices:
                  - {name: camera, driver: camera, line: "file:%s", profile: {darkBelow: 0}}
                  - {name: social-card, driver: pcsc, line: "pcsc:*"}
                  - {name: speaker, driver: speaker, line: "exec:espeak-ng"}""".formatted(film.toAbsolutePath()));
        double with = percent(directory.resolve("with"), all);
        double serial;
        try (SerialCables cables = new SerialCables(Files.createDirectories(directory.resolve("ports")))) {
            serial = percent(directory.resolve("serial"), config -> cables.lay(all.apply(config), "sam-v", "serial-scanner", "modbus-board"));
        }
        double without = percent(directory.resolve("without"), config -> config.replaceFirst("(?ms)^devices:.*?(?=^[a-z]|\\z)", "devices: []\n"));
        return List.of(figure("device.idle", with - without), figure("device.idle.serial", serial - without));
    }

    private static Figure figure(String name, double percent) {
        return new Figure(name, Math.max(0, percent), "percent of a core", LIMIT_PERCENT);
    }

    /** A desk as a sensor sees it: no two frames are equal, or the camera would be taken for frozen. */
    private static List<byte[]> noise() {
        Random random = new Random(20261127);
        return Stream.generate(() -> new byte[WIDTH * HEIGHT]).limit(FRAMES).peek(random::nextBytes).toList();
    }

    private double percent(Path directory, UnaryOperator<String> settings) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        try (Bench bench = new Bench(BenchPlan.free(List.of("k1"), directory), clock)) {
            bench.start();
            try (LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve("kiosk"), bench, "k1", "")) {
                kiosk.rewrite(settings);
                kiosk.start();
                clock.pause(SETTLE);
                long before = ticks(kiosk.pid());
                clock.pause(WATCHED);
                return (ticks(kiosk.pid()) - before) / TICKS_A_SECOND / WATCHED.toSeconds() * 100;
            }
        }
    }

    /** User and system time of the process and all its children, living and gone: fields 14 to 17 of stat (proc(5)), counted behind the name. */
    private static long ticks(long pid) throws IOException {
        long sum = 0;
        for (long process : LongStream.concat(LongStream.of(pid),
                ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).mapToLong(ProcessHandle::pid)).toArray()) {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            sum += Stream.of(fields).skip(11).limit(4).mapToLong(Long::parseLong).sum();
        }
        return sum;
    }
}
