package cn.ting.wire;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A line of bytes to one device. Used by one thread at a time, but {@link #close()} may be called by any thread and
 * ends a read or write in progress.
 */
public interface Line extends Closeable {

    /** No line: what a device gets whose driver reaches it by itself. Takes nothing and gives nothing. */
    Line NONE = new Line() {
        @Override
        public void write(byte[] bytes) throws IOException {
            throw new LineClosedException("none");
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            throw new LineClosedException("none");
        }

        @Override
        public void close() {}
    };

    /** Writes all bytes, or throws {@link LineClosedException} or another {@link IOException} when the line broke. */
    void write(byte[] bytes) throws IOException;

    /**
     * Reads what is there, waiting for the first byte only.
     *
     * @param into filled from its start
     * @param patience longest wait for the first byte, from 1 ms
     * @return the number of bytes read; 0 when none came in time
     * @throws LineClosedException when the far end is gone
     */
    int read(byte[] into, Duration patience) throws IOException;

    /** What a line leads to is there, and cannot be had alone. */
    final class SharedException extends IOException {

        private static final long serialVersionUID = 1L;

        /** @param why a sentence in English */
        public SharedException(String why) {
            super(why);
        }
    }

    /**
     * Writes and then reads: for a question that is asked day and night, since a line that another process holds does both at one
     * call of it.
     *
     * @param question all of it is written
     * @param into as {@link #read} fills it, as is what follows
     * @param patience longest wait for the first byte, from 1 ms, once the question is written
     */
    default int ask(byte[] question, byte[] into, Duration patience) throws IOException {
        write(question);
        return read(into, patience);
    }

    /**
     * Has what the device says to itself until the line is closed: for what plays a keyboard, whose keys would reach the browser too.
     *
     * @throws SharedException when it cannot be had alone, in a sentence that says why; the line is as good as before
     * @throws IOException when that is not known; the line is to be closed
     */
    default void grab() throws IOException {
        throw new SharedException("only an input device can be had alone");
    }
}
