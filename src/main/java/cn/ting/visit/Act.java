package cn.ting.visit;

/**
 * Something that cannot be rolled back, such as printing, between its intent and its outcome.
 *
 * @param id of this intent
 * @param visit the visit it is done for
 * @param what the kind of act, {@code slip}
 * @param subject what it is done with, such as a ticket's id
 */
public record Act(long id, String visit, String what, String subject) {}
