package cn.ting.device.document;

import com.hp.jipp.cups.Cups;
import com.hp.jipp.encoding.Attribute;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.encoding.KeyValues;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.model.JobState;
import com.hp.jipp.model.Operation;
import com.hp.jipp.model.PrinterState;
import com.hp.jipp.model.Status;
import com.hp.jipp.model.Types;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a simulated printer answers to IPP requests, by RFC 8011. Packets are put together by a library, which is neither ours nor the
 * driver's doing. Safe for use by any thread.
 */
final class IppAnswers {

    /** What stops a printer until a hand has seen to it. */
    private static final Set<String> STOPPING = Set.of("cover-open", "media-jam", "media-empty", "media-needed", "input-tray-missing",
            "output-area-full", "toner-empty", "marker-supply-empty", "marker-waste-full", "paused");

    private final SimulatedJobs jobs;
    private final Set<String> reasons = new TreeSet<>();
    private List<String> formats = List.of("application/pdf", "image/pwg-raster", "image/urf");
    private String loaded = "iso_a4_210x297mm";
    private List<Integer> trays = List.of();
    private int toner = 80;
    private boolean createsJobs = true;
    private boolean keepsUsers = true;
    private boolean looksUpUsers = true;
    private boolean stuck;
    private boolean accepting = true;
    private boolean copies = true;
    private int countedOf = 1;

    IppAnswers(SimulatedJobs jobs) {
        this.jobs = jobs;
    }

    synchronized void reason(String word, boolean there) {
        if (there) {
            reasons.add(word);
        } else {
            reasons.remove(word);
        }
        jobs.stop(isStopped());
    }

    synchronized void formats(List<String> taken) {
        formats = taken;
    }

    synchronized void load(String media) {
        loaded = media;
    }

    synchronized void trays(List<Integer> sheets) {
        trays = sheets;
        jobs.stop(isStopped());
    }

    synchronized void toner(int percent) {
        toner = percent;
    }

    synchronized void createsJobs(boolean can) {
        createsJobs = can;
    }

    synchronized void keepsUsers(boolean on) {
        keepsUsers = on;
    }

    synchronized void looksUpUsers(boolean on) {
        looksUpUsers = on;
    }

    synchronized void stuck(boolean on) {
        stuck = on;
    }

    synchronized void accepting(boolean on) {
        accepting = on;
    }

    synchronized void copies(boolean can) {
        copies = can;
    }

    synchronized void countsSidesOf(int many) {
        countedOf = many;
    }

    /** Answers one request. */
    synchronized IppPacket answer(IppPacket request, byte[] document, URI uri) {
        Operation operation = request.getOperation();
        IppPacket.Builder answer = IppPacket.response(Status.successfulOk);
        if (operation.equals(Operation.getPrinterAttributes)) {
            answer.putPrinterAttributes(printer());
        } else if (operation.equals(Operation.getJobs)) {
            boolean own = looksUpUsers && Boolean.TRUE.equals(request.getValue(Tag.operationAttributes, Types.myJobs));
            String user = SimulatedJob.text(request, Tag.operationAttributes, Types.requestingUserName.getName());
            Integer most = request.getValue(Tag.operationAttributes, Types.limit);
            jobs.unfinished().stream().filter(job -> !own || keepsUsers && job.user().equals(user))
                    .limit(most == null ? Integer.MAX_VALUE : most).forEach(job -> addJob(answer, job, uri));
        } else if (operation.equals(Operation.printJob)) {
            open(answer, request, uri).ifPresent(job -> jobs.take(job, document));
        } else if (operation.equals(Operation.createJob) && createsJobs) {
            open(answer, request, uri);
        } else {
            toJob(answer, request, document, uri);
        }
        answer.setRequestId(request.getRequestId());
        return answer.build();
    }

    private Optional<SimulatedJob> open(IppPacket.Builder answer, IppPacket request, URI uri) {
        if (!accepting) {
            answer.setStatus(Status.serverErrorNotAcceptingJobs);
            return Optional.empty();
        }
        Optional<SimulatedJob> job = jobs.open(request);
        Integer wanted = request.getValue(Tag.jobAttributes, Types.copies);
        if (!copies && wanted != null && wanted > 1) {
            answer.setStatus(Status.successfulOkIgnoredOrSubstitutedAttributes);
            answer.putUnsupportedAttributes(Types.copies.of(wanted));
        }
        job.ifPresentOrElse(opened -> addJob(answer, opened, uri), () -> answer.setStatus(Status.serverErrorTooManyJobs));
        return job;
    }

    private void toJob(IppPacket.Builder answer, IppPacket request, byte[] document, URI uri) {
        Integer number = request.getValue(Tag.operationAttributes, Types.jobId);
        Optional<SimulatedJob> job = number == null ? Optional.empty() : jobs.find(number);
        Operation operation = request.getOperation();
        if (job.isEmpty()) {
            answer.setStatus(Status.clientErrorNotFound);
        } else if (operation.equals(Operation.getJobAttributes)) {
            addJob(answer, job.get(), uri);
        } else if (operation.equals(Operation.sendDocument) && createsJobs) {
            jobs.take(job.get(), document);
            addJob(answer, job.get(), uri);
        } else if (operation.equals(Operation.cancelJob)) {
            if (stuck || !jobs.cancel(job.get())) {
                answer.setStatus(Status.clientErrorNotPossible);
            }
        } else {
            answer.setStatus(Status.serverErrorOperationNotSupported);
        }
    }

    private void addJob(IppPacket.Builder answer, SimulatedJob job, URI uri) {
        // As it is at one moment: a state of now with the reason of before would be another end.
        synchronized (jobs) {
            JobState state = isStopped() && job.state.equals(JobState.processing) ? JobState.processingStopped : job.state;
            answer.addJobAttributesGroup(job.number, URI.create(uri + "/" + job.number), state, List.of(job.reason),
                    Types.jobName.of(job.name()), Types.jobOriginatingUserName.of(keepsUsers ? job.user() : "anonymous"),
                    Types.jobImpressionsCompleted.of(job.printedSides * countedOf),
                    job.begun ? Types.timeAtProcessing.of(1) : Types.timeAtProcessing.noValue());
        }
    }

    private List<Attribute<?>> printer() {
        List<Operation> can = new ArrayList<>(List.of(Operation.printJob, Operation.validateJob, Operation.cancelJob,
                Operation.getJobAttributes, Operation.getJobs, Operation.getPrinterAttributes));
        if (createsJobs) {
            can.addAll(List.of(Operation.createJob, Operation.sendDocument));
        }
        PrinterState state = isStopped() ? PrinterState.stopped : jobs.isPrinting() ? PrinterState.processing : PrinterState.idle;
        String ending = isStopped() ? "-error" : jobs.isPrinting() ? "-warning" : "-report";
        List<String> words = reasons.isEmpty() ? List.of("none") : reasons.stream().map(word -> word + ending).toList();
        List<Attribute<?>> told = new ArrayList<>(List.of(
                Types.printerState.of(state),
                Types.printerStateReasons.of(words),
                Types.printerIsAcceptingJobs.of(accepting),
                Types.mediaReady.of(loaded),
                Cups.Types.markerTypes.of(List.of("toner", "waste-toner")),
                Cups.Types.markerLevels.of(List.of(toner, 0)),
                Types.documentFormatSupported.of(formats),
                Types.operationsSupported.of(can)));
        if (!trays.isEmpty()) {
            told.add(Types.printerInputTray.of(trays.stream().map(IppAnswers::tray).toList()));
        }
        return told;
    }

    /** As PWG 5100.13 writes a tray out. */
    private static KeyValues tray(int sheets) {
        return new KeyValues("type", "sheetFeedAutoRemovableTray", "mediafeed", "0", "mediaxfeed", "0", "maxcapacity", "250",
                "level", String.valueOf(sheets), "status", "0", "name", "tray");
    }

    /** An empty tray stops it only where there is no other. */
    private boolean isStopped() {
        boolean holds = trays.stream().anyMatch(sheets -> sheets > 0);
        return reasons.stream().anyMatch(word -> STOPPING.contains(word) && !(holds && word.equals("media-empty")));
    }
}
