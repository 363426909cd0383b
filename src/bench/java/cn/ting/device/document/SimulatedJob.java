package cn.ting.device.document;

import com.hp.jipp.encoding.AttributeGroup;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.model.JobState;
import com.hp.jipp.model.Types;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** One job in a simulated printer. Guarded by its {@link SimulatedJobs}. */
final class SimulatedJob {

    private static final Pattern PAGE = Pattern.compile("/Type\\s*/Page\\b(?!s)");

    final int number;
    private final IppPacket request;
    JobState state = JobState.pendingHeld;
    String reason = "job-incoming";
    byte[] pdf = {};
    boolean begun;
    int printedSides;

    SimulatedJob(int number, IppPacket request) {
        this.number = number;
        this.request = request;
    }

    /** How many sides its document has: as many as it says to have pages. */
    int sides() {
        return (int) PAGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1)).results().count();
    }

    boolean over() {
        return state.getCode() >= JobState.canceled.getCode();
    }

    /** True while it has its document and has not begun. */
    boolean waits() {
        return state.equals(JobState.pending);
    }

    void is(JobState now, String why) {
        state = now;
        reason = why;
    }

    /** Who has sent it, as he says. */
    String user() {
        return text(request, Tag.operationAttributes, Types.requestingUserName.getName());
    }

    /** What its sender calls it. */
    String name() {
        return text(request, Tag.operationAttributes, Types.jobName.getName());
    }

    PrintedPaper paper() {
        Integer copies = request.getValue(Tag.jobAttributes, Types.copies);
        return new PrintedPaper(pdf, copies == null ? 1 : copies, text(request, Tag.jobAttributes, Types.sides.getName()),
                text(request, Tag.jobAttributes, Types.media.getName()), name(),
                user());
    }

    /** What a request says of an attribute; empty when nothing. */
    static String text(IppPacket request, Tag tag, String attribute) {
        AttributeGroup group = request.get(tag);
        return group == null || group.get(attribute) == null ? "" : group.get(attribute).strings().get(0);
    }
}
