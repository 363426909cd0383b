package cn.ting;

import cn.ting.House.Root;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The laws of how code is written here. Where not said otherwise they bind what ships and the bench. */
final class HabitRules {

    private static final Set<String> INJECTING =
            Set.of("jakarta.inject.Inject", "org.eclipse.microprofile.config.inject.ConfigProperty");
    private static final List<String> CHANGING = List.of(
            "java.util.AbstractCollection", "java.util.AbstractMap", "java.util.Dictionary", "java.lang.ThreadLocal",
            "java.lang.StringBuilder");
    private static final Set<String> WAITING = Set.of(
            "java.lang.System.currentTimeMillis", "java.lang.System.nanoTime", "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep", "java.util.Calendar.getInstance", "java.time.InstantSource.system");
    private static final Pattern UNWANTED =
            Pattern.compile("<artifactId>([^<]*(?:mock|assertj)[^<]*)</artifactId>", Pattern.CASE_INSENSITIVE);

    static final Rule CONSTRUCTORS_INJECT = new Rule("nothing is injected into a field", house -> fields(house)
            .filter(field -> INJECTING.stream().anyMatch(field::isAnnotatedWith))
            .map(JavaField::getFullName));

    static final Rule NO_STATE_IN_STATICS = new Rule("no static changes", house -> fields(house)
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL) || isMadeToChange(field.getRawType()))
            .map(JavaField::getFullName));

    static final Rule ONE_CLOCK = new Rule("only the room time asks the machine for the time or sleeps", house -> house.classes()
            .filter(type -> !House.roomOf(type).equals("time"))
            .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
            .filter(access -> asksForTimeOrSleeps(access.getTarget()))
            .map(JavaAccess::getDescription));

    static final Rule PUBLIC_HTTP = new Rule("methods that answer HTTP are public, or they answer 404", house -> house.classes()
            .flatMap(type -> type.getMethods().stream())
            .filter(HabitRules::answersHttp)
            .filter(method -> !method.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaMethod::getFullName));

    /** A command is a class with a {@code main}: what it prints is its answer. */
    static final Rule LOGS_ARE_LOGGED = new Rule("nothing that ships prints, except a command", house -> house.classes(Root.MAIN)
            .filter(type -> House.outermost(type).tryGetMethod("main", String[].class).isEmpty())
            .flatMap(type -> type.getFieldAccessesFromSelf().stream())
            .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
            .filter(access -> Set.of("out", "err").contains(access.getTarget().getName()))
            .map(JavaAccess::getDescription));

    static final Rule NO_STACK_TRACE_PRINTED = new Rule("no stack trace is printed past the log", house -> house.classes()
            .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
            .filter(access -> access.getTarget().getName().equals("printStackTrace"))
            .map(JavaAccess::getDescription));

    static final Rule NO_MOCKS = new Rule("no mock library and no AssertJ", house ->
            UNWANTED.matcher(House.read(house.project().resolve("pom.xml"))).results().map(found -> "pom.xml names " + found.group(1)));

    /** They are found by their names where reading every class would take seconds. */
    static final Rule KINDS_ARE_NAMED = new Rule("what is a fault or a driver is called so", house -> house.classes()
            .filter(type -> !type.isInterface())
            .filter(type -> isButIsNotCalled(type, "cn.ting.condition.Fault") || isButIsNotCalled(type, "cn.ting.device.inventory.Driver"))
            .map(JavaClass::getName));

    static final List<Rule> ALL = List.of(
            CONSTRUCTORS_INJECT, NO_STATE_IN_STATICS, ONE_CLOCK, PUBLIC_HTTP, LOGS_ARE_LOGGED, NO_STACK_TRACE_PRINTED, NO_MOCKS,
            KINDS_ARE_NAMED);

    private HabitRules() {}

    private static boolean isButIsNotCalled(JavaClass type, String kind) {
        return type.isAssignableTo(kind) && !type.getSimpleName().endsWith(kind.substring(kind.lastIndexOf('.') + 1));
    }

    private static Stream<JavaField> fields(House house) {
        return house.classes().flatMap(type -> type.getFields().stream());
    }

    private static boolean isMadeToChange(JavaClass type) {
        return CHANGING.stream().anyMatch(type::isAssignableTo)
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo("java.util.concurrent.ConcurrentMap");
    }

    private static boolean asksForTimeOrSleeps(AccessTarget.CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        return WAITING.contains(owner.getName() + "." + target.getName())
                || owner.getPackageName().startsWith("java.time") && target.getName().equals("now")
                || owner.getName().equals("java.time.Clock") && target.getName().matches("system.*|tick.*")
                || owner.getName().equals("java.util.Timer")
                || owner.getName().equals("java.util.Date") && target.getFullName().endsWith("<init>()");
    }

    private static boolean answersHttp(JavaMethod method) {
        return method.isMetaAnnotatedWith("jakarta.ws.rs.HttpMethod") || method.isAnnotatedWith("jakarta.ws.rs.Path");
    }
}
