package cn.ting.matter;

import java.sql.SQLException;

/** The catalogue's file can be read and is of no use: it is damaged, or was laid out by another release. */
final class UselessFileException extends SQLException {

    private static final long serialVersionUID = 1L;

    UselessFileException(String why) {
        super(why);
    }
}
