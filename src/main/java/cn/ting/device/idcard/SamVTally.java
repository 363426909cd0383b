package cn.ting.device.idcard;

/** Counts what a reader does well and badly, and knows when it has grown unreliable. One thread writes, any reads. */
final class SamVTally {

    private static final int FAILED_OF_SIXTEEN = 8;
    private static final int LOST_OF_SIXTY_FOUR = 16;

    private volatile ReadingCounts counts = new ReadingCounts(0, 0, 0, 0);
    /** One bit for each of the last 16 cards, set when it was not read. */
    private int cards;
    /** One bit for each of the last 64 questions, set when its answer was lost. */
    private long questions;

    ReadingCounts counts() {
        return counts;
    }

    void card(boolean read) {
        cards = (cards << 1 | (read ? 0 : 1)) & 0xFFFF;
        ReadingCounts now = counts;
        counts = new ReadingCounts(now.read() + (read ? 1 : 0), now.failed() + (read ? 0 : 1), now.asked(), now.lost());
    }

    void question(boolean answered) {
        questions = questions << 1 | (answered ? 0 : 1);
        ReadingCounts now = counts;
        counts = new ReadingCounts(now.read(), now.failed(), now.asked() + 1, now.lost() + (answered ? 0 : 1));
    }

    /** A reader that does not answer at all is another matter, and what it lost meanwhile says nothing of the time after. */
    void silent() {
        questions = 0;
    }

    /** Half of the last cards failed, or a quarter of the last questions; what a single clumsy hand does is less. */
    boolean worn() {
        return Integer.bitCount(cards) >= FAILED_OF_SIXTEEN || Long.bitCount(questions) >= LOST_OF_SIXTY_FOUR;
    }

    String detail() {
        return Integer.bitCount(cards) + " of the last 16 cards and " + Long.bitCount(questions) + " of the last 64 answers failed";
    }
}
