package cn.ting.hawkbit;

/**
 * An action that was taken up.
 *
 * @param detail one line for staff at the server
 * @param told the furthest stage the server knows of
 */
public record Assignment(String action, String version, Stage stage, String detail, Stage told) {

    static final int LONGEST_DETAIL = 400;

    public Assignment {
        detail = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    }

    public static Assignment takenUp(Deployment deployment) {
        return new Assignment(deployment.action(), deployment.version(), Stage.TAKEN, "taken up: " + deployment.version(), Stage.UNHEARD);
    }

    public Assignment at(Stage reached, String why) {
        return new Assignment(action, version, reached, why, told);
    }

    public Assignment told(Stage stage) {
        return new Assignment(action, version, this.stage, detail, stage);
    }

    /** True when the server does not know yet how far it came. */
    public boolean isUntold() {
        return stage.compareTo(told) > 0 && !stage.execution.isEmpty();
    }
}
