package cn.ting.device.inventory;

import cn.ting.condition.Fault;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;

/** What can be wrong with any device, whatever it is for. */
public enum InventoryFault implements Fault {
    /** Its line cannot be opened or breaks, or its driver fails, and it has not answered for longer than the grace. */
    ABSENT("inventory.absent", Severity.DEGRADED),
    /** The thread that serves it does not come round any more, and closing its line has not freed it. */
    HUNG("inventory.hung", Severity.ALARM),
    /** Why it is absent: its line cannot be opened. */
    REFUSED("inventory.refused", Severity.DEGRADED),
    /** Why it is absent: its line ended, as when a cable is pulled or the power goes. */
    UNPLUGGED("inventory.unplugged", Severity.DEGRADED),
    /** Why it is absent: the process that holds this machine's ports ended or crashed, and its line with it. */
    PORTS_ENDED("inventory.ports-ended", Severity.DEGRADED),
    /** Why it is absent: its line holds, and it does not answer on it, or answers nonsense. */
    MUTE("inventory.mute", Severity.DEGRADED),
    /** Why it is absent: a bug in its driver. */
    DRIVER_FAILED("inventory.driver-failed", Severity.DEGRADED),
    /** Too much of what it is asked has to be asked again: see {@link Steadiness}. */
    UNSTEADY("inventory.unsteady", Severity.NOTICE),
    /** It goes and is back again and again, whatever it is just now: see {@link Absence}. */
    COMES_AND_GOES("inventory.comes-and-goes", Severity.NOTICE);

    private final String code;
    private final Severity severity;

    InventoryFault(String code, Severity severity) {
        this.code = code;
        this.severity = severity;
    }

    /** Why a device is absent whose service ended like this. */
    static Fault why(IOException end) {
        if (LineClosedException.programEnded(end).isPresent()) {
            return PORTS_ENDED;
        }
        if (end instanceof Device.GoneException gone) {
            return gone.why();
        }
        if (end instanceof LineClosedException) {
            return UNPLUGGED;
        }
        // A driver that connects itself meets a closed port or a missing file only here.
        boolean closed = end instanceof ConnectException || end.getCause() instanceof ConnectException
                || end instanceof NoSuchFileException;
        return closed ? REFUSED : MUTE;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
