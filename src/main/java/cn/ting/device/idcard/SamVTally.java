package cn.ting.device.idcard;

/**
 * Counts what a reader does well and badly, and knows when cards fail too often on it. That answers get lost more and more the
 * inventory knows, see {@link SamVQuestions}. One thread writes, any reads.
 */
final class SamVTally {

    private static final int FAILED_OF_SIXTEEN = 8;

    private volatile ReadingCounts counts = new ReadingCounts(0, 0, 0, 0);
    /** One bit for each of the last 16 cards, set when it was not read. */
    private int cards;

    ReadingCounts counts() {
        return counts;
    }

    void card(boolean read) {
        cards = (cards << 1 | (read ? 0 : 1)) & 0xFFFF;
        ReadingCounts now = counts;
        counts = new ReadingCounts(now.read() + (read ? 1 : 0), now.failed() + (read ? 0 : 1), now.asked(), now.lost());
    }

    void question(boolean answered) {
        ReadingCounts now = counts;
        counts = new ReadingCounts(now.read(), now.failed(), now.asked() + 1, now.lost() + (answered ? 0 : 1));
    }

    /** Half of the last cards failed; what a single clumsy hand does is less. */
    boolean worn() {
        return Integer.bitCount(cards) >= FAILED_OF_SIXTEEN;
    }

    String detail() {
        return Integer.bitCount(cards) + " of the last 16 cards failed";
    }
}
