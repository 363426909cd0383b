package cn.ting.device.document;

import java.io.IOException;
import java.util.Set;

/** The printer understood and answered no. */
final class RefusedException extends IOException {

    /**
     * What is answered by what stands before a document, of a printer that has not looked at the document itself (RFC 8011, B.1.4 and B.1.5):
     * a request or a sender that it does not take, an attribute, a format, a job that it does not know, no room or no time for another. A printer
     * that prints while it reads may give any other when pages are out: job-canceled, document-format-error, device-error.
     */
    private static final Set<Integer> BEFORE_ANY_DOCUMENT = Set.of(
            0x0400, 0x0401, 0x0402, 0x0403, 0x0406, 0x0407, 0x0409, 0x040A, 0x040B, 0x040C, 0x040D, 0x040E, 0x040F,
            0x0501, 0x0503, 0x0506, 0x0507, 0x0509, 0x050A, 0x050B, 0x050C);

    private final int status;

    /**
     * @param status as IPP numbers it (RFC 8011, appendix B)
     */
    RefusedException(String operation, int status) {
        super("%s was refused with status 0x%04x".formatted(operation, status));
        this.status = status;
    }

    /** True when nothing of a document that came with the request can have been printed. */
    boolean beforeAnyDocument() {
        return BEFORE_ANY_DOCUMENT.contains(status);
    }

    /** What staff are told of it. */
    DocumentFault fault() {
        return switch (status) {
            case 0x040A -> DocumentFault.NO_PDF;
            case 0x0506 -> DocumentFault.NOT_ACCEPTING;
            case 0x0507, 0x050B -> DocumentFault.BUSY;
            default -> DocumentFault.REFUSED;
        };
    }
}
