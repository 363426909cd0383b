package cn.ting.press;

/** What was asked for is not done, and why, in one sentence for who asked; nothing that is public has changed. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
        super(why);
    }

    RefusedException(String why, Throwable cause) {
        super(why, cause);
    }
}
