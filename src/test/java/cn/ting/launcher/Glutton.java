package cn.ting.launcher;

import cn.ting.time.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** A release one thread of which eats memory, while the one that gives its signs of life goes on as if nothing were wrong. */
final class Glutton {

    private static final Pattern OPTION = Pattern.compile("(?<= )-X\\S+");

    private Glutton() {}

    public static void main(String[] none) throws Exception {
        List<byte[]> eaten = new ArrayList<>();
        Thread eater = new Thread(() -> {
            while (true) {
                eaten.add(new byte[1 << 20]);
            }
        });
        eater.setDaemon(true);
        SystemClock clock = new SystemClock();
        // A minute: where nobody ends it, it is not there for ever.
        for (int word = 1; word < 3_000; word++) {
            Files.writeString(Path.of(System.getenv("TING_ALIVE")), word + "\n");
            if (word == 3) {
                eater.start();
            }
            clock.pause(Duration.ofMillis(20));
        }
    }

    /** What a stand-in does to be one, with the options of Java that a release is started with. */
    static String asShipped() {
        try {
            String options = OPTION.matcher(Files.readString(LauncherRig.OTA.resolve("start-kiosk"))).results().map(MatchResult::group)
                    .collect(Collectors.joining(" "));
            return "exec '" + Path.of(System.getProperty("java.home"), "bin/java") + "' " + options + " -cp '" + home(Glutton.class) + ":"
                    + home(SystemClock.class) + ":" + home(Logger.class) + "' " + Glutton.class.getName() + "\n";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException never) {
            throw new IllegalStateException(never);
        }
    }
}
