package cn.ting.service.queue;

import cn.ting.screen.Step;
import cn.ting.screen.Tile;
import jakarta.inject.Singleton;

/** 号 on the home page. */
@Singleton
class QueueTile implements Tile {

    @Override
    public Step step() {
        return Step.QUEUE;
    }

    @Override
    public String path() {
        return "/queue";
    }
}
