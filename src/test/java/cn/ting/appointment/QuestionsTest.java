package cn.ting.appointment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import cn.ting.link.Requests.Reply;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is asked of the platform, and what is made of its answers. */
class QuestionsTest {

    private static final String ID = "a1B2c3D4e5F6g7H8i9J0kL";
    private static final String BOOKED = "{'appointment':'" + ID + "','hall':'h','service':'s','date':'2026-11-24','from':'09:00','until':'09:30',"
            + "'state':'booked','code':'40271836','link':'https://area.example/appointment/40271836'}";

    private final List<String> asked = new ArrayList<>();
    private Reply reply = new Reply.Unanswered();
    private boolean linked = true;
    private final Questions questions = new Questions((type, data, deadline) -> {
        asked.add(type + " " + new String(data, StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(reply);
    }, () -> linked);

    @Test
    void without_a_link_nothing_is_asked() {
        linked = false;
        assertInstanceOf(Told.Silent.class, questions.days("h", "s").join());
        assertEquals(List.of(), asked);
    }

    @Test
    void days_come_in_their_order_with_no_more_left_than_there_are() {
        answers("{'days':[{'date':'2026-11-25','slots':[]},{'date':'2026-11-24','slots':["
                + "{'from':'09:30','until':'10:00','quota':4,'left':9},{'from':'09:00','until':'09:30','quota':4,'left':1}]}]}");
        List<Day> days = known(questions.days("h", "s").join());
        assertEquals(List.of("appointment.slots {\"hall\":\"h\",\"service\":\"s\"}"), asked.stream().map(QuestionsTest::ordered).toList());
        assertEquals("2026-11-24", days.get(0).date().toString());
        assertEquals(List.of(1, 4), days.get(0).slots().stream().map(Day.Slot::left).toList());
        assertEquals(5, days.get(0).left());
        assertEquals(LocalTime.of(10, 0), days.get(0).at(LocalTime.of(9, 30)).orElseThrow().until());
    }

    @Test
    void a_refusal_is_an_answer_and_silence_is_none() {
        reply = new Reply.Refused("unknown");
        assertEquals(new Told.None<>("unknown"), questions.withCode("40271836").join());
        reply = new Reply.Unanswered();
        assertInstanceOf(Told.Silent.class, questions.withCode("40271836").join());
    }

    @Test
    void an_answer_about_another_appointment_is_none() {
        answers(BOOKED);
        assertEquals("40271836", known(questions.withCode("40271836").join()).code());
        assertInstanceOf(Told.Silent.class, questions.withCode("40271837").join());
        assertEquals(ID, known(questions.outcome(ID).join()).appointment());
        assertInstanceOf(Told.Silent.class, questions.outcome(ID.replace('a', 'b')).join());
    }

    @Test
    void what_would_not_do_on_a_page_or_a_slip_is_no_answer() {
        for (String wrong : List.of(
                BOOKED.replace("booked", "asked"), BOOKED.replace("booked", "dreamt"), BOOKED.replace("'09:30'", "'09:00'"),
                BOOKED.replace("09:00", "24:00"), BOOKED.replace("2026-11-24", "2026-13-24"), BOOKED.replace("'40271836'", "'4027183'"),
                BOOKED.replace("https", "http"), BOOKED.replace("/appointment/", "/elsewhere/"), BOOKED.replace(ID, "short"),
                BOOKED.replace("'h'", "'../h'"), BOOKED.replace("booked", "refused"), "{}", "{'appointments':7}", "no JSON")) {
            answers(wrong);
            assertInstanceOf(Told.Silent.class, questions.outcome(ID).join(), wrong);
        }
    }

    @Test
    void one_of_a_state_of_a_later_release_hides_no_other() {
        answers("{'appointments':[" + BOOKED.replace("booked", "dreamt") + "," + BOOKED + "]}");
        assertEquals(1, known(questions.of("p").join()).size());
    }

    private void answers(String json) {
        reply = new Reply.Answered(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T known(Told<T> told) {
        return told instanceof Told.Known<T> known ? known.what() : fail("no answer: " + told);
    }

    /** An object's keys have no order. */
    private static String ordered(String question) {
        return question.replace("{\"service\":\"s\",\"hall\":\"h\"}", "{\"hall\":\"h\",\"service\":\"s\"}");
    }
}
