package cn.ting.code;

import cn.ting.picture.Glance;
import cn.ting.picture.Pyramid;

/**
 * What is remembered from frame to frame: whether they show the same, unread, and which costly look is next. Confined to the
 * reader's thread.
 */
final class Patience {

    /** Each look so far may have failed by bad luck: pictures alike before costly looks are rationed. */
    private static final int MOST = 4;
    /** Greys by which pixels of frames that show the same differ at most, in the mean, and of frames of which one tells all. */
    private static final int ALIKE = 8;

    private static final int STILL = 2;

    private final Glance glance = new Glance();
    private int unread;
    private int turn;
    private int apart;

    /**
     * Begins a frame.
     *
     * @param isAlone true for one that is followed by no other
     */
    void begin(Pyramid pyramid, boolean isAlone) {
        // Most frames are read at once: what one looks like is asked when it is not, or the one before was not.
        apart = !isAlone && unread > 0 ? glance.apart(pyramid.coarsest(), pyramid.level(0).width, pyramid.level(0).height)
                : Integer.MAX_VALUE;
        unread = apart < ALIKE ? unread : 0;
    }

    /** Whether it is time to take one costly look a frame. */
    boolean isSpent() {
        return unread >= MOST || !isMoved();
    }

    /** Whether this frame differs from the one before, if only a little. */
    boolean isMoved() {
        return apart >= STILL;
    }

    /** Which costly look is next, from 0, which it is when the camera shows something else; after the last they begin anew. */
    int nextTurn(int turns) {
        turn = unread == 0 ? 0 : (turn + 1) % turns;
        return turn;
    }

    /** Ends a frame that was read. */
    void rewarded() {
        unread = 0;
    }

    /** Ends a frame that was not read, and remembers what it looks like. */
    void disappointed(Pyramid pyramid) {
        unread++;
        glance.keep(pyramid.coarsest(), pyramid.level(0).width, pyramid.level(0).height);
    }
}
