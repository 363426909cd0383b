package cn.ting.press;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ting usb}: makes a stick. */
@Command(name = "usb", customSynopsis = "Usage: ting usb [--release VERSION] [--arch ARCH] [--directory] REPO STICK", synopsisHeading = "",
        description = {"Makes a stick that kiosks take a release from.",
            "STICK is where it is mounted. metadata/, targets/ and files/ on it are replaced; everything else on it stays. Each kiosk takes the newest"
                + " release for its cabinet and its machine, so that is what is put on it, for all of them. A stick that is pulled before the end is"
                + " none to a kiosk."})
final class Usb implements Callable<Integer> {

    private final InstantSource clock;
    private final Supplier<PrintStream> out;

    @Parameters(paramLabel = "REPO", description = "The repository, published.")
    private Path repository;

    @Parameters(paramLabel = "STICK", description = "Where the stick is mounted.")
    private Path stick;

    @Option(names = "--release", paramLabel = "VERSION", description = "Only this one of them.")
    private String version;

    @Option(names = "--arch", paramLabel = "ARCH", description = "Only for such machines, as uname -m calls them.")
    private String arch;

    @Option(names = "--directory", description = "STICK is a plain directory, to be copied to one.")
    private boolean plain;

    Usb(InstantSource clock, Supplier<PrintStream> out) {
        this.clock = clock;
        this.out = out;
    }

    @Override
    public Integer call() throws RefusedException, IOException {
        if (!Files.isDirectory(stick)) {
            throw new RefusedException("there is no directory " + stick);
        }
        Path place = stick.toRealPath();
        if (!plain && (place.getParent() == null || Files.getAttribute(place, "unix:dev").equals(Files.getAttribute(place.getParent(), "unix:dev")))) {
            throw new RefusedException("nothing is mounted at " + stick + "; --directory, where a plain directory is meant");
        }
        if (Files.isDirectory(repository)) {
            Path source = repository.toRealPath();
            if (source.startsWith(place) || place.startsWith(source)) {
                // What a stick does not need is deleted from it: here that would be the repository's older releases.
                throw new RefusedException("stick and repository are one, or one lies in the other: " + stick + " and " + repository);
            }
        }
        StickPlan plan = StickPlan.of(new RepositoryFolder(repository), clock.instant(), version, arch);
        new StickWriter(place, plan, out.get()).write();
        plan.told().forEach(out.get()::println);
        out.get().println("the stick is whole; it may be pulled once it is unmounted: umount " + stick);
        return 0;
    }
}
