package cn.ting.code;

/**
 * One frame of an invented camera.
 *
 * @param kind what makes it hard to read
 * @param seed it was made from, with the kind
 * @param luminance a byte a pixel, row by row, 0 black to 255 white
 * @param text of the code in it; null when there is none
 */
public record KioskFrame(FrameKind kind, long seed, byte[] luminance, int width, int height, String text) {}
