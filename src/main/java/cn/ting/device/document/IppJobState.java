package cn.ting.device.document;

import com.hp.jipp.encoding.Attribute;
import com.hp.jipp.encoding.AttributeGroup;
import com.hp.jipp.encoding.AttributeType;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.model.JobState;
import com.hp.jipp.model.Types;
import java.util.List;
import java.util.Objects;

/**
 * How a job is (RFC 8011, 5.3).
 *
 * @param code job-state: 3 pending, 4 held, 5 processing, 6 stopped, 7 cancelled, 8 aborted, 9 completed
 * @param begun false only when the printer says that the job never began to be processed, and counts no side of it
 * @param withErrors true when it ended, and the printer says that not all was well
 * @param sides how many sides were printed, job-impressions-completed; 0 where the printer does not count them
 */
record IppJobState(int code, boolean begun, boolean withErrors, int sides) {

    /** What is asked for. */
    static final List<AttributeType<?>> ASKED =
            List.of(Types.jobState, Types.jobStateReasons, Types.jobImpressionsCompleted, Types.timeAtProcessing);

    private static final int COMPLETED = JobState.completed.getCode();

    /** Reads an answer; what cannot be read throws. */
    static IppJobState of(IppPacket answer) {
        AttributeGroup job = Objects.requireNonNull(answer.get(Tag.jobAttributes));
        List<String> reasons = job.getStrings(Types.jobStateReasons);
        Integer printed = job.getValue(Types.jobImpressionsCompleted);
        return new IppJobState(
                Objects.requireNonNull(job.getValue(Types.jobState)).getCode(),
                !neverProcessed(job) || printed != null && printed > 0,
                reasons.stream().anyMatch(IppJobState::isError),
                printed == null ? 0 : Math.max(0, printed));
    }

    /** True when nothing more will come of it. */
    boolean over() {
        return code >= JobState.canceled.getCode();
    }

    boolean completed() {
        return code == COMPLETED;
    }

    /** time-at-processing is required of every printer, and has no value as long as the job waits (RFC 8011, 5.3.14.2). */
    private static boolean neverProcessed(AttributeGroup job) {
        Attribute<?> since = job.get(Types.timeAtProcessing.getName());
        return since != null && since.isNoValue();
    }

    /** Not among them is processing-to-stop-point, by which CUPS 2.4 calls each job that it has completed. */
    private static boolean isError(String reason) {
        return reason.equals("job-completed-with-errors") || reason.startsWith("job-canceled") || reason.equals("aborted-by-system");
    }
}
