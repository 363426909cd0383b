package cn.ting.screen;

import cn.ting.visit.Visits;

/** A screen whose pages are drawn by a test. */
public final class DrawnScreen implements AutoCloseable {

    private final Screen screen;

    public DrawnScreen(Visits visits) {
        screen = new Screen(visits);
    }

    public Screen screen() {
        return screen;
    }

    public void draws(String path) {
        screen.draws(path);
    }

    public void otherLanguage() {
        screen.switchLanguage();
    }

    @Override
    public void close() {
        screen.stop();
    }
}
