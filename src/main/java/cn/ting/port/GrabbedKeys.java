package cn.ting.port;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An input device had alone, so that its keys reach neither the browser nor the console: {@code EVIOCGRAB} (linux/input.h), which Java has no
 * call for. It holds until the file is closed. What was said before it was had alone is not told, for it has reached others too.
 */
final class GrabbedKeys implements OpenPort {

    private static final NativeLong EVIOCGRAB = new NativeLong(0x40044590);
    /** O_RDONLY, O_NONBLOCK and O_CLOEXEC. */
    private static final int FLAGS = 0x80800;
    private static final int EAGAIN = 11;
    private static final short POLLIN = 1;
    /** Of {@code struct pollfd}: a number, what is waited for, what is so. */
    private static final int POLLED = 8;
    private static final int EVENTS = 4;

    /** The calls of the C library that this takes. */
    private interface C extends Library {
        int open(String path, int flags) throws LastErrorException;

        int ioctl(int file, NativeLong request, Object... argument) throws LastErrorException;

        int pipe(int[] ends) throws LastErrorException;

        int poll(Memory files, NativeLong count, int millis);

        NativeLong read(int file, Memory into, NativeLong most) throws LastErrorException;

        NativeLong write(int file, byte[] bytes, NativeLong count) throws LastErrorException;

        int close(int file);
    }

    private final C kernel;
    private final int file;
    /** What is written into its second end ends a wait: a file that is closed under who waits for it does not. */
    private final int[] closing;
    private final Memory polled = new Memory(2 * POLLED);
    private final Memory arriving = new Memory(PortMessage.MOST);
    private final AtomicBoolean closed = new AtomicBoolean();

    private GrabbedKeys(C kernel, int file, int[] closing) {
        this.kernel = kernel;
        this.file = file;
        this.closing = closing;
        polled.clear();
        polled.setInt(0, file);
        polled.setShort(EVENTS, POLLIN);
        polled.setInt(POLLED, closing[0]);
        polled.setShort(POLLED + EVENTS, POLLIN);
    }

    /** @param wanted a {@link PortMessage#KEYS} */
    static GrabbedKeys open(PortMessage wanted) throws IOException {
        try {
            // Of the process: as any program here would have them.
            C kernel = Native.load(null, C.class);
            int file = kernel.open(wanted.text(), FLAGS);
            try {
                kernel.ioctl(file, EVIOCGRAB, 1);
                int[] closing = new int[2];
                kernel.pipe(closing);
                return new GrabbedKeys(kernel, file, closing);
            } catch (LastErrorException refused) {
                kernel.close(file);
                throw new IOException("EVIOCGRAB was answered with error " + refused.getErrorCode(), refused);
            }
        } catch (LastErrorException notOpened) {
            throw new IOException("it cannot be opened once more: error " + notOpened.getErrorCode(), notOpened);
        } catch (LinkageError without) {
            throw new IOException("no native calls on this machine", without);
        }
    }

    @Override
    public synchronized PortMessage answer(PortMessage question) throws IOException {
        if (question.kind() != PortMessage.READ) {
            throw new IOException("is only read");
        }
        if (closed.get()) {
            throw new GoneException();
        }
        return kernel.poll(polled, new NativeLong(2), question.number(1)) <= 0
                ? PortMessage.of(PortMessage.DONE)
                : read(Math.min(question.number(0), PortMessage.MOST));
    }

    private PortMessage read(int most) throws IOException {
        try {
            int count = kernel.read(file, arriving, new NativeLong(most)).intValue();
            if (count == 0) {
                throw new GoneException();
            }
            byte[] came = arriving.getByteArray(0, count);
            arriving.clear(count);
            return new PortMessage(PortMessage.DONE, came);
        } catch (LastErrorException refused) {
            if (refused.getErrorCode() == EAGAIN && !closed.get()) {
                return PortMessage.of(PortMessage.DONE);
            }
            throw new GoneException();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            kernel.write(closing[1], new byte[] {1}, new NativeLong(1));
            synchronized (this) {
                kernel.close(file);
                kernel.close(closing[0]);
                kernel.close(closing[1]);
            }
        }
    }
}
