package cn.ting.telemetry;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/** Hears the log's warnings and errors. What a line of ours says is nobody's name, by the rule of every room; of others' it is told that there was one. */
final class LogEar extends Handler {

    /** @param message what happened, and of an error where; at most {@value #LONGEST} characters */
    record Line(String level, String logger, String message) {}

    private static final int LONGEST = 300;
    /** Changes of conditions have a lane of their own. */
    private static final String CONDITIONS = "cn.ting.condition.Conditions";

    private static final String OURS = "cn.ting.";

    private final Consumer<Line> heard;

    LogEar(Consumer<Line> heard) {
        this.heard = heard;
        setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        if (isLoggable(record) && !logger.equals(CONDITIONS)) {
            // What others log is written for others: an address may stand in it, and what somebody looked for in the address.
            String said = logger.startsWith(OURS) ? ExtLogRecord.wrap(record).getFormattedMessage() : "";
            String message = said + where(record.getThrown());
            heard.accept(new Line(
                    record.getLevel().intValue() >= Level.SEVERE.intValue() ? "error" : "warn",
                    logger,
                    message.substring(0, Math.min(message.length(), LONGEST))));
        }
    }

    /** What was thrown and where, without what it says: that is as often from outside as of ours. */
    private static String where(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StackTraceElement[] frames = thrown.getStackTrace();
        return " [" + thrown.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]) + "]";
    }

    @Override
    public void flush() {
        // Nothing is held back here.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
