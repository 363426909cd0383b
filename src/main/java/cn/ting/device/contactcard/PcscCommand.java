package cn.ting.device.contactcard;

import cn.ting.wire.OwnJava;
import java.util.ArrayList;
import java.util.List;

/** How {@link PcscProgram} is started. */
final class PcscCommand {

    private static final List<String> NEEDED = List.of(
            "cn/ting/device/contactcard/PcscProgram.class", "jnasmartcardio/Smartcardio.class", "com/sun/jna/Native.class");

    /** Where the service listens, when the kiosk's surroundings put it elsewhere (libpcsclite's own variable). */
    private static final String SOCKET = "PCSCLITE_CSOCK_NAME";

    private PcscCommand() {}

    static List<String> words() {
        List<String> words = new ArrayList<>();
        String socket = System.getenv(SOCKET);
        if (socket != null) {
            words.addAll(List.of("env", SOCKET + "=" + socket));
        }
        words.addAll(OwnJava.words(PcscProgram.class.getName(), NEEDED));
        return words;
    }
}
