package cn.ting.platform;

import cn.ting.platform.Queues.AtWindow;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens at the windows of the halls, by hand or by a clerk. For the platform's own thread only. */
final class Counters {

    private static final Duration FASTEST = Duration.ofSeconds(2);
    private static final Duration SLOWEST = Duration.ofMinutes(10);

    /** Someone who works through the windows of one hall. */
    private static final class Clerk {
        private final Duration every;
        private final KioskClock.Alarm alarm;
        private int window;

        Clerk(Duration every, KioskClock.Alarm alarm) {
            this.every = every;
            this.alarm = alarm;
        }
    }

    private final List<HallPlan> halls;
    private final Queues queues;
    private final Announcements announcements;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Clerk> clerks = new HashMap<>();

    Counters(List<HallPlan> halls, Queues queues, Announcements announcements, KioskClock clock) {
        this.halls = halls;
        this.queues = queues;
        this.announcements = announcements;
        this.clock = clock;
    }

    Optional<Call> callNext(String hall, String service, String window) throws SQLException {
        HallPlan plan = hall(hall, window);
        Optional<AtWindow> before = called(hall, window);
        Optional<Call> call = queues.callNext(plan, service, window, today(), clock.instant());
        // A window serves one at a time: who calls the next has served the one before.
        if (call.isPresent() && before.isPresent()) {
            queues.end(before.get().call(), "completed", today(), clock.instant());
        }
        announcements.board(plan);
        return call;
    }

    Call recall(String hall, String window) throws SQLException {
        HallPlan plan = hall(hall, window);
        AtWindow last = queues.atWindow(hall, window, today())
                .orElseThrow(() -> new IllegalArgumentException("no number was called to window " + window + " today"));
        if (last.state().equals("completed")) {
            throw new IllegalArgumentException(last.call().number() + " was served at window " + window);
        }
        if (last.state().equals("passed") && !queues.kept(plan, last.call(), clock.instant())) {
            throw new IllegalArgumentException(last.call().number() + " was passed and is void by the hall's rule: " + plan.noShow());
        }
        Call call = queues.again(last.call(), today(), clock.instant());
        announcements.board(plan);
        return call;
    }

    /** Ends what is at a window; returns it. */
    Call end(String hall, String window, String state) throws SQLException {
        HallPlan plan = hall(hall, window);
        AtWindow last = called(hall, window)
                .orElseThrow(() -> new IllegalArgumentException("no number is called to window " + window + " now"));
        queues.end(last.call(), state, today(), clock.instant());
        announcements.board(plan);
        return last.call();
    }

    /** Sends who is at a window on to another service of the hall. */
    Call transfer(String hall, String window, String service) throws SQLException {
        HallPlan plan = hall(hall, window);
        AtWindow last = called(hall, window)
                .orElseThrow(() -> new IllegalArgumentException("no number is called to window " + window + " now"));
        queues.transfer(last.call(), plan.service(service), today(), clock.instant());
        announcements.board(plan);
        return last.call();
    }

    /** Somebody sits down at a window, or leaves it. */
    HallPlan staff(String hall, String window, boolean there) throws SQLException {
        HallPlan plan = hall(hall, window);
        queues.staff(plan, window, there);
        announcements.board(plan);
        return plan;
    }

    /** Seats a clerk, or another in place of the one before; returns its hall. */
    HallPlan clerkOn(String hall, Duration every, PlatformThread work) {
        HallPlan plan = hall(hall);
        if (every.compareTo(FASTEST) < 0 || every.compareTo(SLOWEST) > 0) {
            throw new IllegalArgumentException("a clerk works every 2 to 600 seconds");
        }
        clerkOff(hall);
        clerks.put(hall, new Clerk(every, clock.every(every, () -> work.tell(() -> turn(plan)))));
        return plan;
    }

    /** Sends a clerk away; returns its hall. */
    HallPlan clerkOff(String hall) {
        HallPlan plan = hall(hall);
        Clerk clerk = clerks.remove(hall);
        if (clerk != null) {
            clerk.alarm.cancel();
        }
        return plan;
    }

    void close() {
        clerks.values().forEach(clerk -> clerk.alarm.cancel());
        clerks.clear();
    }

    /** One window of a clerk; a turn that was under way when the clerk was sent away does nothing. */
    private void turn(HallPlan hall) throws SQLException {
        Clerk clerk = clerks.get(hall.id());
        if (clerk == null) {
            return;
        }
        String window = hall.windows().get(clerk.window++ % hall.windows().size());
        Optional<AtWindow> done = called(hall.id(), window);
        if (done.isPresent()) {
            queues.end(done.get().call(), "completed", today(), clock.instant());
        }
        if (queues.callNext(hall, window, today(), clock.instant()).isPresent() || done.isPresent()) {
            announcements.board(hall);
        }
    }

    private Optional<AtWindow> called(String hall, String window) throws SQLException {
        return queues.atWindow(hall, window, today()).filter(last -> last.state().equals("called"));
    }

    /** Every hall as its board has it, and beside that what a board does not tell. */
    List<JsonNode> state() throws SQLException {
        List<JsonNode> states = new ArrayList<>();
        for (HallPlan hall : halls) {
            ObjectNode state = queues.state(hall, today(), clock.instant());
            int waiting = 0;
            for (JsonNode service : state.path("services")) {
                waiting += service.path("waiting").asInt();
            }
            state.put("waiting", waiting).put("twice", queues.twice(hall, today()));
            ArrayNode windows = state.putArray("windows");
            for (String window : hall.windows()) {
                windows.add(window(hall.id(), window));
            }
            Clerk clerk = clerks.get(hall.id());
            state.putObject("clerk").put("on", clerk != null).put("every", clerk == null ? 0 : clerk.every.toSeconds());
            states.add(state);
        }
        return states;
    }

    private ObjectNode window(String hall, String name) throws SQLException {
        Optional<AtWindow> last = queues.atWindow(hall, name, today());
        return json.createObjectNode()
                .put("window", name)
                .put("state", last.map(AtWindow::state).orElse("free"))
                .put("number", last.map(at -> at.call().number()).orElse(""))
                .put("service", last.map(at -> at.call().service()).orElse(""))
                .put("at", last.map(at -> at.call().at().toString()).orElse(""));
    }

    private HallPlan hall(String id) {
        return halls.stream()
                .filter(hall -> hall.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no hall " + id));
    }

    private HallPlan hall(String id, String window) {
        HallPlan hall = hall(id);
        hall.window(window);
        return hall;
    }

    private LocalDate today() {
        return clock.local().toLocalDate();
    }
}
