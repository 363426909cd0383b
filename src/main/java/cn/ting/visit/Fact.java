package cn.ting.visit;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that happened in a visit. A record of the room where it happened; its components become the letter's
 * {@code data}, so they are part of the contract with the platform and hold no personal datum.
 */
public interface Fact {

    /** What happened: the room's name and the deed, {@code queue.ticket-issued}. Never changes its meaning. */
    @JsonIgnore
    String type();
}
