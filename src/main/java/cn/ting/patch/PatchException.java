package cn.ting.patch;

/** A patch, or a list of them, that leads to no file; whoever asked takes the whole file. */
public final class PatchException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, with a stable code. */
    public enum Why {
        /** It is no patch, or broken: cut short, garbled, or of another form. */
        FORM("patch.form"),
        /** It was made for a file of another length, or leads beyond the length that was signed. */
        TOO_LONG("patch.too-long"),
        /** It reads where the old file has nothing. */
        OUTSIDE("patch.outside"),
        /** What it leads to is not the file that was signed. */
        OTHER("patch.other"),
        /** The list of patches is longer than any may be, or has a line that says nothing. */
        LIST("patch.list");

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

    public PatchException(Why why, String message) {
        super(why.code() + ": " + message);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
