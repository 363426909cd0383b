package cn.ting.conformance;

/** A rule was not met, or could not be tried; the message says why. */
final class Unmet extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean untried;

    private Unmet(String why, boolean untried) {
        super(why);
        this.untried = untried;
    }

    /** The platform broke the rule. */
    static Unmet broken(String why) {
        return new Unmet(why, false);
    }

    /** Nothing was seen that the rule speaks of. */
    static Unmet untried(String why) {
        return new Unmet(why, true);
    }

    static void unless(boolean met, String why) throws Unmet {
        if (!met) {
            throw broken(why);
        }
    }

    boolean isUntried() {
        return untried;
    }
}
