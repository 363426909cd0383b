package cn.ting.machine;

import cn.ting.seal.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Tells this machine from every other by its hardware, so that a disk which wakes in another one notices. Nothing that lies on the disk
 * counts, as {@code /etc/machine-id} does: a cloned disk carries it along.
 */
public final class MachineId {

    private static final int BYTES = 16;

    private final Path root;

    /** @param root where {@code sys} and {@code proc} are mounted: {@code /} but for tests */
    public MachineId(Path root) {
        this.root = root;
    }

    /**
     * A digest of what the hardware says of itself: the board's serial number where its firmware tells one (device tree, or DMI for who may
     * read it), else the addresses of the network ports that are built in. USB adapters and modems are exchanged and do not count.
     *
     * @return 22 characters of base64url; empty where the hardware says nothing, as in most containers
     */
    public Optional<String> read() {
        return text("proc/device-tree/serial-number")
                .or(() -> text("sys/class/dmi/id/board_serial"))
                .or(this::ports)
                .map(MachineId::digest);
    }

    private Optional<String> ports() {
        TreeSet<String> addresses = new TreeSet<>();
        try (DirectoryStream<Path> ports = Files.newDirectoryStream(root.resolve("sys/class/net"))) {
            for (Path port : ports) {
                if (builtIn(port)) {
                    text(root.relativize(port.resolve("address")).toString()).ifPresent(addresses::add);
                }
            }
        } catch (IOException none) {
            return Optional.empty();
        }
        return addresses.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", addresses));
    }

    /** A port of hardware has a device, and its device a bus: https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-net. */
    private static boolean builtIn(Path port) throws IOException {
        Path bus = port.resolve("device/subsystem");
        return Files.exists(bus) && !bus.toRealPath().endsWith("usb");
    }

    private Optional<String> text(String file) {
        try {
            String text = Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1).replace("\0", "").strip();
            // What boards say that were never given a serial number.
            boolean says = text.chars().filter(Character::isLetterOrDigit).distinct().count() > 2
                    && !text.toLowerCase(Locale.ROOT).contains("filled by");
            return says ? Optional.of(text) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String digest(String text) {
        byte[] whole = Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, BYTES));
    }
}
