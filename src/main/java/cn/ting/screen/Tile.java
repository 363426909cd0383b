package cn.ting.screen;

/**
 * A service's place on the home page. A bean of the service's room; a step without one is shown as not open yet.
 *
 * @see HomePages
 */
public interface Tile {

    /** Which of the seven steps the service is. */
    Step step();

    /** Where the tile leads. */
    String path();
}
