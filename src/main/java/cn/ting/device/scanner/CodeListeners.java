package cn.ting.device.scanner;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Whoever wants to hear of codes. Safe for use by any thread. */
final class CodeListeners {

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    void add(Consumer<String> listener) {
        listeners.add(listener);
    }

    void tell(String code) {
        listeners.forEach(listener -> listener.accept(code));
    }
}
