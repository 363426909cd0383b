package cn.ting.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * With a real hawkBit: the scenes of one kiosk, and rollouts to many that speak the protocol alone. {@code -Dfaults=nightly} runs it; it costs
 * a core a minute, and another one the first time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HawkbitNight extends HawkbitScenes {

    private static final int KIOSKS = 20;

    private RealHawkbit real;

    @BeforeAll
    void startIt() throws Exception {
        real = new RealHawkbit(new SystemClock());
    }

    @AfterAll
    void endIt() {
        real.close();
    }

    @Override
    UpdateServer server() throws Exception {
        real.forget(KIOSK);
        return real;
    }

    @Override
    void leave() {
        // The next scene is with the same one.
    }

    @Test
    void a_rollout_goes_on_to_its_second_group_when_the_first_is_well() throws Exception {
        int rollout = rollout("well", "1.8");
        for (int kiosk = 0; kiosk < KIOSKS / 2; kiosk++) {
            follow("well", kiosk, Stage.SUCCESS);
        }
        real.await("the second group is told", () -> kiosk("well", KIOSKS - 1).poll().deployment().isPresent());
        assertEquals("running", state(rollout));
        for (int kiosk = KIOSKS / 2; kiosk < KIOSKS; kiosk++) {
            follow("well", kiosk, Stage.SUCCESS);
        }
        real.await("all have it", () -> state(rollout).equals("finished"));
    }

    @Test
    void a_rollout_that_does_harm_stops_before_its_second_group() throws Exception {
        int rollout = rollout("harm", "1.9");
        follow("harm", 0, Stage.SUCCESS);
        for (int kiosk : List.of(1, 2, 3)) {
            follow("harm", kiosk, Stage.FAILURE);
        }
        real.await("it is stopped", () -> state(rollout).equals("paused"));
        assertTrue(kiosk("harm", KIOSKS - 1).poll().deployment().isEmpty());
    }

    /** So many kiosks in two groups; half of a group has to be well, and a fifth of it to fail stops all. */
    private int rollout(String name, String version) throws Exception {
        for (int i = 0; i < KIOSKS; i++) {
            real.forget("fengshui." + name + i);
        }
        ObjectNode body = new ObjectMapper().createObjectNode().put("name", name).put("distributionSetId", real.set(version))
                .put("targetFilterQuery", "controllerId==fengshui." + name + "*").put("amountGroups", 2).put("type", "forced");
        body.putObject("successCondition").put("condition", "THRESHOLD").put("expression", "50");
        body.putObject("successAction").put("action", "NEXTGROUP").put("expression", "");
        body.putObject("errorCondition").put("condition", "THRESHOLD").put("expression", "20");
        body.putObject("errorAction").put("action", "PAUSE").put("expression", "");
        int rollout = real.post("rollouts", body.toString()).path("id").asInt();
        real.await("the rollout is made", () -> state(rollout).equals("ready"));
        real.post("rollouts/" + rollout + "/start", "");
        real.await("the first group is told", () -> IntStream.range(0, KIOSKS / 2).allMatch(i -> isTold(name, i)));
        return rollout;
    }

    private boolean isTold(String name, int number) {
        try {
            return kiosk(name, number).poll().deployment().isPresent();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String state(int rollout) throws IOException {
        return real.call("GET", "rollouts/" + rollout, "").path("status").asText();
    }

    private Ddi kiosk(String name, int number) {
        return new Ddi(rig.kiosk.hawkbit, "fengshui." + name + number, rig.kiosk.clock);
    }

    private void follow(String name, int number, Stage end) throws IOException {
        Ddi kiosk = kiosk(name, number);
        Polled wanted = kiosk.poll();
        Assignment taken = Assignment.takenUp(kiosk.deployment(wanted.deployment().orElseThrow()));
        kiosk.tell(taken);
        kiosk.tell(taken.at(Stage.FETCHED, "fetched"));
        kiosk.tell(taken.at(end, "the end"));
        kiosk.tell(taken.at(end, "told twice, which is no failure"));
    }
}
