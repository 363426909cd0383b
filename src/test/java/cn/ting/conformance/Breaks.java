package cn.ting.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rule that a test's platform breaks on purpose: {@link TrialGround} holds the verdicts to it, and {@link CheckPlatformTest} sees that each has one. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Breaks {

    Rule value();

    /** Rules that are broken by the same, of necessity. */
    Rule[] with() default {};
}
