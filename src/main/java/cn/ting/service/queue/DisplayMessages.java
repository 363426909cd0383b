package cn.ting.service.queue;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What a hall's second display says beside its numbers; the page puts English beside the Chinese by itself. */
@MessageBundle("display")
public interface DisplayMessages {

    @Message("请到 {window} 号窗口")
    String go(String window);

    @Message("共 {people} 人在等")
    String waiting(String people);

    @Message("网络中断，以窗口叫号为准")
    String offline();

    @Message("显示暂时没有更新，以窗口叫号为准")
    String away();
}
