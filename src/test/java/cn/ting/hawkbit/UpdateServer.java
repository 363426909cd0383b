package cn.ting.hawkbit;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A hawkBit as the staff of an area have it in hand: the real one, or one played by the protocol's sheet. */
public interface UpdateServer extends AutoCloseable {

    /** How an action is to be done. */
    enum How {
        FORCED, SOFT, DOWNLOAD_ONLY, IN_WINDOW, OUTSIDE_WINDOW
    }

    URI address();

    /** The line of a token file that it takes. */
    String token();

    /** @return the id of the action; an action that the kiosk has is asked back */
    String assign(String kiosk, String version, How how) throws IOException;

    void callOff(String kiosk, String action) throws IOException;

    /** Closes an action without asking the kiosk. */
    void quit(String kiosk, String action) throws IOException;

    /** Whatever became of an action, oldest first: {@code running}, {@code downloaded}, {@code finished}, {@code error}, … */
    List<String> history(String kiosk, String action) throws IOException;

    /** What the kiosk said of an action. */
    List<String> said(String kiosk, String action) throws IOException;

    /** What the kiosk said of itself. */
    Map<String, String> attributes(String kiosk) throws IOException;

    @Override
    void close();
}
