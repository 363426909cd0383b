package cn.ting.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One key of {@code device-config}: stands on a component of a settings record, whose name is the key.
 *
 * <p>A component may be a {@code String}, {@code boolean}, {@code int}, {@code long}, {@code double}, {@code URI}, {@code Duration}
 * (written {@code 300ms}, {@code 20s}, {@code 5min}, {@code 12h}, {@code 7d}), an enum (written in lower case with dashes), another
 * settings record, a {@code List} of any of these, a {@code Map} from names to any of these, or a {@link Section}. {@code reference.yaml} is held by a test to what
 * stands here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** What the key is for and why it has its default, in one line. */
    String why();

    /** The default, written as in the file; without one the key must be given. */
    String standard() default "";

    /** The unit of a bare number; empty where the type says it. */
    String unit() default "";

    /** The smallest value of a number or duration, written as in the file; empty for none. */
    String min() default "";

    /** The largest value of a number or duration, written as in the file; empty for none. */
    String max() default "";

    /** What all of a text has to match, for editors; the record itself refuses what does not, in words. Empty where any text will do. */
    String pattern() default "";

    /**
     * A folder beside the file, such as {@code receipt-models}. The component is a record then, and the key names a file there,
     * without {@code .yaml}, that has the record's keys; or it has keys of its own, to be put over those of the file that it
     * names by {@code like}. Files that are not there come with the program, from the same folder of the class path. A file's keys may stand
     * one level down under its own name, and {@code inherits} may name a file there whose keys hold where it gives none.
     */
    String folder() default "";
}
