package cn.ting.http;

import java.io.IOException;

/** The file that says whom to believe cannot be read, or holds no certificate: no server can help that, only who looks after the file. */
public final class TrustFileException extends IOException {

    private static final long serialVersionUID = 1L;

    TrustFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
