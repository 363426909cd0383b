package cn.ting.sign;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The sign on a room's door: stands on every {@code package-info.java} and is the law of the house.
 *
 * <p>{@code HouseTest} reads the signs and refuses a build in which a room uses what its sign does not name, in which
 * rooms use one another in a circle, or in which an outside library is used past the room that keeps it. The table of
 * rooms in the README is made from the same signs.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface Room {

    /** The room in one line, as it stands in the README's table. */
    String is();

    /** The Chinese character or word that names the room to the people it serves; empty where there is none. */
    String hanzi() default "";

    /** The rooms this one may use, by their names below {@code cn.ting}, such as {@code "device.inventory"}. */
    String[] mayUse() default {};

    /** True for a room on the ground floor, which every room above it may use without naming it. */
    boolean open() default false;

    /**
     * Outside packages or types, by full name or a prefix of it, whose only door in {@code src/main} this room is. A
     * library kept by several rooms stands on each of their signs.
     */
    String[] keeps() default {};
}
