package cn.ting.device.contactcard;

import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that holds the smart-card service's native library, so that a crash or a hang of that library, or of a maker's under
 * it, ends this process and not the kiosk's. Takes questions ({@link PcscFrame}) from its input and answers them on its output, and ends
 * with its input, also in the midst of a native call: no kiosk, no program. It does not end with the service, but looks every
 * second whether its socket is there, which costs some microseconds where a new process would cost half a second.
 *
 * <p>Nothing of a card stays here: what was passed on is overwritten. Knows no class of the kiosk but four of this room.
 */
final class PcscProgram {

    private static final int ENDED_BY_KIOSK = 0;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int BUG = 3;

    /** One thing is asked at a time. */
    private static final int MOST_ASKED = 1;

    private static final long LOOKED_FOR_EVERY_MS = 1_000;

    /** The service is asked for after so many looks in any case: it may listen elsewhere. */
    private static final int MOST_LOOKS = 10;

    /** Where the service listens, as libpcsclite finds it. */
    private static final Path SOCKET = Path.of(System.getenv().getOrDefault("PCSCLITE_CSOCK_NAME", "/run/pcscd/pcscd.comm"));

    private final BlockingQueue<PcscFrame> asked = new ArrayBlockingQueue<>(MOST_ASKED);
    private final OutputStream answers = new FileOutputStream(FileDescriptor.out);
    private final PcscService service = new PcscService();

    private PcscProgram() {}

    public static void main(String[] none) {
        // What a library prints must not get between the answers.
        System.setOut(System.err);
        new PcscProgram().run();
    }

    /** The main thread listens, so that the end of the input is heard whatever the other thread hangs in. */
    private void run() {
        Thread working = new Thread(this::work, "pcsc");
        working.setDaemon(true);
        working.start();
        try {
            DataInputStream from = new DataInputStream(new FileInputStream(FileDescriptor.in));
            while (asked.offer(PcscFrame.read(from))) {
                // Its answer is the other thread's.
            }
            Runtime.getRuntime().halt(NOT_UNDERSTOOD);
        } catch (IOException over) {
            Runtime.getRuntime().halt(ENDED_BY_KIOSK);
        }
    }

    private void work() {
        try {
            while (true) {
                PcscFrame question = asked.take();
                if (question.kind() == PcscFrame.BEGIN) {
                    begin();
                } else {
                    say(answer(question));
                }
                question.wipe();
            }
        } catch (IOException over) {
            Runtime.getRuntime().halt(ENDED_BY_KIOSK);
        } catch (InterruptedException | RuntimeException | Error bug) {
            Runtime.getRuntime().halt(BUG);
        }
    }

    private void begin() throws IOException, InterruptedException {
        while (true) {
            try {
                service.open();
                say(new PcscFrame(PcscFrame.YES, new byte[0]));
                return;
            } catch (PcscService.RefusedException away) {
                say(new PcscFrame(PcscFrame.WAITS, cut(String.valueOf(away.getMessage()))));
            }
            awaitSocket();
        }
    }

    private void awaitSocket() throws InterruptedException {
        int looks = 0;
        do {
            if (asked.poll(LOOKED_FOR_EVERY_MS, TimeUnit.MILLISECONDS) != null) {
                throw new IllegalStateException("asked before it had answered");
            }
            looks++;
        } while (looks < MOST_LOOKS && !Files.exists(SOCKET));
    }

    private PcscFrame answer(PcscFrame question) {
        try {
            byte[] content = switch (question.kind()) {
                case PcscFrame.CHANGE -> yesOrNo(service.awaitChange(PcscFrame.CHANGE_WITHIN_MS));
                case PcscFrame.READERS -> cut(String.join("\n", service.readers()));
                case PcscFrame.HOLDS_CARD -> yesOrNo(service.holdsCard(text(question)));
                case PcscFrame.SWITCH_ON -> {
                    service.switchOn(text(question));
                    yield new byte[0];
                }
                case PcscFrame.SEND -> service.send(question.content());
                case PcscFrame.SWITCH_OFF -> {
                    service.switchOff();
                    yield new byte[0];
                }
                default -> throw new IllegalArgumentException("nobody asks " + question);
            };
            return new PcscFrame(PcscFrame.YES, content);
        } catch (PcscService.MuteCardException mute) {
            return new PcscFrame(PcscFrame.MUTE, new byte[0]);
        } catch (PcscService.RefusedException refused) {
            return no(refused);
        }
    }

    private static byte[] yesOrNo(boolean yes) {
        return new byte[] {(byte) (yes ? 1 : 0)};
    }

    private void say(PcscFrame answer) throws IOException {
        byte[] whole = answer.bytes();
        answers.write(whole);
        answers.flush();
        Arrays.fill(whole, (byte) 0);
        answer.wipe();
    }

    private static PcscFrame no(PcscService.RefusedException why) {
        return new PcscFrame(PcscFrame.NO, cut(String.valueOf(why.getMessage())));
    }

    private static byte[] cut(String text) {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(whole, Math.min(whole.length, PcscFrame.MOST));
    }

    private static String text(PcscFrame question) {
        return new String(question.content(), StandardCharsets.UTF_8);
    }
}
