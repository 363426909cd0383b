package cn.ting.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Condition;
import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the kiosk's own key comes from, and what is no key. */
class DeviceKeyFileTest {

    @TempDir
    Path data;

    private final Conditions conditions = new Conditions(new SteppedClock());

    @Test
    void theFirstStartMakesAKeyForTheOwnerAloneAndLaterOnesKeepIt() throws IOException {
        // What a start that was cut off has left.
        Files.writeString(data.resolve("device-key.new"), "half");
        String first = kid();

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals(32, Files.size(file()));
        assertEquals(first, kid());
        assertEquals(List.of(), faults());
        try (Stream<Path> files = Files.list(data)) {
            assertEquals(List.of(file()), files.toList());
        }
    }

    @Test
    void twoKiosksHaveTwoKeys(@TempDir Path other) {
        assertFalse(kid().equals(new DeviceKeyFile(Optional.empty(), other, conditions).key().orElseThrow().kid()));
    }

    @Test
    void aCredentialOfSystemdComesFirstAndNoFileIsMadeThen(@TempDir Path credentials) throws IOException {
        Files.write(credentials.resolve("device-key"), new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32});
        DeviceKeyFile key = new DeviceKeyFile(Optional.of(credentials), data, conditions);

        assertEquals(Digest.sha256Hex(Octets.read(key.key().orElseThrow().publicKey())).substring(0, 16), key.key().orElseThrow().kid());
        assertFalse(Files.exists(file()));
    }

    @Test
    void withoutThatCredentialTheFileServes(@TempDir Path credentials) {
        assertTrue(new DeviceKeyFile(Optional.of(credentials), data, conditions).key().isPresent());
        assertTrue(Files.exists(file()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
    void aKeyOthersCanReachIsNotUsedUntilItIsPutRight(String permissions) throws IOException {
        String good = kid();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
        DeviceKeyFile key = new DeviceKeyFile(Optional.empty(), data, conditions);

        assertTrue(key.key().isEmpty());
        assertEquals(List.of(SealFault.DEVICE_KEY_EXPOSED), faults());

        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        assertEquals(good, key.key().orElseThrow().kid());
        assertEquals(List.of(), faults());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 100_000})
    void whatHasAnotherLengthIsNoKeyAndIsLeftAsItIs(int length) throws IOException {
        kid();
        Files.write(file(), new byte[length]);

        assertTrue(new DeviceKeyFile(Optional.empty(), data, conditions).key().isEmpty());
        assertEquals(List.of(SealFault.DEVICE_KEY_WRONG), faults());
        assertEquals(length, Files.size(file()));
    }

    @Test
    void whatCannotBeReadOrMadeIsSaid() throws IOException {
        assertTrue(new DeviceKeyFile(Optional.empty(), data.resolve("missing"), conditions).key().isEmpty());
        assertEquals(List.of(SealFault.DEVICE_KEY_UNAVAILABLE), faults());

        Files.createDirectory(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        assertTrue(new DeviceKeyFile(Optional.empty(), data, conditions).key().isEmpty());
        assertEquals(List.of(SealFault.DEVICE_KEY_UNAVAILABLE), faults());
    }

    private Path file() {
        return data.resolve("device-key");
    }

    private String kid() {
        return new DeviceKeyFile(Optional.empty(), data, conditions).key().orElseThrow().kid();
    }

    private List<Fault> faults() {
        return conditions.present().stream().map(Condition::fault).toList();
    }
}
