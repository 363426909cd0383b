package cn.ting.screen;

import java.io.IOException;

/**
 * What residents get of a room, made once for nobody. A bean of the room that makes it; a release on trial serves nobody before it could make
 * what the one before it could.
 */
public interface Rehearsal {

    /** What it is, one word: {@code slip}. */
    String name();

    /** Whether no release may do without it, whatever the one before it could. */
    boolean always();

    /**
     * Makes it as for a resident, up to where it would leave the kiosk, and forgets it: nobody sees it, nothing is written, and it is of nobody.
     * May take a second; one thread at a time. What fails by anything but these two is a fault of the program.
     *
     * @throws IOException when what it is made with cannot be read now
     * @throws RuntimeException of the ledger when that cannot be asked now
     */
    void rehearse() throws IOException;
}
