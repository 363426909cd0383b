package cn.ting.figure;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * One measured figure.
 *
 * @param name as asked for on the command line, perhaps with a further word, {@code link.enqueue.50}
 * @param baseline what it is held against, in the same unit: measured in the same run, or a limit where the name says so
 */
public record Figure(String name, double value, String unit, double baseline) {

    /** The line on standard output: name, value, unit, baseline and ratio, parted by tabs. */
    public String line() {
        return String.join("\t", name, rounded(value), unit, rounded(baseline), rounded(value / baseline));
    }

    private static String rounded(double number) {
        return new BigDecimal(number).round(new MathContext(4)).toPlainString();
    }
}
