package cn.ting.measure;

import cn.ting.device.receipt.PaperPiece;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import cn.ting.wire.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The bytes that a slip costs on its line, without the questions how the printer is. The baseline says the same with the least: its
 * lines in GB18030 with a line feed each, the code's content stored and printed, one cut, and the question that proves it.
 */
final class SlipWeighing implements Benchmark {

    private static final byte[] STATUS_QUESTION = {0x10, 0x04};
    private static final int STATUS_BYTES = 3;
    private static final int STORE_AND_PRINT_CODE = 8 + 8;
    private static final int CUT = 3;
    private static final int PROOF = 3;
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final KioskClock clock;

    SlipWeighing(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("receipt.wire");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        try (KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock)) {
            clock.pause(SETTLE);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            kiosk.cabinet().printer().line().onTraffic((direction, bytes) -> {
                if (direction == Traffic.Direction.TO_DEVICE) {
                    synchronized (sent) {
                        sent.writeBytes(bytes);
                    }
                }
            });
            int slips = kiosk.cabinet().printer().slipCount();
            try (Page page = kiosk.identified()) {
                page.tap("queue/take", KioskOnBench.TAKE);
                clock.pause(SETTLE);
            }
            List<PaperPiece> tray = kiosk.cabinet().printer().slips();
            if (kiosk.cabinet().printer().slipCount() != slips + 1) {
                throw new IOException("no slip came out");
            }
            synchronized (sent) {
                return List.of(new Figure("receipt.wire", withoutQuestions(sent.toByteArray()), "bytes", least(tray.get(tray.size() - 1))));
            }
        }
    }

    /** None of a slip's own bytes is DLE, which no character of GB18030 holds. */
    private static int withoutQuestions(byte[] sent) {
        int questions = 0;
        for (int i = 0; i + STATUS_BYTES <= sent.length; i++) {
            if (sent[i] == STATUS_QUESTION[0] && sent[i + 1] == STATUS_QUESTION[1]) {
                questions++;
            }
        }
        return sent.length - questions * STATUS_BYTES;
    }

    private static int least(PaperPiece slip) {
        int text = slip.text().stream().mapToInt(line -> line.strip().getBytes(Charset.forName("GB18030")).length + 1).sum();
        int code = slip.code().map(content -> content.getBytes(StandardCharsets.UTF_8).length + STORE_AND_PRINT_CODE).orElse(0);
        return text + code + CUT + PROOF;
    }
}
