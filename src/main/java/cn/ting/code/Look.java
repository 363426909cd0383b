package cn.ting.code;

import cn.ting.finder.RowScan;
import cn.ting.picture.DarkImage;
import cn.ting.picture.DarkImage.Cut;
import java.util.List;

/**
 * One way to look at a picture for finder patterns.
 *
 * @param level of the pyramid above the one of the first look
 * @param part of the shorter side that is the radius of the threshold's square is one by this; {@link #WHOLE}, {@link #LOWER}
 *     or {@link #UPPER} for one threshold for all
 * @param margin greys up to which noise is allowed for, see {@link DarkImage#local}
 * @param isOpen see {@link RowScan#scan}
 * @param price when it is taken
 */
record Look(int level, int part, int margin, boolean isOpen, Price price) {

    /** Cheap looks are always taken, dear ones where a code is likely, some at a camera's frames only in turn. */
    enum Price {
        CHEAP,
        DEAR,
        IN_TURN
    }

    static final int WHOLE = 0;
    static final int LOWER = -1;
    static final int UPPER = -2;

    /** In the order in which they are taken, the cheap ones first. */
    static final List<Look> ALL = List.of(
            new Look(0, WHOLE, 0, false, Price.CHEAP),
            new Look(1, 12, 10, false, Price.CHEAP),
            new Look(0, LOWER, 0, true, Price.CHEAP),
            new Look(0, UPPER, 0, true, Price.CHEAP),
            new Look(0, 16, 10, false, Price.CHEAP),
            new Look(2, 12, 10, false, Price.DEAR),
            new Look(0, 50, 5, false, Price.DEAR),
            new Look(-1, 16, 10, false, Price.DEAR),
            new Look(1, 24, 10, true, Price.DEAR),
            new Look(0, 24, 10, true, Price.DEAR),
            new Look(-1, 50, 5, true, Price.IN_TURN),
            new Look(-2, 16, 10, false, Price.DEAR),
            new Look(-2, 50, 5, true, Price.DEAR),
            new Look(-3, 50, 10, false, Price.DEAR));

    /** At the full picture of a frame in which nothing larger is seen. */
    static final Look CLOSE = new Look(0, 16, 10, false, Price.CHEAP);

    /** How many of them are cheap. */
    static final int CHEAP =
            (int) ALL.stream().filter(look -> look.price() == Price.CHEAP).count();

    /** Where one threshold for all of the picture is to part it. */
    Cut cut() {
        return part == WHOLE ? Cut.MIDDLE : part == UPPER ? Cut.UPPER : Cut.LOWER;
    }
}
