package cn.ting.screen;

import java.util.List;

/** What a service lays out on the home page for quick reach: "people here often do". */
public interface Shelf {

    /** One thing on the shelf. */
    record Chip(String label, String path) {}

    /** At most eight things, the most wanted first; empty when there is nothing to lay out. */
    List<Chip> chips(Language language);
}
