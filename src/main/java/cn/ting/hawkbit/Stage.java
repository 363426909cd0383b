package cn.ting.hawkbit;

/** How far an action came; later ones are further. The names are on the disk. */
public enum Stage {
    /** Nothing; what the server knows at first. */
    UNHEARD("", ""),
    TAKEN("proceeding", "none"),
    /** It waits for its moment. */
    FETCHED("downloaded", "none"),
    /** It is committed. */
    SUCCESS("closed", "success"),
    /** It was refused or taken back. */
    FAILURE("closed", "failure"),
    /** The server took it back, and has its answer for that where the cancel action is. */
    CALLED_OFF("", "");

    final String execution;
    final String finished;

    Stage(String execution, String finished) {
        this.execution = execution;
        this.finished = finished;
    }

    /** True when nothing more comes after it. */
    public boolean isEnd() {
        return compareTo(SUCCESS) >= 0;
    }
}
