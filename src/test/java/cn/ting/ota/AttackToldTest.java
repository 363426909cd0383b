package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.slots.Workshop.Made;
import cn.ting.tuf.Pen;
import cn.ting.visit.Milestone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of attacks by a stick for who looks after the kiosk: a fact and a condition, each with the attack's own code; residents are served. */
class AttackToldTest {

    @TempDir
    Path directory;

    private OtaRig rig;
    private Made eight;

    /** What somebody does; a stick with what is published after it, and the files of 8, is put in then. */
    interface Attack {
        void on(OtaRig rig, Made eight) throws Exception;
    }

    @BeforeEach
    void begin() throws Exception {
        rig = new OtaRig(directory);
        eight = rig.workshop.make(8);
        rig.workshop.offer(eight);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("ota.unsigned", (rig, eight) -> rig.workshop.offer(new Made(eight.text(), rig.workshop.sign(new byte[1]), 8, eight.files()))),
                attack("ota.key", (rig, eight) -> Files.delete(rig.directory.resolve("release.pem"))),
                attack("ota.rollback", (rig, eight) -> rig.workshop.commit(rig.workshop.make(9), "a")),
                attack("ota.mixed", (rig, eight) -> {
                    Made nine = rig.workshop.make(9);
                    rig.workshop.repository.artifacts.put(eight.target("x86_64"), nine.text());
                    rig.workshop.repository.artifacts.put(eight.target("x86_64") + ".sig", nine.signature());
                    rig.workshop.repository.publish();
                }),
                attack("ota.model", (rig, eight) -> only(rig, "models", "community-desk")),
                attack("ota.arch", (rig, eight) -> only(rig, "arch", "aarch64")),
                attack("ota.from", (rig, eight) -> only(rig, "from", "8")),
                attack("ota.no-release", (rig, eight) -> {
                    rig.workshop.repository.artifacts.clear();
                    rig.workshop.repository.publish();
                }),
                attack("ota.stick-stale", (rig, eight) -> rig.clock.step(Duration.ofDays(181))),
                attack("ota.stick-undated", (rig, eight) -> rig.workshop.repository.forge("timestamp.json", signed -> signed.remove("made"))),
                attack("tuf.expired", (rig, eight) -> {
                    rig.clock.step(Duration.ofDays(31));
                    rig.workshop.repository.made = rig.clock.instant();
                    rig.workshop.repository.publishTimestamp();
                }),
                attack("tuf.unsigned", (rig, eight) -> {
                    rig.workshop.repository.pens.put("targets", List.of(Pen.ed25519()));
                    rig.workshop.repository.publish();
                }),
                attack("tuf.too-few-keys", (rig, eight) -> {
                    rig.workshop.repository.thresholds.put("targets", 2);
                    rig.workshop.repository.listed.get("targets").add(Pen.ecdsa());
                    rig.workshop.repository.publishRoot();
                    rig.workshop.repository.publish();
                }),
                attack("tuf.too-large", (rig, eight) -> rig.workshop.repository.served.put("2.root.json", new byte[600_000])),
                attack("ota.missing", (rig, eight) -> eight.files().remove("app/ting.jar")));
    }

    private static Arguments attack(String code, Attack attack) {
        return Arguments.of(code, attack);
    }

    /** All that is published is for others. */
    private static void only(OtaRig rig, String what, String other) {
        rig.workshop.models = what.equals("models") ? other : rig.workshop.models;
        rig.workshop.arch = what.equals("arch") ? other : rig.workshop.arch;
        rig.workshop.from = what.equals("from") ? Long.parseLong(other) : rig.workshop.from;
        rig.workshop.repository.artifacts.clear();
        rig.workshop.offer(rig.workshop.make(8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void an_attack_is_told_once_with_its_code_and_residents_are_served(String code, Attack attack) throws Exception {
        attack.on(rig, eight);
        rig.workshop.stick("stick", eight);
        for (int starts = 0; starts < 2; starts++) {
            rig.life.goOn();
            List<String> refused = rig.life.told().stream().filter(told -> told.startsWith("refused")).toList();
            assertEquals(1, refused.size(), refused.toString());
            assertTrue(refused.get(0).endsWith(" " + code), refused.toString());
            List<String> shown = rig.life.conditions.present().stream().filter(one -> one.fault() == OtaFault.REFUSED).map(one -> one.detail()).toList();
            assertEquals(1, shown.size());
            assertTrue(shown.get(0).contains(code), shown.toString());
            assertTrue(rig.life.visits.begin(new Milestone.Began("touch")).isPresent());
            assertEquals(Optional.empty(), rig.life.ended);
            rig.start();
        }
    }
}
