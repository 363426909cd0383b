package cn.ting.seal;

import cn.ting.condition.Conditions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where this kiosk's own key is kept: {@code device-key} among systemd's credentials
 * (https://systemd.io/CREDENTIALS, {@code $CREDENTIALS_DIRECTORY}), or else a file of that name in the data directory, which is
 * made when it is first asked for. Its 32 bytes are the key. Safe for use by any thread.
 *
 * <p>A key that is wrong, or that others can read, is neither used nor replaced: a {@link SealFault} says so, and it is looked at again
 * whenever it is asked for.
 */
public final class DeviceKeyFile {

    static final String NAME = "device-key";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Optional<Path> credentials;
    private final Path file;
    private final Conditions conditions;
    private DeviceKey key;

    /**
     * @param credentials systemd's directory of credentials, where it gave one
     * @param data the kiosk's data directory, which must exist once the key is asked for
     */
    public DeviceKeyFile(Optional<Path> credentials, Path data, Conditions conditions) {
        this.credentials = credentials;
        this.file = data.resolve(NAME);
        this.conditions = conditions;
    }

    /** The key; empty while there is none that may be used, and a condition tells why. */
    public synchronized Optional<DeviceKey> key() {
        if (key == null) {
            load();
        }
        return Optional.ofNullable(key);
    }

    private void load() {
        Optional<Path> credential = credentials.map(directory -> directory.resolve(NAME)).filter(Files::exists);
        Path place = credential.orElse(file);
        SealFault wrong = null;
        String detail = place.toString();
        try {
            if (credential.isEmpty() && !Files.exists(file)) {
                make();
            }
            if (credential.isEmpty() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                wrong = SealFault.DEVICE_KEY_EXPOSED;
            } else {
                byte[] bytes = read(place);
                if (bytes.length == DeviceKey.BYTES) {
                    key = new DeviceKey(bytes);
                } else {
                    wrong = SealFault.DEVICE_KEY_WRONG;
                }
            }
        } catch (IOException | UnsupportedOperationException refused) {
            wrong = SealFault.DEVICE_KEY_UNAVAILABLE;
            detail = refused.toString();
        }
        for (SealFault fault : SealFault.values()) {
            conditions.set(fault == wrong, fault, "", detail);
        }
    }

    /** At most one byte more than a key has, so that no other file is read into memory. */
    private static byte[] read(Path place) throws IOException {
        try (InputStream in = Files.newInputStream(place)) {
            return in.readNBytes(DeviceKey.BYTES + 1);
        }
    }

    /** Whoever looks finds no file or a whole one, whenever the power is cut, and nobody else can ever read it. */
    private void make() throws IOException {
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer bytes = ByteBuffer.wrap(X25519.fresh());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        // The rename itself is on the disk only when its folder is.
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
