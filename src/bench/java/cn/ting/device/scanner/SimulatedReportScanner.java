package cn.ting.device.scanner;

import cn.ting.wire.FileFarEnd;
import java.nio.file.Path;
import java.util.List;

/**
 * A scanner at the far end of a device file, which tells codes in records and takes no commands: HID POS, or keys. It always looks; a code
 * that is held before it while it is mute, or while nobody has its file open, is read by nobody.
 */
public final class SimulatedReportScanner implements ScannerHands {

    private final FileFarEnd farEnd;
    private volatile CodeSpeech speech;
    private volatile boolean mute;

    /**
     * Makes one that is not plugged in.
     *
     * @param file where its device file shall appear, such as {@code hidraw0}
     */
    public SimulatedReportScanner(Path file, CodeSpeech speech) {
        this.farEnd = new FileFarEnd(file);
        this.speech = speech;
    }

    /** Sets it otherwise, as by holding the codes of its manual before it. */
    public void set(CodeSpeech other) {
        speech = other;
    }

    @Override
    public void show(String code) {
        send(speech.of(code));
    }

    /** Lets these very records come from it. */
    public void send(List<byte[]> records) {
        if (!mute) {
            farEnd.send(records);
        }
    }

    @Override
    public void mute(boolean on) {
        mute = on;
    }

    @Override
    public boolean isMuted() {
        return mute;
    }

    @Override
    public boolean isLooking() {
        return true;
    }

    @Override
    public FileFarEnd line() {
        return farEnd;
    }
}
