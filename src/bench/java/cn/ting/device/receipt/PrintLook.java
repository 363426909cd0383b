package cn.ting.device.receipt;

import java.util.ArrayList;
import java.util.List;

/** How a printer would set the next line, as the commands before it have left it. For one thread. */
final class PrintLook {

    private int align;
    private int size;
    private boolean bold;

    /** As at power-on: to the left, single size, not bold. */
    void plain() {
        align = 0;
        size = 0;
        bold = false;
    }

    /** {@code ESC E n}. */
    void bold(int n) {
        bold = (n & 1) == 1;
    }

    /** {@code ESC a n}: 0 or 48 left, 1 or 49 centred, 2 or 50 right. */
    void align(int n) {
        align = n % 48 % 3;
    }

    /** {@code GS ! n}: width in bits 4 to 6, height in bits 0 to 2, each less one. */
    void size(int n) {
        size = n;
    }

    /** In words and brackets, {@code (centred, 2 × 2, bold)}; empty for the look at power-on. */
    String words() {
        List<String> words = new ArrayList<>();
        if (align > 0) {
            words.add(align == 1 ? "centred" : "to the right");
        }
        if (size > 0) {
            words.add(((size >> 4 & 7) + 1) + " × " + ((size & 7) + 1));
        }
        if (bold) {
            words.add("bold");
        }
        return words.isEmpty() ? "" : "(" + String.join(", ", words) + ")";
    }
}
