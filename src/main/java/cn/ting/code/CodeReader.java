package cn.ting.code;

import cn.ting.finder.Finder;
import cn.ting.finder.Finders;
import cn.ting.finder.RingMatch;
import cn.ting.finder.RingSearch;
import cn.ting.finder.RowScan;
import cn.ting.picture.DarkImage;
import cn.ting.picture.GreyImage;
import cn.ting.picture.Pyramid;
import cn.ting.picture.Texture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads QR codes from pictures, of a camera or of a file. What is seen at a glance is read first; then the picture is looked
 * at again, each time at another size and parted otherwise in dark and light, as long as there is hope.
 *
 * <p>Confined to one thread. Keeps its buffers, in all one and a half times the largest picture and some fifteen megabytes. No
 * picture makes it throw or work without end: a frame of a camera that looks like a code is given up after a tenth of a second
 * or two, any other after some milliseconds, a photo of several megapixels after a second or two. While a camera shows just the
 * same thing unreadable frame after frame, so that all of it was tried at the first, only one of the costly looks is taken a frame,
 * each frame another.
 */
public final class CodeReader {

    /** More pixels than any camera has: 16,384 by 16,384. */
    private static final int MOST_PIXELS = 1 << 28;
    /** A finder pattern and its quiet zone. */
    private static final int SMALLEST_SIDE = 21;
    /** The first look is at the size at which the longer side is at most this: most codes are large in their picture. */
    private static final int FIRST_SIDE = 700;
    /** Finder patterns whose corners are tried, and how many of those: in a frame, and in a photo, which may show many codes. */
    private static final int FRAME_FINDERS = 24;

    private static final int FRAME_CORNERS = 20;
    /** Likewise of those that were matched: most of these are left at a glance. */
    private static final int MATCHED_CORNERS = 60;

    private static final int PHOTO_FINDERS = 80;
    private static final int PHOTO_CORNERS = 60;
    /** Finder patterns seen best, beside two of which a hidden one is guessed. */
    private static final int FEW_FINDERS = 5;
    /** Sizes of a picture in which patterns are matched, each half of the one before. */
    private static final int LEVELS = 6;
    /** The half of a frame, and what is smaller. */
    private static final int HALF_LEVEL = 1;
    private static final int SMALL_LEVEL = 2;

    /** Up to here a picture looked at for itself may be a frame that another follows, above it is a photo. Pixels. */
    private static final int LARGEST_FRAME = 1_400_000;
    /** Below this a picture costs little to look at in every way. Pixels. */
    private static final int SMALL_PICTURE = 200_000;
    /**
     * Costly looks of which one is taken a frame, in the order of what they read: the half picture matched quickly, the small ones
     * thoroughly, then the half; each dear look; and the small ones quickly.
     */
    private static final int TURNS = Look.ALL.size() - Look.CHEAP + 4;

    /** The look after which a frame is left that shows nothing like a code. */
    private static final int LAST_GLANCE = 1;
    /** The look, at the full picture, before which hidden corners of a frame are guessed and its small pictures are matched. */
    private static final int MATCH_BEFORE = 4;

    private final Pyramid pyramid = new Pyramid();
    private final DarkImage image = new DarkImage();
    private final RowScan scan = new RowScan();
    private final RingMatch match = new RingMatch();
    private final RingSearch rings = new RingSearch();
    private final Finders finders = new Finders();
    /** Those of the small pictures that were matched: kept apart, for they would crowd out small ones. */
    private final Finders matched = new Finders();

    private final CandidateReader candidates = new CandidateReader();
    private final Patience patience = new Patience();
    private final Set<Long> tried = new HashSet<>();
    private final Set<Long> triedMatched = new HashSet<>();
    private final Texture texture = new Texture();
    private boolean isFrame;

    /**
     * Reads one QR code in a picture that is looked at for itself, with all there is. Of a frame that differs by no more than a camera's
     * noise from one that it could not read just before, it takes the cheap looks and, in turns, one of the others.
     *
     * @param luminance a byte a pixel, row by row from the top, 0 black to 255 white; more bytes than pixels are ignored. Not
     *     kept after the call
     * @param width in pixels
     * @param height in pixels
     * @return what the code says, of several codes any one; null when none is read, also for a size that does not fit the bytes
     */
    public String decode(byte[] luminance, int width, int height) {
        return look(luminance, width, height, false);
    }

    /**
     * Reads one QR code in a frame of a camera, whose effort is spread over the frames that follow: what one frame leaves untried
     * is tried at the next ones, one costly look a frame, thirteen in all. However large a frame is, it is not taken for a photo.
     *
     * @param luminance see {@link #decode}, as is the rest
     */
    public String watch(byte[] luminance, int width, int height) {
        return look(luminance, width, height, true);
    }

    private String look(byte[] luminance, int width, int height, boolean isWatched) {
        if (!isPicture(luminance, width, height)) {
            return null;
        }
        try {
            return read(luminance, width, height, isWatched);
        } finally {
            pyramid.end();
            image.end();
        }
    }

    private static boolean isPicture(byte[] luminance, int width, int height) {
        return luminance != null
                && width >= SMALLEST_SIDE
                && height >= SMALLEST_SIDE
                && (long) width * height <= Math.min(MOST_PIXELS, luminance.length);
    }

    private String read(byte[] luminance, int width, int height, boolean isWatched) {
        pyramid.begin(luminance, width, height);
        finders.begin(pyramid);
        matched.begin(pyramid);
        tried.clear();
        triedMatched.clear();
        isFrame = isWatched || width * height <= LARGEST_FRAME;
        candidates.begin(isFrame);
        patience.begin(pyramid, isWatched);
        boolean isInTurn = isWatched || patience.isSpent();
        String text = isInTurn ? lookInTurn(width, height) : lookAgainAndAgain(width, height);
        if (text != null || !isFrame) {
            patience.forget();
        } else {
            patience.disappointed(pyramid, isInTurn);
        }
        return text;
    }

    private String lookAgainAndAgain(int width, int height) {
        boolean isLarge = isFrame && width * height > SMALL_PICTURE;
        for (int i = 0; i < Look.CHEAP; i++) {
            String text = isLarge && i == MATCH_BEFORE ? guess() : null;
            text = text == null && isLarge && i == MATCH_BEFORE ? glanceForPatterns(SMALL_LEVEL, LEVELS - 1) : text;
            text = text == null ? look(Look.ALL.get(i), width, height) : text;
            if (text != null) {
                return text;
            }
            if (i == LAST_GLANCE && isLarge && !isLikely()) {
                return lookClosely();
            }
        }
        // At a frame the patterns are matched first, which finds more; at a photo last, since it takes longer the larger it is.
        String text = isLarge ? glanceForPatterns(HALF_LEVEL, HALF_LEVEL) : null;
        text = text == null ? candidates.readPromising() : text;
        text = text == null && isLarge ? match(0, LEVELS - 1) : text;
        for (int i = Look.CHEAP; i < Look.ALL.size() && text == null; i++) {
            if (!isFrame) {
                finders.forget(); // there is so much else in it that a small code would drown
            }
            boolean isInTurn = isLarge && Look.ALL.get(i).price() == Look.Price.IN_TURN;
            text = isInTurn ? null : look(Look.ALL.get(i), width, height);
        }
        text = text == null ? candidates.readPromising() : text;
        return text == null && !isLarge ? match(0, LEVELS - 1) : text;
    }

    private boolean isLikely() {
        return finders.isPromising() || isBusy();
    }

    /** What is left, for a code whose modules are so small that only the full picture shows them: one look there, where it is busy. */
    private String lookClosely() {
        GreyImage full = pyramid.level(0);
        if (!texture.isBusy(full, 2)) {
            return null;
        }
        part(full, Look.CLOSE);
        scan.scan(image, 2, 1, Look.CLOSE.isOpen(), finders);
        return readCorners();
    }

    /** A code of small modules is busy in the half picture, one of large modules in smaller ones. */
    private boolean isBusy() {
        for (int level = 1; level <= 3; level++) {
            if (texture.isBusy(pyramid.level(pyramid.nearest(level)), 1)) {
                return true;
            }
        }
        return false;
    }

    /** Corners of which one is hidden, first as if seen from straight above. */
    private String guess() {
        String text = read(Corners.guessed(finders.best(FEW_FINDERS), 0), false);
        return text == null ? read(Corners.guessed(finders.best(FEW_FINDERS), Finder.SLANTED), false) : text;
    }

    /**
     * Matches patterns in the small pictures of a frame: what blur or noise hides from the cheap looks is of large modules, mostly,
     * and there each picture costs a quarter of the one before.
     */
    private String glanceForPatterns(int from, int to) {
        candidates.renew(isFrame);
        String text = null;
        for (int level = pyramid.nearest(to); level >= from && text == null; level--) {
            match.search(pyramid.level(level), 1 << level, RingMatch.Effort.QUICK, matched);
            text = read(Corners.among(matched.best(FRAME_FINDERS), triedMatched, MATCHED_CORNERS), true);
        }
        candidates.renew(isFrame);
        return text;
    }

    /**
     * The dearest look: pattern by pattern in grey, but for corners that are hidden. What has to be matched is blurred, mostly,
     * and large: the small pictures, which cost a quarter each of the one before, are matched and read first.
     */
    private String match(int from, int to) {
        String text = guess();
        if (text != null) {
            return text;
        }
        finders.forget();
        tried.clear();
        candidates.renew(isFrame);
        int first = Math.max(from, isFrame ? HALF_LEVEL : 0); // a frame's smallest modules are large enough in its half
        while ((long) pyramid.level(first).width * pyramid.level(first).height > LARGEST_FRAME) {
            first++;
        }
        for (int level = pyramid.nearest(to); level >= first && text == null; level--) {
            match.search(pyramid.level(level), 1 << level, RingMatch.Effort.THOROUGH, finders);
            text = read(isFrame ? Corners.among(finders.best(FRAME_FINDERS), tried, MATCHED_CORNERS) : corners(), true);
        }
        return text == null ? guess() : text;
    }

    /** The cheap looks, what reads most of the rest at small cost where the frame is not the one before, and one of the others. */
    private String lookInTurn(int width, int height) {
        for (int i = 0; i < Look.CHEAP; i++) {
            String text = look(Look.ALL.get(i), width, height);
            if (text != null) {
                return text;
            }
            if (i == LAST_GLANCE && width * height > SMALL_PICTURE && !isLikely()) {
                return lookClosely();
            }
        }
        String text = patience.isMoved() ? guess() : null;
        text = text == null && patience.isMoved() ? glanceForPatterns(SMALL_LEVEL, LEVELS - 1) : text;
        text = text == null ? lookAtTurn(patience.nextTurn(TURNS), width, height) : text;
        return text == null ? candidates.readPromising() : text;
    }

    private String lookAtTurn(int turn, int width, int height) {
        return turn == 0 ? glanceForPatterns(HALF_LEVEL, HALF_LEVEL)
                : turn == 1 ? match(SMALL_LEVEL, LEVELS - 1)
                : turn == 2 ? match(HALF_LEVEL, HALF_LEVEL)
                : turn == TURNS - 1 ? glanceForPatterns(SMALL_LEVEL, LEVELS - 1)
                : look(Look.ALL.get(Look.CHEAP + turn - 3), width, height);
    }

    private String look(Look look, int width, int height) {
        int first = 0;
        while (Math.max(width, height) >> first > FIRST_SIDE) {
            first++;
        }
        int level = pyramid.nearest(first + look.level());
        if (level != first + look.level()) {
            return null;
        }
        GreyImage grey = pyramid.level(level);
        if (look.part() <= Look.WHOLE) {
            if (!image.global(grey, look.cut())) {
                return null;
            }
            scan.scan(image, 2, 1 << level, look.isOpen(), finders);
            return readCorners();
        }
        part(grey, look);
        scan.scan(image, 1, 1 << level, look.isOpen(), finders);
        String text = readCorners();
        if (text == null) {
            rings.search(image, 1 << level, finders);
            text = readCorners();
        }
        return text;
    }

    private void part(GreyImage grey, Look look) {
        int margin = Math.max(2, Math.min(look.margin(), 3 * DarkImage.noise(grey) / 2));
        image.local(grey, Math.min(grey.width, grey.height) / look.part() + 4, margin);
    }

    private String readCorners() {
        return read(corners(), false);
    }

    private List<Corners> corners() {
        return isFrame
                ? Corners.among(finders.best(FRAME_FINDERS), tried, FRAME_CORNERS)
                : Corners.among(finders.best(PHOTO_FINDERS), tried, PHOTO_CORNERS);
    }

    private String read(List<Corners> likely, boolean faint) {
        for (Corners corners : likely) {
            String text = candidates.read(pyramid, corners, faint);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
