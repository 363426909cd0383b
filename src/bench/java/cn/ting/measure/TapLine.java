package cn.ting.measure;

import cn.ting.wire.PromptSockets;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A connection that is open before a button is tapped, as a browser keeps one, and nothing of a browser or of a client's
 * library between the tap and the kiosk.
 */
final class TapLine implements AutoCloseable {

    private static final int ANSWER_WITHIN_MS = 10_000;
    private static final String LOCATION = "location:";

    private final URI kiosk;
    private final String cookie;
    private final Socket socket;
    private final BufferedReader answers;

    TapLine(URI kiosk, String cookie) throws IOException {
        this.kiosk = kiosk;
        this.cookie = cookie;
        socket = new PromptSockets().createSocket(kiosk.getHost(), kiosk.getPort());
        socket.setSoTimeout(ANSWER_WITHIN_MS);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** Posts a form; returns where the kiosk leads the page to, or nothing. Can be used once if the answer has a body. */
    String post(String path, String form) throws IOException {
        String request = "POST " + kiosk.resolve(path).getPath() + " HTTP/1.1\r\nHost: " + kiosk.getAuthority() + "\r\nCookie: "
                + cookie + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String location = "";
        for (String line = head(); !line.isEmpty(); line = head()) {
            if (line.regionMatches(true, 0, LOCATION, 0, LOCATION.length())) {
                location = line.substring(LOCATION.length()).strip();
            }
        }
        return location;
    }

    private String head() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new EOFException("the kiosk hung up");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
