package cn.ting.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keys that a settings record has no component for and takes all the same, whatever they say, since whoever else writes such files has them.
 * Any other unknown key is refused: it may be a slip of somebody's pen.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Unused {

    /** What they are for elsewhere, and why not here, in one line. */
    String why();

    /** The keys. */
    String[] keys();
}
