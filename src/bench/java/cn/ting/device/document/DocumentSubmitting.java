package cn.ting.device.document;

import cn.ting.time.KioskClock;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.model.Types;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * How long a document takes from a tap until a printer has accepted its job: by whatever the tap sets going, and by the two bare calls of
 * the library over the JDK's own HTTP, one after the other and to the same simulated printer.
 */
public final class DocumentSubmitting {

    /** What brings one document to the printer. */
    public interface Tap {

        /** Returns at any time; the printer tells when it has accepted the job. */
        void tap() throws Exception;
    }

    /** Both, by one document. */
    public record Submitted(Duration byTap, Duration bare) {}

    private static final int PATIENCE_SECONDS = 10;

    private final KioskClock clock;
    private final SimulatedIppPrinter printer;
    private final BlockingQueue<Duration> accepted = new LinkedBlockingQueue<>();

    /** @param printer is on */
    public DocumentSubmitting(SimulatedIppPrinter printer, KioskClock clock) {
        this.printer = printer;
        this.clock = clock;
        printer.onAccepted(accepted::add);
    }

    /**
     * Prints a document either way.
     *
     * @param pdf what is given to the bare calls, as large as what the tap prints
     */
    public Submitted submit(Tap tap, byte[] pdf) throws Exception {
        Duration bare = bare(pdf);
        return new Submitted(byTap(tap), bare);
    }

    /** How long it takes from a tap until the printer has all of the document and has accepted it: its answer is not on its way yet. */
    public Duration byTap(Tap tap) throws Exception {
        accepted.clear();
        Duration tapped = clock.uptime();
        tap.tap();
        return taken().minus(tapped);
    }

    /** The same of the bare calls, from before their first packet is put together; to be taken while nobody else has the printer print. */
    public Duration bare(byte[] pdf) throws IOException, InterruptedException {
        accepted.clear();
        Duration began = clock.uptime();
        call(pdf);
        return taken().minus(began);
    }

    private Duration taken() throws InterruptedException, IOException {
        Duration at = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (at == null) {
            throw new IOException("no job was accepted");
        }
        return at;
    }

    private void call(byte[] pdf) throws IOException {
        URI uri = URI.create(printer.address());
        IppPacket.Builder create = IppPacket.createJob(uri);
        create.putJobAttributes(Types.copies.of(1), Types.sides.of("one-sided"), Types.media.of("iso_a4_210x297mm"));
        int job = call(uri, create, new byte[0]).getValue(Tag.jobAttributes, Types.jobId);
        IppPacket.Builder send = IppPacket.sendDocument(uri, job);
        send.putOperationAttributes(Types.documentFormat.of("application/pdf"), Types.lastDocument.of(true));
        call(uri, send, pdf);
    }

    private static IppPacket call(URI uri, IppPacket.Builder request, byte[] document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        request.build().write(bytes);
        bytes.write(document);
        HttpURLConnection http = (HttpURLConnection) URI.create(uri.toString().replaceFirst("ipp", "http")).toURL()
                .openConnection(Proxy.NO_PROXY);
        http.setDoOutput(true);
        http.setRequestProperty("Content-Type", "application/ipp");
        http.setFixedLengthStreamingMode(bytes.size());
        try (OutputStream out = http.getOutputStream()) {
            bytes.writeTo(out);
        }
        try (InputStream in = http.getInputStream()) {
            return IppPacket.read(in);
        }
    }
}
