package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the public conformance suite asks in its {@code test_keys.py}, each case by its name there; and keys that are strange beyond it. */
class SuiteKeysTest extends SuiteCases {

    SuiteKeysTest() {
        super("test_keytype_and_scheme%5Brsa%2Frsassa-pss-sha256%5D");
    }

    @BeforeEach
    void begin() throws IOException {
        client.init();
    }

    @Test
    void snapshot_does_not_meet_threshold() throws Exception {
        repository.role("snapshot").put("threshold", 3);
        repository.addKey("snapshot", Pen.ecdsa());
        Pen third = Pen.ecdsa();
        repository.addKey("snapshot", third);
        repository.publish("root", "targets", "snapshot", "timestamp");
        assertEquals(0, client.refresh());
        repository.pens.get("snapshot").remove(third.keyId());
        repository.publish("targets", "snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals(2, client.version("snapshot"));
    }

    @Test
    void snapshot_has_too_few_keys() throws Exception {
        for (int i = 0; i < 4; i++) {
            repository.addKey("snapshot", Pen.ecdsa());
        }
        repository.role("snapshot").put("threshold", 6);
        repository.publish("root", "snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals("root 2, timestamp 2", client.trusted());
    }

    @Test
    void duplicate_keys() throws Exception {
        Pen pen = Pen.ecdsa();
        for (int i = 0; i < 9; i++) {
            repository.listKey("snapshot", pen);
        }
        repository.pens.get("snapshot").put(pen.keyId(), pen);
        repository.role("snapshot").put("threshold", 6);
        repository.publish("root", "snapshot", "timestamp");
        repository.tamper("snapshot", all -> {
            ArrayNode signatures = (ArrayNode) all.get("signatures");
            for (int i = 0; i < 8; i++) {
                signatures.add(signatures.get(1));
            }
        });
        assertEquals(1, client.refresh());
        assertEquals(0, client.version("snapshot"));
    }

    @Test
    void duplicate_sig_keyids() throws Exception {
        repository.tamper("snapshot", all -> ((ArrayNode) all.get("signatures")).add(all.get("signatures").get(0)));
        assertEquals(1, client.refresh());
        assertEquals(0, client.version("snapshot"));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa,rsassa-pss-sha256", "ecdsa,ecdsa-sha2-nistp256", "ed25519,ed25519",
        // Not of the specification, but of repositories in use.
        "rsa,rsa-pkcs1v15-sha256", "ecdsa,ecdsa-sha2-nistp384", "ecdsa-sha2-nistp256,ecdsa-sha2-nistp256"
    })
    void keytype_and_scheme(String type, String scheme) throws Exception {
        Pen pen = Pen.of(type, scheme);
        repository.addKey("root", pen);
        repository.role("root").put("threshold", 2);
        repository.publish("root");
        assertEquals(0, client.refresh());
        assertEquals(2, client.version("root"));

        repository.publish("root");
        repository.tamper("root", all -> {
            for (var signature : all.get("signatures")) {
                if (signature.get("keyid").asText().equals(pen.keyId())) {
                    ((ObjectNode) signature).put("sig", pen.sign(new byte[] {1}));
                }
            }
        });
        assertEquals(1, client.refresh());
        assertEquals(2, client.version("root"));
    }

    @Test
    void invalid_sig_in_valid_metadata() throws Exception {
        Pen first = repository.pens.get("timestamp").values().iterator().next();
        repository.addKey("timestamp", Pen.ecdsa());
        for (String wrong : List.of(first.sign(new byte[] {1}), "", "not hexadecimal", "abc")) {
            repository.publish("root", "timestamp");
            repository.tamper("timestamp", all -> ((ObjectNode) all.get("signatures").get(0)).put("sig", wrong));
            assertEquals(0, client.refresh(), wrong);
        }
    }

    /** Beyond the suite: a root may name keys that only others understand. */
    @Test
    void keys_of_unknown_types_and_broken_ones_are_no_reason_to_refuse_but_verify_nothing() throws Exception {
        Pen pen = Pen.ecdsa();
        List<Pen> strange = List.of(pen.as("a", "ecdsa", "unheard-of"), pen.as("b", "unheard-of", "ecdsa-sha2-nistp256"),
                pen.as("c", "rsa", "rsassa-pss-sha256"), pen.as("d", "ed25519", "ed25519"), pen.as("e", "ecdsa", "ecdsa-sha2-nistp384"));
        strange.forEach(one -> repository.addKey("snapshot", one));
        ((ObjectNode) repository.signed.get("root").get("keys")).putObject("f").put("keytype", "sigstore-oidc").put("scheme", "Fulcio")
                .putObject("keyval").put("identity", "someone@example.org");
        repository.publish("root", "snapshot", "timestamp");
        assertEquals(0, client.refresh(), "the key it had before is there too");

        repository.role("snapshot").put("threshold", 2);
        repository.publish("root", "snapshot", "timestamp");
        assertEquals(1, client.refresh());
        assertEquals("root 3, snapshot 2, targets 1, timestamp 3", client.trusted());
    }

    /** Beyond the suite: ids and ways to write a key do not make it another. */
    @Test
    void one_key_under_many_ids_schemes_and_spellings_counts_once() throws Exception {
        Pen edwards = Pen.ed25519();
        Pen shouted = edwards.as("shouted", "ed25519", "ed25519");
        Pen curve = Pen.ecdsa();
        Pen unbroken = curve.as("unbroken", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256");
        Pen rsa = Pen.of("rsa", "rsassa-pss-sha256");
        repository.forgetKeys("snapshot");
        for (Pen pen : Arrays.asList(edwards, shouted, curve, unbroken, rsa, rsa.as("pkcs", "rsa", "rsa-pkcs1v15-sha256"))) {
            repository.addKey("snapshot", pen);
        }
        ObjectNode keys = (ObjectNode) repository.signed.get("root").get("keys");
        respell(keys, shouted.keyId(), keys.get(shouted.keyId()).path("keyval").path("public").asText().toUpperCase());
        respell(keys, unbroken.keyId(), keys.get(curve.keyId()).path("keyval").path("public").asText().replaceAll("(?<=[^-])\n(?=[^-])", ""));
        repository.role("snapshot").put("threshold", 3);
        repository.publish("root", "snapshot", "timestamp");
        assertEquals(0, client.refresh());
        repository.role("snapshot").put("threshold", 4);
        repository.publish("root", "snapshot", "timestamp");
        assertEquals(1, client.refresh());
    }

    private static void respell(ObjectNode keys, String id, String text) {
        ((ObjectNode) keys.get(id).get("keyval")).put("public", text);
    }
}
