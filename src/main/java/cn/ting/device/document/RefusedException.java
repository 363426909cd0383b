package cn.ting.device.document;

import java.io.IOException;

/** The printer understood and answered no. */
final class RefusedException extends IOException {

    private final int status;

    /**
     * @param status as IPP numbers it (RFC 8011, appendix B)
     */
    RefusedException(String operation, int status) {
        super("%s was refused with status 0x%04x".formatted(operation, status));
        this.status = status;
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
