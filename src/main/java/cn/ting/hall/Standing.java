package cn.ting.hall;

import java.util.OptionalInt;

/** How a number stands. */
public sealed interface Standing {

    /** It was called, or may have been: the board does not show it any more, and shows the last twenty only. */
    record Unknown() implements Standing {}

    /**
     * It waits: the board names it among those next in turn, or nothing has happened since it was taken that was not seen, or no board has come.
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
