package cn.ting.device.document;

import cn.ting.condition.Fault;

/** What can be wrong with a printer of documents, or with one document on its way. Those that stop it come first, by what staff do first. */
public enum DocumentFault implements Fault {
    COVER_OPEN("document.cover-open", Severity.DEGRADED),
    JAM("document.jam", Severity.DEGRADED),
    /** The tray is empty, or a job waits for paper of its size. */
    PAPER_OUT("document.paper-out", Severity.DEGRADED),
    TRAY_MISSING("document.tray-missing", Severity.DEGRADED),
    OUTPUT_FULL("document.output-full", Severity.DEGRADED),
    TONER_EMPTY("document.toner-empty", Severity.DEGRADED),
    /** The container for waste toner or ink. */
    WASTE_FULL("document.waste-full", Severity.DEGRADED),
    SPOOL_FULL("document.spool-full", Severity.DEGRADED),
    /** The printer, or the queue before it, has been stopped or paused. */
    STOPPED("document.stopped", Severity.DEGRADED),
    NOT_ACCEPTING("document.not-accepting", Severity.DEGRADED),
    /** The printer takes no PDF, and no CUPS queue is set that could turn it into what it takes. */
    NO_PDF("document.no-pdf", Severity.DEGRADED),
    /** A job of before cannot be got out of a queue, or others have one there that is waited for, so nothing is printed. */
    NOT_EMPTY("document.not-empty", Severity.DEGRADED),
    /** It cannot be reached, or answers with nothing that can be understood. */
    SILENT("document.silent", Severity.DEGRADED),
    PAPER_LOW("document.paper-low", Severity.NOTICE),
    /** The tray holds paper of another size. */
    WRONG_PAPER("document.wrong-paper", Severity.NOTICE),
    TONER_LOW("document.toner-low", Severity.NOTICE),
    /** The queue hands documents to a printer that tells nothing of them: whether one came out nobody knows. */
    HANDED_OVER("document.handed-over", Severity.NOTICE),
    /** The printer reports something by a word that no other fault stands for; the condition's detail has the word. */
    OTHER("document.other", Severity.NOTICE),
    /** Another document is still being printed. */
    BUSY("document.busy", Severity.NOTICE),
    /** The printer did not take the job. */
    REFUSED("document.refused", Severity.NOTICE),
    /** The printer gave the job up, or lost it. */
    FAILED("document.failed", Severity.NOTICE),
    /** The job took longer than is granted to it, and was cancelled; nothing that the printer told of held it up. */
    TOO_LONG("document.too-long", Severity.NOTICE),
    /** The visit it was printed for was over. */
    VISIT_ENDED("document.visit-ended", Severity.NOTICE),
    /** Whoever asked for it took that back, or did not stand by it in time. */
    NOT_PROMISED("document.not-promised", Severity.NOTICE);

    private final String code;
    private final Severity severity;

    DocumentFault(String code, Severity severity) {
        this.code = code;
        this.severity = severity;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    /** True when nothing can be printed while the printer reports it. */
    boolean stops() {
        return severity == Severity.DEGRADED;
    }
}
