package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the public conformance suite asks in its {@code test_updater_key_rotations.py}, each case by its name there. A version of metadata is
 * written {@code KEYS/THRESHOLD/SIGNERS}, keys by their number.
 */
class SuiteRotationTest extends SuiteCases {

    private final List<Pen> signers = new ArrayList<>();

    SuiteRotationTest() {
        super("test_rotation");
    }

    @BeforeEach
    void begin() throws IOException {
        for (int i = 0; i < 10; i++) {
            signers.add(Pen.ecdsa());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1-of-1-key-rotation, 1/1/1 2/1/21 2/1/2, 0",
        "1-of-1-key-rotation-unused-signatures, 1/1/314 2/1/3214 2/1/324, 0",
        "3-of-5-sign-with-different-keycombos, 01234/3/024 01234/3/041 01234/3/013 01234/3/013, 0",
        "3-of-5-one-key-rotated, 01234/3/024 01345/3/041, 0",
        "3-of-5-one-key-rotated-with-intermediate-step, 01234/3/024 01345/3/0245 01345/3/045, 0",
        "3-of-5-all-keys-rotated-with-intermediate-step, 01234/3/024 56789/3/024567 56789/3/567, 0",
        "1-of-3-threshold-increase-to-2-of-3, 123/1/1 123/2/12, 0",
        "2-of-3-threshold-decrease-to-1-of-3, 123/2/12 123/1/12 123/1/1, 0",
        "1-of-2-threshold-increase-to-2-of-2, 1/1/1 12/2/12, 0",
        "1-of-1-key-rotation-fail-not-signed-with-old-key, 1/1/1 2/1/234, 1",
        "1-of-1-key-rotation-fail-not-signed-with-new-key, 1/1/1 2/1/134, 1",
        "3-of-5-one-key-rotate-fails-not-signed-with-3-new-keys, 01234/3/024 01345/3/024, 1",
        "3-of-5-one-key-rotate-fails-not-signed-with-3-old-keys, 01234/3/024 01345/3/045, 1",
        "1-of-3-threshold-bump-to-2-of-3-fails-new-threshold-not-reached, 123/1/1 123/2/2, 1",
        "2-of-3-threshold-decr-to-1-of-3-fails-old-threshold-not-reached, 123/2/12 123/1/1, 1"
    })
    void root_rotation(String name, String roots, int exit) throws Exception {
        repository.forget("root");
        for (String root : roots.split(" ")) {
            become("root", root);
            repository.publish("root");
        }
        client.init();
        assertEquals(exit, client.refresh());
        List<byte[]> all = repository.published.get("root");
        client.assertKept("root", all.get(all.size() - 1 - exit));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1-of-1-key-rotation, 2/1/2, 0",
        "1-of-1-key-rotation-unused-signatures, 1/1/314, 0",
        "1-of-1-key-rotation-fail-not-signed-with-new-key, 2/1/134, 1",
        "3-of-5-one-key-signature-wrong-not-signed-with-3-expected-keys, 01345/3/024, 1",
        "2-of-5-one-key-signature-missing-threshold-not-reached, 01345/3/04, 1",
        "3-of-5-sign-first-combo, 01234/3/024, 0",
        "3-of-5-sign-second-combo, 01234/3/041, 0",
        "3-of-5-sign-third-combo, 01234/3/013, 0",
        "3-of-5-sign-fourth-combo, 01234/3/123, 0",
        "3-of-5-sign-fifth-combo, 01234/3/234, 0"
    })
    void non_root_rotations(String name, String version, int exit) throws Exception {
        client.init();
        for (String role : List.of("timestamp", "snapshot", "targets")) {
            become(role, version);
            repository.publish("root", "targets", "snapshot", "timestamp");
            assertEquals(exit, client.refresh(), role);
            if (exit == 0) {
                client.assertKept(role, repository.last(role));
            }
        }
    }

    /** Beyond the suite: a kiosk that was away through many rotations takes them one by one. */
    @Test
    void many_roots_are_followed_one_by_one() throws Exception {
        for (int i = 0; i < 30; i++) {
            repository.rotateKeys("timestamp");
            repository.publish("root");
        }
        repository.publish("timestamp");
        client.init();
        assertEquals(0, client.refresh());
        assertEquals(31, client.version("root"));
        assertEquals(30, repository.asked.indexOf("root 32"));
    }

    private void become(String role, String version) {
        String[] parts = version.split("/");
        repository.forgetKeys(role);
        parts[0].chars().forEach(key -> repository.listKey(role, signers.get(key - '0')));
        repository.role(role).put("threshold", Integer.parseInt(parts[1]));
        parts[2].chars().forEach(key -> repository.pens.get(role).put(signers.get(key - '0').keyId(), signers.get(key - '0')));
    }
}
