package cn.ting.device.document;

import cn.ting.time.KioskClock;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.model.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The jobs of a simulated printer and its mechanism: one job is printed at a time, as long as nothing stops it or holds it. Safe for use by
 * any thread.
 */
final class SimulatedJobs {

    private static final int MOST_JOBS = 200;
    private static final int MOST_PAPERS = 16;

    private final KioskClock clock;
    private Duration perSide;
    private final TreeMap<Integer, SimulatedJob> jobs = new TreeMap<>();
    private final List<PrintedPaper> papers = new ArrayList<>();
    private SimulatedJob printing;
    private int life;
    private int lastNumber;
    private boolean held;
    private boolean stopped;
    private JobState nextEnd = JobState.completed;
    private String nextReason = "job-completed-successfully";

    SimulatedJobs(KioskClock clock, Duration perSide) {
        this.clock = clock;
        this.perSide = perSide;
    }

    /** A new job; empty when there are too many. */
    synchronized Optional<SimulatedJob> open(IppPacket request) {
        if (jobs.size() >= MOST_JOBS) {
            // As printers do: what is over is forgotten when there is no room.
            jobs.values().removeIf(SimulatedJob::over);
        }
        if (jobs.size() >= MOST_JOBS) {
            return Optional.empty();
        }
        lastNumber++;
        SimulatedJob job = new SimulatedJob(lastNumber, request);
        jobs.put(lastNumber, job);
        return Optional.of(job);
    }

    /** The document of a job has come: it prints as soon as it can. */
    synchronized void take(SimulatedJob job, byte[] pdf) {
        job.pdf = pdf;
        job.is(JobState.pending, "none");
        goOn();
    }

    synchronized Optional<SimulatedJob> find(int number) {
        return Optional.ofNullable(jobs.get(number));
    }

    /** Those not at their end, the one that prints first. */
    synchronized List<SimulatedJob> unfinished() {
        return jobs.values().stream()
                .filter(job -> !job.over())
                .sorted(Comparator.comparing(SimulatedJob::waits))
                .toList();
    }

    /** Cancels one that is not at its end. */
    synchronized boolean cancel(SimulatedJob job) {
        if (job.over()) {
            return false;
        }
        job.is(JobState.canceled, "job-canceled-by-user");
        if (printing == job) {
            printing = null;
        }
        goOn();
        return true;
    }

    synchronized void hold(boolean on) {
        held = on;
        goOn();
    }

    synchronized void stop(boolean on) {
        stopped = on;
        goOn();
    }

    /** How the next job to print will end. */
    synchronized void endNextWith(JobState state, String reason) {
        nextEnd = state;
        nextReason = reason;
    }

    synchronized boolean isPrinting() {
        return printing != null;
    }

    synchronized void printASideIn(Duration side) {
        perSide = side;
    }

    synchronized List<PrintedPaper> papers() {
        return List.copyOf(papers);
    }

    /** The power is gone: what was waiting or printing is forgotten. */
    synchronized void forget() {
        jobs.clear();
        lastNumber = 0;
        printing = null;
        life++;
    }

    private void goOn() {
        if (printing == null && !stopped) {
            jobs.values().stream().filter(SimulatedJob::waits).findFirst().ifPresent(this::begin);
        } else if (printing != null && !stopped && !held && printing.reason.equals("waiting")) {
            finishLater(printing);
        }
    }

    private void begin(SimulatedJob job) {
        printing = job;
        job.begun = true;
        job.is(JobState.processing, "job-printing");
        finishLater(job);
    }

    private void finishLater(SimulatedJob job) {
        int thisLife = life;
        job.reason = "job-printing";
        clock.after(perSide.multipliedBy(Math.max(1, job.sides())), () -> finish(job, thisLife));
    }

    private synchronized void finish(SimulatedJob job, int itsLife) {
        if (printing != job || life != itsLife) {
            return;
        }
        if (held || stopped) {
            // Nobody's alarm wakes it: whatever holds it will.
            job.reason = "waiting";
            return;
        }
        job.printedSides = nextEnd.equals(JobState.completed) ? job.sides() : 0;
        job.is(nextEnd, nextReason);
        if (nextEnd.equals(JobState.completed) && papers.size() < MOST_PAPERS) {
            papers.add(job.paper());
        }
        nextEnd = JobState.completed;
        nextReason = "job-completed-successfully";
        printing = null;
        goOn();
    }
}
