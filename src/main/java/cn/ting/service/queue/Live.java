package cn.ting.service.queue;

import cn.ting.hall.Board;
import java.util.List;

/**
 * What the live part of a number's page shows, in the page's language; each text is empty when there is nothing to say.
 *
 * @param turn the window this number is called to
 * @param again true when it was called before
 * @param soon that its turn is near
 * @param title what became of it, such as that it was called in vain
 * @param lead what to do then
 * @param second that another number of this person waits for the same service
 * @param waiting how many wait for the service now, this number among them
 * @param expected how long it may take
 * @param calls the newest calls of the hall, the newest first
 */
record Live(String turn, boolean again, String soon, String title, String lead, String second, String waiting, String expected,
        List<Board.Call> calls) {

    Live {
        calls = List.copyOf(calls);
    }

    /** True while it has not been called and nothing has become of it. */
    public boolean waits() {
        return turn.isEmpty() && title.isEmpty();
    }
}
