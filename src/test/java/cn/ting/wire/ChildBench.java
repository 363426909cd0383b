package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What a test of a device needs that is reached through a child process. */
public class ChildBench {

    /** Other tests' children. */
    private final Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());

    /** A program to stand in place of the real one, or of the script that did; one that is being written to could not be started. */
    public static Path script(Path folder, String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name + ".new"), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(script, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Waits until something holds, no longer than a minute, and looks no second time: it may not hold any more. */
    public static void eventually(BooleanSupplier holds) throws InterruptedException {
        BlockingQueue<Object> never = new LinkedBlockingQueue<>();
        for (int i = 0; !holds.getAsBoolean(); i++) {
            assertTrue(i < 12_000, "waited in vain");
            never.poll(5, TimeUnit.MILLISECONDS);
        }
    }

    /** True while a program of this test runs. */
    public final boolean hasChild() {
        return ProcessHandle.current().children().anyMatch(child -> !before.contains(child));
    }
}
