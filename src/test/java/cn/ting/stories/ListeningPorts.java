package cn.ting.stories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where a process of this machine listens, as the kernel tells in {@code /proc}. */
final class ListeningPorts {

    private static final String LISTEN = "0A";

    private ListeningPorts() {}

    /** The addresses as the kernel writes them, in hexadecimal and without ports. */
    static Set<String> addresses(long pid) throws IOException {
        Set<String> sockets = sockets(pid);
        Set<String> addresses = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String row : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "net", table))) {
                // sl local remote state queues timer retransmits uid timeout inode
                String[] columns = row.trim().split("\\s+");
                if (columns[3].equals(LISTEN) && sockets.contains(columns[9])) {
                    addresses.add(columns[1].replaceAll(":.*", ""));
                }
            }
        }
        return addresses;
    }

    /** Inodes of the process's sockets. */
    private static Set<String> sockets(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    String target = target(file);
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring(8, target.length() - 1));
                    }
                }
            }
        }
        return inodes;
    }

    /** Empty for a file that was closed meanwhile. */
    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
