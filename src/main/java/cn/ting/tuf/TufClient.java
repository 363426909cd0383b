package cn.ting.tuf;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The verifier as a command of its own, in the words of the public conformance suite
 * (https://github.com/theupdateframework/tuf-conformance, CLIENT-CLI.md): {@code init}, {@code refresh} and {@code download}. Exits with 0
 * when all went well, with 1 and one line on standard error when it did not.
 */
public final class TufClient {

    private static final Set<String> OPTIONS =
            Set.of("--metadata-dir", "--metadata-url", "--target-name", "--target-dir", "--target-base-url");

    private static final String USAGE = """
            usage: tuf --metadata-dir D init ROOT
                   tuf --metadata-dir D --metadata-url U refresh
                   tuf --metadata-dir D --metadata-url U --target-name N... --target-base-url B --target-dir T download
            """;

    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final KioskClock clock;

    TufClient(String[] arguments, KioskClock clock) {
        this.clock = clock;
        for (int i = 0; i < arguments.length; i++) {
            if (OPTIONS.contains(arguments[i]) && i + 1 < arguments.length) {
                options.computeIfAbsent(arguments[i], option -> new ArrayList<>()).add(arguments[++i]);
            } else {
                words.add(arguments[i]);
            }
        }
    }

    public static void main(String[] arguments) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        System.exit(new TufClient(arguments, new SystemClock()).run(err));
    }

    int run(PrintStream err) {
        try {
            String command = words.isEmpty() ? "" : words.get(0);
            if (command.equals("init") && words.size() == 2) {
                Updater.initialize(Path.of(one("--metadata-dir")), Files.readAllBytes(Path.of(words.get(1))));
            } else if (command.equals("refresh")) {
                updater("").refresh();
            } else if (command.equals("download")) {
                Updater updater = updater(one("--target-base-url"));
                updater.refresh();
                for (String name : options.getOrDefault("--target-name", List.of())) {
                    updater.download(name, Path.of(one("--target-dir")));
                }
            } else {
                err.print(USAGE);
                return 1;
            }
            return 0;
        } catch (TufException refused) {
            err.println(refused.getMessage());
            return 1;
        } catch (IOException | IllegalArgumentException failed) {
            err.println("tuf: " + failed);
            return 1;
        }
    }

    private Updater updater(String targets) {
        return new Updater(Path.of(one("--metadata-dir")), new HttpSource(one("--metadata-url"), clock), new HttpSource(targets, clock), clock,
                clock::uptime);
    }

    private String one(String option) {
        List<String> given = options.getOrDefault(option, List.of());
        if (given.size() != 1) {
            throw new IllegalArgumentException(option + " is given once");
        }
        return given.get(0);
    }
}
