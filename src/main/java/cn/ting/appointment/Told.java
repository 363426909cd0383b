package cn.ting.appointment;

/** What came of a question about appointments. */
public sealed interface Told<T> {

    /** The platform's answer. */
    record Known<T>(T what) implements Told<T> {}

    /**
     * The platform says that there is none.
     *
     * @param code its reason, such as {@code unknown}
     */
    record None<T>(String code) implements Told<T> {}

    /** No answer that could be read came in time; whoever asked may ask again. */
    record Silent<T>() implements Told<T> {}
}
