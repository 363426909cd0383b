package cn.ting.screen;

/**
 * What the idle page invites to.
 *
 * @param open true while a touch begins a visit; nothing is to be touched otherwise
 * @param lang the language the page is not in, as a tag
 * @param closed why nothing is, in that language, since there is no button then by which to choose it; empty where nobody says
 */
record IdleStart(boolean open, String lang, String closed) {}
