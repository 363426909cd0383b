package cn.ting.appointment;

/** Whose appointment a number was given for, and what that makes of the number. */
public record Arrival(Booking booking, Place place) {}
