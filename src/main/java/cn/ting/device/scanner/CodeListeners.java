package cn.ting.device.scanner;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Whoever wants to hear of codes. Told by the device's thread, safe for use by any. */
final class CodeListeners {

    /**
     * What was told so far.
     *
     * @param codes how many
     * @param characters of the newest
     */
    record Told(long codes, int characters) {}

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile Told told = new Told(0, 0);

    void add(Consumer<String> listener) {
        listeners.add(listener);
    }

    void tell(String code) {
        told = new Told(told.codes() + 1, code.length());
        listeners.forEach(listener -> listener.accept(code));
    }

    Told told() {
        return told;
    }
}
