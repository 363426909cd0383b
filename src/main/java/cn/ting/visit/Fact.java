package cn.ting.visit;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that happened in a visit. A record of the room where it happened; its components become the letter's
 * {@code data}, so they are part of the contract with the platform and hold no personal datum. Who it happened to is written beside
 * them, as far as {@link #who} says.
 */
public interface Fact {

    /** How much of the resident goes with a fact: as little as whoever reads it can do with. */
    enum Who {
        /** Nobody is named. */
        NOBODY,
        /** The name of this area and day, by which visits of one person are told from those of many. */
        PSEUDONYM,
        /** That, and name and number sealed to the platform, which has to act for this person. */
        PERSON
    }

    /** What happened: the room's name and the deed, {@code queue.ticket-issued}. Never changes its meaning. */
    @JsonIgnore
    String type();

    /** How much of the resident goes with it; nobody unless the fact says otherwise. */
    @JsonIgnore
    default Who who() {
        return Who.NOBODY;
    }
}
