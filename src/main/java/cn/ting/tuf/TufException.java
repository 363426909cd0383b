package cn.ting.tuf;

/** Metadata or a target was refused; what was trusted before is trusted still. */
public final class TufException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, each with a code that never changes its meaning. */
    public enum Why {
        /** It is no metadata of the specification, or not of the role it was asked for. */
        MALFORMED("tuf.malformed"),
        /** No key of its role has signed it: forged, by a key that was taken away, or of another repository. */
        UNSIGNED("tuf.unsigned"),
        /** None of those who speak for the root that is trusted has signed the next: a root's key that was taken away, or another authority's. */
        ROOT_UNSIGNED("tuf.root-unsigned"),
        /** Keys of its role have signed it, and fewer than it takes: published before all had signed, or by whoever has stolen one. */
        TOO_FEW_KEYS("tuf.too-few-keys"),
        /**
         * The timestamp is rightly signed, and older than one that was seen: a mirror or a stick that lags behind, or newer metadata is kept away. It
         * is not taken (specification, 5.4.3), and may be newer another time.
         */
        BEHIND("tuf.behind"),
        /** Newer metadata names something older than what was seen: no copy that lags does that. */
        ROLLBACK("tuf.rollback"),
        /** Its time is over: somebody keeps newer metadata away, or the clock is wrong. */
        EXPIRED("tuf.expired"),
        /** It is not what the metadata above it names: of another version, length or hash. */
        MISMATCH("tuf.mismatch"),
        /** It is longer than allowed, or than it was said to be. */
        TOO_LARGE("tuf.too-large"),
        /** It came so slowly that it was given up. */
        TOO_SLOW("tuf.too-slow"),
        /** No such target is signed. */
        UNKNOWN_TARGET("tuf.unknown-target"),
        /** It could not be fetched. */
        UNREACHABLE("tuf.unreachable"),
        /** The server refuses it, in a way that no wait mends. */
        DENIED("tuf.denied"),
        /** There is nothing that is trusted to begin with. */
        UNINITIALIZED("tuf.uninitialized");

        private final String code;

        Why(String code) {
            this.code = code;
        }

        /** The stable code. */
        public String code() {
            return code;
        }
    }

    private final Why why;

    public TufException(Why why, String message) {
        super(why.code() + ": " + message);
        this.why = why;
    }

    public TufException(Why why, String message, Throwable cause) {
        super(why.code() + ": " + message, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
