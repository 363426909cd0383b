package cn.ting.figure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What was measured again and again. For one thread. */
public final class Sample {

    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    /** Adds a duration in milliseconds. */
    public void add(Duration duration) {
        add(duration.toNanos() / 1e6);
    }

    public int size() {
        return values.size();
    }

    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    public double median() {
        return percentile(50);
    }

    /** The smallest value that this many of a hundred do not exceed. */
    public double percentile(int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }
}
