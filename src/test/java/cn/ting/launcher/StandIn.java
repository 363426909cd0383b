package cn.ting.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A release of four files that does what a test wants of it. Its manifest is made here by the letter of decision 0024, without the tools of
 * {@code ota/}.
 *
 * @param fate lines of shell: what it does after it has told where it runs
 */
record StandIn(String version, int counter, String fate) {

    /** Of this machine, as {@code uname -m} says it. */
    private static final String ARCH = System.getProperty("os.arch").replace("amd64", "x86_64");

    /** Serves until it is told to end; ends too when its launcher is gone, as it would with the machine. */
    static final String HEALTHY = """
            trap 'exit 143' TERM
            n=0
            while kill -0 $PPID 2> /dev/null; do
                n=$((n + 1))
                echo $n > "$TING_ALIVE"
                [ $n != 2 ] || echo "serves $TING_SLOT '$TING_TRIAL'"
                sleep 0.02
            done
            """;

    /** Never comes to anything. */
    static final String SILENT = "exec sleep 60\n";

    /** What one that hangs has started, as no other run of these tests calls it; it would be there for ten minutes. */
    static final String STARTED = "sleep 600." + ProcessHandle.current().pid();

    /** Comes up and hangs, so that it hears nothing but SIGKILL; and has started something. */
    static final String HANGS = """
            trap '' TERM QUIT
            %s &
            echo 1 > "$TING_ALIVE"
            for _ in $(seq 60); do sleep 1; done
            """.formatted(STARTED);

    /** Comes up and ends with a code. */
    static String ends(int code) {
        return "for n in 1 2 3; do echo $n > \"$TING_ALIVE\"; sleep 0.05; done\nexit " + code + "\n";
    }

    /** Writes it into a slot, signs it, and returns what a pointer says of it. */
    String into(Path slots, String slot, KeyPair key) {
        try {
            Path root = slots.resolve(slot);
            Map<String, String> files = new TreeMap<>(Map.of("app/ting.aot", "an archive of classes\n", "app/lib/some+thing-1.0.jar", "a library of " + version + "\n", "app/ting.jar", "app\n",
                    "bin/ting", "#!/bin/sh\necho \"runs $TING_SLOT '$TING_TRIAL'\"\n" + fate));
            StringBuilder manifest = new StringBuilder("# ting-release 1\n# version " + version + "\n# counter " + counter
                    + "\n# arch " + ARCH + "\n# models bench\n# from 1\n# epoch 1767225600\n");
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                boolean executable = file.getKey().startsWith("bin/");
                Path path = root.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, bytes);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                manifest.append(sha256(bytes)).append(' ').append(bytes.length).append(executable ? " 755 " : " 644 ").append(file.getKey()).append('\n');
            }
            byte[] text = manifest.toString().getBytes(StandardCharsets.US_ASCII);
            Files.write(root.resolve("MANIFEST"), text);
            Files.write(root.resolve("MANIFEST.sig"), sign(text, key));
            return slot + " " + sha256(text) + " " + counter + " " + version;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Signs the manifest that stands in a slot anew. */
    static void sign(Path slot, KeyPair key) throws IOException {
        Files.write(slot.resolve("MANIFEST.sig"), sign(Files.readAllBytes(slot.resolve("MANIFEST")), key));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    private static byte[] sign(byte[] text, KeyPair key) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    /** True when anything stands there, a link that leads nowhere too. */
    static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
