package cn.ting.http;

/** A server answers, and so slowly that it was given up: it may be faster another time, or means that nothing ever comes of it. */
public final class TooSlowException extends ServerException {

    private static final long serialVersionUID = 1L;

    public TooSlowException(String message) {
        super(message);
    }
}
