package cn.ting.visit;

/** What a resident showed to be known by, in order of what it is worth. */
public enum Proof {
    /**
     * A social-security card read without a key: its content is well formed, and whoever holds it says to be that person. Whether it is
     * genuine only its issuer can tell. Enough for a number; not for handing in anything, nor for being handed anything.
     */
    SOCIAL_SECURITY_CARD("social-security-card"),
    /** An ID card, which the reader's security module has found genuine. */
    ID_CARD("id-card");

    private final String word;

    Proof(String word) {
        this.word = word;
    }

    /** As facts say it. */
    public String word() {
        return word;
    }
}
