package cn.ting.hawkbit;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Set;

/** hawkBit answered, and not as it was asked to. */
public final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    private static final Set<Integer> PASSING = Set.of(404, 408, 409, 425, 429);

    private final int status;

    Refusal(int status, String what) {
        super("status " + status + " for " + what);
        this.status = status;
    }

    /** True when the same may be answered otherwise in a while: an action that a database brings back, a busy server, a proxy without one. */
    public boolean isPassing() {
        return status < 400 || status >= 500 || PASSING.contains(status);
    }

    /** True when the server does not take this kiosk for one of its own. */
    public boolean isOfToken() {
        return status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN;
    }

    /** True when there is no such thing there. */
    public boolean isOfMissing() {
        return status == HttpURLConnection.HTTP_NOT_FOUND;
    }

    /** True when the action is closed: what is told of it is known, or of no use to anybody. */
    boolean isOfClosed() {
        return status == HttpURLConnection.HTTP_GONE;
    }
}
