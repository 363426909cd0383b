package cn.ting.http;

import java.io.IOException;

/** Something does not come because of the server, or of the way to it, and of nothing on this machine: it may come another time. */
public class ServerException extends IOException {

    private static final long serialVersionUID = 1L;

    public ServerException(String message) {
        super(message);
    }

    /** @param failed on the connection to it */
    public ServerException(IOException failed) {
        super(failed.toString(), failed);
    }
}
