package cn.ting.outbox;

/**
 * A letter that waits for a person.
 *
 * @param why the platform's code for refusing it for good; {@code too-large} for the broker; {@code unanswered} when it went ten times
 *     without a receipt while later letters had theirs
 */
public record ParkedLetter(String epoch, long number, String type, String why) {}
