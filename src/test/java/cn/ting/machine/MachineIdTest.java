package cn.ting.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineIdTest {

    @TempDir
    Path root;

    @Test
    void a_machine_that_says_nothing_of_itself_is_unknown() throws IOException {
        assertEquals(Optional.empty(), read());
        write("sys/class/dmi/id/board_serial", "To be filled by O.E.M.");
        write("proc/device-tree/serial-number", "0000000000000000\0");
        assertEquals(Optional.empty(), read());
    }

    @Test
    void the_boards_serial_number_tells_machines_apart() throws IOException {
        write("proc/device-tree/serial-number", "100000002f4b9c01\0");
        String first = read().orElseThrow();
        assertTrue(first.matches("[A-Za-z0-9_-]{22}"), first);
        write("proc/device-tree/serial-number", "100000002f4b9c02\0");
        assertNotEquals(first, read().orElseThrow());
    }

    @Test
    void built_in_network_ports_count_and_exchanged_ones_do_not() throws IOException {
        port("eth0", "pci", "52:54:00:12:34:56");
        String before = read().orElseThrow();
        port("wwan0", "usb", "02:11:22:33:44:55");
        Files.createDirectories(root.resolve("sys/class/net/lo"));
        write("sys/class/net/lo/address", "00:00:00:00:00:00");
        assertEquals(before, read().orElseThrow());
        port("eth1", "platform", "52:54:00:12:34:57");
        assertNotEquals(before, read().orElseThrow());
    }

    private void port(String name, String bus, String address) throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/class/net").resolve(name).resolve("device"));
        Files.createDirectories(root.resolve("sys/bus").resolve(bus));
        Files.createSymbolicLink(device.resolve("subsystem"), root.resolve("sys/bus").resolve(bus));
        write("sys/class/net/" + name + "/address", address + "\n");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private Optional<String> read() {
        return new MachineId(root).read();
    }
}
