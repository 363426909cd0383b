package cn.ting.code;

import cn.ting.picture.Glance;
import cn.ting.picture.Pyramid;

/**
 * What is remembered from frame to frame: whether they show the same, unread, and which costly look is next. Nothing of a picture
 * that was read is. Confined to the reader's thread.
 */
final class Patience {

    /** Greys by which pixels of frames that show the same differ at most, in the mean, and of frames of which one tells all. */
    private static final int ALIKE = 8;

    private static final int STILL = 2;

    private final Glance glance = new Glance();
    /** Whether all that may help was tried at the picture that is kept, which then stays as long as nothing in it changes. */
    private boolean isTried;

    private boolean isSpent;
    private int turn;
    private int apart;

    /**
     * Begins a frame.
     *
     * @param isWatched true for one of a camera, at which no more than a costly look is taken anyway
     */
    void begin(Pyramid pyramid, boolean isWatched) {
        // Most frames are read at once: what one looks like is asked when it is not, or the one before was not.
        isSpent = !isWatched && isTried && glance.isSame(pyramid);
        apart = glance.isKept() ? glance.apart(pyramid) : Integer.MAX_VALUE;
    }

    /** Whether all was tried at just this picture, so that it is time to take one costly look a frame. */
    boolean isSpent() {
        return isSpent;
    }

    /** Whether this frame differs from the one before, if only a little. */
    boolean isMoved() {
        return apart >= STILL;
    }

    /** Which costly look is next, from 0, which it is when the camera shows something else; after the last they begin anew. */
    int nextTurn(int turns) {
        turn = apart < ALIKE ? (turn + 1) % turns : 0;
        return turn;
    }

    /** Begins a picture that no other follows, or ends one that was read: the one before is forgotten. */
    void forget() {
        glance.forget();
        isTried = false;
        isSpent = false;
        apart = Integer.MAX_VALUE;
    }

    /**
     * Ends a frame that was not read, and remembers what it looks like. Where all was tried at one just like it that one stays, so that
     * a change is not missed that is slow.
     *
     * @param isInTurn whether no more than a costly look was taken
     */
    void disappointed(Pyramid pyramid, boolean isInTurn) {
        if (!isSpent) {
            glance.keep(pyramid);
            isTried = !isInTurn;
        }
    }
}
