package cn.ting.trial;

/** Shows staff where an update stands: asked of the room above, whose faults have their names and sentences there. For one thread. */
public interface UpdateNotice {

    /** An update stands there; what was shown of it before holds no more. */
    void stands(UpdateState state);

    /** A release was refused beside an update that goes on; shown until the way it came by brings another. */
    void refusedBeside(UpdateState refused);

    /** Nobody is served, because this update is on trial. */
    void holds(String trial);

    /** That is over. */
    void serves();
}
