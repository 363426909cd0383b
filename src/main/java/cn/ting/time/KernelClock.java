package cn.ting.time;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * What the kernel knows of its clock (adjtimex(2)): whoever keeps it by NTP says so there, and it is forgotten at each boot and once the
 * clock may have gone wrong by 16 s without him. Only asked, never set, which takes no privilege. Where it cannot be asked nobody keeps time.
 */
@Singleton
final class KernelClock implements TimeDaemon {

    private static final Logger LOG = Logger.getLogger(KernelClock.class);

    /** What the kernel answers while nobody keeps its clock; 0 to 4 are a clock that is kept, with or without a leap second ahead. */
    private static final int TIME_ERROR = 5;

    /** More than struct timex takes anywhere: 208 bytes where a long has 64 bits. */
    private static final int TIMEX_BYTES = 512;

    /** The one call of the C library that this takes. */
    private interface C extends Library {
        int adjtimex(byte[] timex) throws LastErrorException;
    }

    /** Null until somebody asks, and where the library cannot be loaded. */
    private C c;
    private boolean tried;

    KernelClock() {}

    @Override
    public boolean keepsTime() {
        int answer = answer();
        return answer >= 0 && answer != TIME_ERROR;
    }

    /** 0 to 5; -1 where the kernel cannot be asked. */
    synchronized int answer() {
        if (!tried) {
            tried = true;
            c = load();
        }
        if (c == null) {
            return -1;
        }
        try {
            // Its first field, zero, says what is to be set: nothing.
            return c.adjtimex(new byte[TIMEX_BYTES]);
        } catch (LastErrorException refused) {
            LOG.debugf("the kernel does not say whether its clock is kept: error %d", refused.getErrorCode());
            return -1;
        }
    }

    private static C load() {
        try {
            return Native.load("c", C.class);
        } catch (LinkageError missing) {
            LOG.warnf("nobody can say whether NTP keeps the clock: %s", missing);
            return null;
        }
    }
}
