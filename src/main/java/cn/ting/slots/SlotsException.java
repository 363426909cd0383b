package cn.ting.slots;

/** A release, or a file that says which one starts, was refused; what was committed starts still. */
public final class SlotsException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, each with a code that never changes its meaning. */
    public enum Why {
        /** The manifest is longer than any may be. */
        MANIFEST_SIZE("ota.manifest-size"),
        /** It is not lines of plain characters, the last one ended. */
        MANIFEST_TEXT("ota.manifest-text"),
        /** Its head is not the lines that are laid down, in their order. */
        MANIFEST_HEAD("ota.manifest-head"),
        /** A line of it is not a digest, a size, a mode and a path. */
        MANIFEST_LINE("ota.manifest-line"),
        /** A file has a mode no file of a release has. */
        MANIFEST_MODE("ota.manifest-mode"),
        /** A path leads elsewhere, or can be read in two ways. */
        MANIFEST_PATH("ota.manifest-path"),
        /** The paths are not in their order, or one stands twice. */
        MANIFEST_ORDER("ota.manifest-order"),
        /** A path is a file and a directory. */
        MANIFEST_CLASH("ota.manifest-clash"),
        /** More files or bytes than a release may have. */
        MANIFEST_BYTES("ota.manifest-bytes"),
        /** The release key did not sign it. */
        UNSIGNED("ota.unsigned"),
        /** The release key of this machine is none. */
        KEY("ota.key"),
        /** A pointer, such as {@code committed}, is missing where it must be, torn, or tampered with. */
        POINTER("ota.pointer"),
        /** What is signed of the target is not understood. */
        OFFER("ota.offer"),
        /** Nothing that is signed is a release. */
        NO_RELEASE("ota.no-release"),
        /** The manifest is not the one that was signed for: parts of two releases were put together. */
        MIXED("ota.mixed"),
        /** It is for other machines. */
        ARCH("ota.arch"),
        /** It is for other cabinets. */
        MODEL("ota.model"),
        /** It is older than the one that is committed. */
        ROLLBACK("ota.rollback"),
        /** It cannot be gone to from the one that is committed. */
        FROM("ota.from"),
        /** It may not be installed from a stick any more. */
        STALE("ota.stick-stale"),
        /** Its stick does not say when it was made. */
        UNDATED("ota.stick-undated"),
        /** A file of it is neither here nor where it comes from. */
        MISSING("ota.missing"),
        /** The server does not give a file away, and will not. */
        DENIED("ota.denied"),
        /** Who named the release took it back while it was on its way. */
        CALLED_OFF("ota.called-off"),
        /** A file is longer than was signed. */
        TOO_LONG("ota.too-long"),
        /** A file is shorter than was signed. */
        TOO_SHORT("ota.too-short"),
        /** A file is not the one that was signed. */
        CHANGED("ota.changed"),
        /** There is a file or directory that the manifest does not name. */
        EXTRA("ota.extra"),
        /** There is a link, a pipe or a device where a file or a directory should be. */
        LINK("ota.link"),
        /** A file has another mode or time of change than was signed. */
        MARK("ota.mark"),
        /** There is too little room on the disk. */
        FULL("ota.full");

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

    public SlotsException(Why why, String message) {
        super(why.code() + ": " + message);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
