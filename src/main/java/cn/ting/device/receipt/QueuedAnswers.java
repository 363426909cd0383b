package cn.ting.device.receipt;

import cn.ting.device.receipt.AnswerSorter.Answer;

/** The book of queued questions and of what came after them. Used by the device's thread only. */
final class QueuedAnswers {

    private final boolean numbered;
    private final ProcessIds numbers;
    private int asked;
    private int answered;
    private int strange;
    private int noise;

    /**
     * @param numbered true when an answer has the number of its question
     * @param first the first number
     */
    QueuedAnswers(boolean numbered, long first) {
        this.numbered = numbered;
        this.numbers = new ProcessIds(first);
    }

    /** A question that is answered when all before it has been printed. */
    byte[] question() {
        asked++;
        return numbered ? numbers.question() : plainQuestion();
    }

    /** The question every model knows (GS r). */
    static byte[] plainQuestion() {
        return new byte[] {0x1D, 'r', 1};
    }

    void take(Answer.Process answer) {
        boolean ours = numbers.answered(answer.number());
        answered += ours ? 1 : 0;
        strange += ours ? 0 : 1;
    }

    void take(Answer.Queued answer) {
        answered += numbered ? 0 : 1;
    }

    void take(Answer.Noise byteOfNoAnswer) {
        noise++;
    }

    /** How many questions have been answered since {@link #forget()}. */
    int count() {
        return answered;
    }

    /** True when more was answered than was asked: questions of an earlier slip. */
    boolean owed() {
        return strange > 0 || answered > asked;
    }

    /** True when something came that answers nothing asked: another that looks like an answer may be no more than that. */
    boolean doubtful() {
        return noise > 0 || owed();
    }

    /** What has been asked so far belongs to an earlier slip, or to an earlier proof. */
    void forget() {
        asked = 0;
        answered = 0;
        strange = 0;
        noise = 0;
        numbers.forget();
    }
}
