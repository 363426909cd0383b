package cn.ting.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
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

    /** True while a program of this test runs. */
    public final boolean hasChild() {
        return ProcessHandle.current().children().anyMatch(child -> !before.contains(child));
    }
}
