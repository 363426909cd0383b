package cn.ting.service.queue;

import cn.ting.appointment.Arrival;
import cn.ting.hall.Board;
import cn.ting.hall.Boards;
import cn.ting.hall.NoShow;
import cn.ting.hall.Numbers;
import cn.ting.hall.Standing;
import cn.ting.hall.Ticket;
import cn.ting.hall.Wait;
import cn.ting.hall.Waits;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Says how a number stands, in the language of the screen. */
@Singleton
class LiveWords {

    /** From so many before it on a resident is told to be there. */
    private static final int SOON = 3;

    private final Boards boards;
    private final Numbers numbers;
    private final Waits waits;
    private final HallRowPages rows;

    LiveWords(Boards boards, Numbers numbers, Waits waits, HallRowPages rows) {
        this.boards = boards;
        this.numbers = numbers;
        this.waits = waits;
        this.rows = rows;
    }

    Live of(Ticket ticket) {
        Standing standing = numbers.standing(ticket);
        QueueMessages say = rows.messages();
        Optional<Board> board = boards.board(ticket.hall(), ticket.businessDate());
        List<Board.Call> calls = board.map(Board::calls).orElse(List.of()).stream().limit(2).toList();
        String service = standing instanceof Standing.Transferred moved ? moved.service() : ticket.service();
        OptionalInt ahead = ahead(standing);
        String waiting = board.flatMap(known -> known.waitingFor(service)).map(String::valueOf).orElse("");
        String wait = ahead.isPresent()
                ? waits.behind(ticket.hall(), service, ahead.getAsInt()).map(known -> wait(say, known)).orElse("") : "";
        String turn = standing instanceof Standing.Called called ? called.window() : "";
        boolean again = standing instanceof Standing.Called called && called.again();
        return new Live(turn, again, soon(say, ticket, ahead), title(say, ticket, standing), lead(say, ticket, standing),
                second(say, ticket, standing), waiting, wait, calls);
    }

    private static OptionalInt ahead(Standing standing) {
        if (standing instanceof Standing.Waiting waiting) {
            return waiting.ahead();
        }
        return standing instanceof Standing.Transferred moved ? moved.ahead() : OptionalInt.empty();
    }

    private String soon(QueueMessages say, Ticket ticket, OptionalInt ahead) {
        if (ahead.isEmpty() || ahead.getAsInt() > SOON) {
            return "";
        }
        String hall = rows.name(ticket.hall());
        return ahead.getAsInt() == 0 ? say.soonNext(hall) : say.soon(ahead.getAsInt(), hall);
    }

    private String title(QueueMessages say, Ticket ticket, Standing standing) {
        if (standing instanceof Standing.Transferred moved) {
            return say.transferred(rows.serviceName(ticket.hall(), moved.service()));
        }
        if (standing instanceof Standing.Passed) {
            return say.passed();
        }
        if (standing instanceof Standing.Completed) {
            return say.completed();
        }
        if (standing instanceof Standing.Unknown) {
            return rows.arrivals().unknown();
        }
        return standing instanceof Standing.Cancelled ? say.cancelled() : "";
    }

    private String lead(QueueMessages say, Ticket ticket, Standing standing) {
        if (standing instanceof Standing.Transferred) {
            return say.transferredLead();
        }
        if (standing instanceof Standing.Passed) {
            return ticket.noShow().map(rule -> passed(say, rule)).orElse(say.passedLead());
        }
        if (standing instanceof Standing.Unknown) {
            return rows.arrivals().unknownLead();
        }
        return standing instanceof Standing.Cancelled ? say.cancelledLead() : "";
    }

    private static String passed(QueueMessages say, NoShow rule) {
        if (rule instanceof NoShow.Calls kept) {
            return say.passedCalls(kept.calls());
        }
        return rule instanceof NoShow.Minutes kept ? say.passedMinutes(kept.minutes()) : say.passedVoid();
    }

    /** Only while both wait: a number that was called or cancelled since is none to do without. */
    private String second(QueueMessages say, Ticket ticket, Standing standing) {
        if (!(standing instanceof Standing.Waiting)) {
            return "";
        }
        return ticket.secondOf().flatMap(numbers::any)
                .filter(earlier -> numbers.standing(earlier) instanceof Standing.Waiting)
                .map(earlier -> say.second(earlier.number().toString(), rows.name(earlier.hall())))
                .orElse("");
    }

    static String wait(QueueMessages say, Wait wait) {
        return wait.from() == 0 ? say.waitWithin(wait.to()) : say.waitBetween(wait.from(), wait.to());
    }

    /** What becomes of a number that is called in vain, told beforehand; empty where the hall's rule is not known. */
    static String rule(QueueMessages say, Ticket ticket) {
        return ticket.noShow().map(rule -> {
            if (rule instanceof NoShow.Calls kept) {
                return say.ruleCalls(kept.calls());
            }
            return rule instanceof NoShow.Minutes kept ? say.ruleMinutes(kept.minutes()) : say.ruleVoid();
        }).orElse("");
    }

    /** What an appointment makes of a number. */
    static String arrival(ArrivalMessages say, Arrival arrival) {
        String from = arrival.booking().from().toString();
        return switch (arrival.place()) {
            case FIRST -> say.appointmentFirst(from);
            case ORDINARY -> say.appointmentLate(from);
            case UNSURE -> say.appointmentUnsure(from);
        };
    }
}
