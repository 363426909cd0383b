package cn.ting.seal;

/** A document that cannot be proven to be the platform's. The message says why and holds nothing of the document. */
public final class BadSealException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadSealException(String why) {
        super(why);
    }
}
