package cn.ting.vault;

/** A person as a fact names one. {@code toString} shows no more than anybody may see. */
public final class Person {

    /** How a person is named. */
    public enum Named {
        /** By the name for one area and day alone. */
        BY_PSEUDONYM,
        /** With name and number, which the platform could read. */
        IN_FULL,
        /** With something sealed that the platform could not open. */
        UNREADABLE
    }

    private final Named named;
    private final String pseudonym;
    private final String name;
    private final String number;

    private Person(Named named, String pseudonym, String name, String number) {
        this.named = named;
        this.pseudonym = pseudonym;
        this.name = name;
        this.number = number;
    }

    static Person byPseudonym(String pseudonym) {
        return new Person(Named.BY_PSEUDONYM, pseudonym, "", "");
    }

    static Person unreadable(String pseudonym) {
        return new Person(Named.UNREADABLE, pseudonym, "", "");
    }

    static Person inFull(String pseudonym, String name, String number) {
        return new Person(Named.IN_FULL, pseudonym, name, number);
    }

    public Named named() {
        return named;
    }

    /** The person's name for this area and day; empty where the fact has none. */
    public String pseudonym() {
        return pseudonym;
    }

    /** The first character of the name, and first and last of the number: 张**, 9****************9. Empty unless named in full. */
    public String masked() {
        return named == Named.IN_FULL ? first(name) + "**, " + first(number) + "*".repeat(Math.max(2, number.length() - 2)) + last(number) : "";
    }

    private static String first(String text) {
        return text.isEmpty() ? "" : text.substring(0, Character.charCount(text.codePointAt(0)));
    }

    private static String last(String text) {
        return text.length() < 3 ? "" : text.substring(text.length() - 1);
    }

    @Override
    public String toString() {
        return named + " " + masked();
    }
}
