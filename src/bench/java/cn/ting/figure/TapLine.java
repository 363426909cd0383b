package cn.ting.figure;

import cn.ting.time.KioskClock;
import cn.ting.wire.PromptSockets;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A connection that is open before a button is tapped and stays open, as a browser keeps one, with its cookie; nothing of a
 * browser or of a client's library stands between the tap and the kiosk. For one thread.
 */
public final class TapLine implements AutoCloseable {

    private static final int ANSWER_WITHIN_MS = 10_000;

    /** What a browser says of itself with every request. */
    private static final String BROWSER = String.join("\r\n",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
            "Accept: */*",
            "Accept-Encoding: gzip, deflate, br, zstd",
            "Accept-Language: zh-CN,zh;q=0.9",
            "Sec-Fetch-Site: same-origin");

    private final URI kiosk;
    private final KioskClock clock;
    private final Socket socket;
    private final InputStream in;
    private String cookie = "";
    private int read;

    /**
     * One answer.
     *
     * @param head by names in lower case
     * @param body as it was sent, without the marks of chunks
     * @param bytes of the whole answer on the line, head and marks included
     * @param took from the last byte of the request to the last byte of the answer
     */
    public record Answer(int status, Map<String, String> head, byte[] body, int bytes, Duration took) {

        String text() throws IOException {
            if (!"gzip".equals(head.get("content-encoding"))) {
                return new String(body, StandardCharsets.UTF_8);
            }
            try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        /** Where the kiosk leads the page to, or nothing. */
        String location() {
            return head.getOrDefault("location", "");
        }
    }

    public TapLine(URI kiosk, KioskClock clock) throws IOException {
        this.kiosk = kiosk;
        this.clock = clock;
        socket = new PromptSockets().createSocket(kiosk.getHost(), kiosk.getPort());
        socket.setSoTimeout(ANSWER_WITHIN_MS);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /** Asks for a page or a file; {@code headers} are whole lines. */
    public Answer get(String path, List<String> headers) throws IOException {
        return ask("GET", path, headers, "");
    }

    /** Posts a form. */
    public Answer post(String path, String form, List<String> headers) throws IOException {
        return ask("POST", path, headers, form);
    }

    /** The cookie the kiosk gave last. */
    public String cookie() {
        return cookie;
    }

    private Answer ask(String method, String path, List<String> headers, String form) throws IOException {
        URI address = kiosk.resolve(path);
        StringBuilder request = new StringBuilder(method).append(' ').append(address.getRawPath());
        if (address.getRawQuery() != null) {
            request.append('?').append(address.getRawQuery());
        }
        request.append(" HTTP/1.1\r\nHost: ").append(kiosk.getAuthority()).append("\r\n").append(BROWSER).append("\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        if (!cookie.isEmpty()) {
            request.append("Cookie: ").append(cookie).append("\r\n");
        }
        if (method.equals("POST")) {
            request.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ").append(form.length()).append("\r\n");
        }
        byte[] bytes = request.append("\r\n").append(form).toString().getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(bytes);
        return answer(clock.uptime());
    }

    private Answer answer(Duration asked) throws IOException {
        read = 0;
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> head = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            head.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        byte[] body = "chunked".equals(head.get("transfer-encoding"))
                ? chunks()
                : bytes(Integer.parseInt(head.getOrDefault("content-length", "0")));
        Duration took = clock.uptime().minus(asked);
        if (head.containsKey("set-cookie")) {
            cookie = head.get("set-cookie").split(";")[0];
        }
        return new Answer(status, head, body, read, took);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(bytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the kiosk hung up within an answer");
        }
        read += count;
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the kiosk hung up");
            }
            line.append((char) c);
            read++;
        }
        read++;
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
