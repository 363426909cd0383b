package cn.ting.device.ups;

/** An uninterruptible power supply: the port of this room. */
public interface Ups {

    /** How the power is. Any thread; at once. */
    PowerNow now();

    /** Registers for changes of where the power comes from. Listeners run on the device's thread, so they may only enqueue. */
    void onChange(Runnable listener);
}
