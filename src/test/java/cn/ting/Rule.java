package cn.ting;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One law of the house.
 *
 * @param sentence the law
 * @param broken finds where it is broken, one line each
 */
record Rule(String sentence, Function<House, Stream<String>> broken) {

    /** Where a house breaks this law; empty when it keeps it. */
    List<String> brokenIn(House house) {
        return broken.apply(house).distinct().sorted().toList();
    }

    @Override
    public String toString() {
        return sentence;
    }
}
