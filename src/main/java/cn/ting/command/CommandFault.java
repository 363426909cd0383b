package cn.ting.command;

import cn.ting.condition.Fault;

/** What can be wrong with commands. Residents do not notice. */
public enum CommandFault implements Fault {
    /** A list of commands is not the platform's, is older than one read before, or is malformed; none of it is done. */
    REFUSED("command.refused");

    private final String code;

    CommandFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return Severity.ALARM;
    }
}
