package cn.ting.device.board;

/** A lamp that shows where a resident's hands are needed. */
public interface Lamp {

    /** Says whether it shall be lit; dark at first. Safe for any thread, returns at once, takes effect within a second. */
    void light(boolean lit);
}
