package cn.ting.hawkbit;

/**
 * An action, as it stands now.
 *
 * @param action its id
 * @param version of the one software module of the kiosk's type; empty when there is none, or more than one
 * @param mayFetch whether it may be fetched
 * @param maySwitch whether it may be installed: not outside its maintenance window, and not at all where it is only to be fetched
 * @param inWindow whether a maintenance window is named and open
 */
public record Deployment(String action, String version, boolean mayFetch, boolean maySwitch, boolean inWindow) {}
