package cn.ting.hall;

import java.util.OptionalInt;

/** How a number stands. */
public sealed interface Standing {

    /**
     * It waits, or nothing else is known.
     *
     * @param ahead how many are called before it, as far as the board names those next in turn
     */
    record Waiting(OptionalInt ahead) implements Standing {}

    /**
     * It is called now.
     *
     * @param again true when it was called before
     */
    record Called(String window, boolean again) implements Standing {}

    /** Nobody came at its call; what that means says the hall's {@link NoShow}. */
    record Passed() implements Standing {}

    /** It was served. */
    record Completed() implements Standing {}

    /**
     * It waits on, for another service of the hall.
     *
     * @param service the service's id
     * @param ahead as of {@link Waiting}
     */
    record Transferred(String service, OptionalInt ahead) implements Standing {}

    /** The resident, or the hall, has cancelled it. */
    record Cancelled() implements Standing {}
}
