package cn.ting.visit;

/** Told about the visit in progress. Called on the thread that changed it, so implementations may only enqueue. */
public interface VisitListener {

    /** A visit began. */
    default void began(Visit visit) {}

    /** The resident of this visit became known. */
    default void identified(Visit visit) {}

    /** Nobody has touched the screen for a while; the visit ends unless someone does. */
    default void warned(Visit visit) {}

    /** The visit is over; the resident is already forgotten. */
    default void ended(Visit visit, EndReason reason) {}
}
