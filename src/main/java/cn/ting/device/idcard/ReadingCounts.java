package cn.ting.device.idcard;

/**
 * How a reader has worked since the kiosk started: a reader seldom dies without failing more and more before.
 *
 * @param read cards read whole
 * @param failed cards found and not read
 * @param asked questions put to the module
 * @param lost questions whose answer did not come whole, or that came hurt to the module
 */
public record ReadingCounts(long read, long failed, long asked, long lost) {}
